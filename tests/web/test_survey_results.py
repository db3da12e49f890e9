"""The results of a survey at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers import campaigns, surveys
from handlers.publishing import publish
from handlers.work import Work
from model.survey import Campaign, Response, ResponseState
from surveys import interview, submission
from surveys.interview import Opening
from tests.web.browser import Browser
from tests.web.street import NOW, Street

FORM = """
| survey |
|  | type | name | label |
|  | select_one yesno | lift | 要不要加装<电梯>？ |
|  | select_multiple yesno | both | 都选 |
|  | integer | floor | 几楼 |
|  | text | why | 为什么？ |
| choices |
|  | list_name | name | label |
|  | yesno | yes | 要 |
|  | yesno | no | 不要 |
| settings |
|  | form_id | form_title |
|  | lift | 电梯调查 |
"""


@pytest.fixture
def campaign(street: Street) -> Campaign:
    def work(work: Work) -> Campaign:
        form = publish(work.unit, work.services, "lift.md", FORM.encode(), NOW)
        made = Campaign(62, form.id, ("guixiang",), NOW - timedelta(days=1), quota=30)
        campaigns.launch(work, made, invite=False)
        return made

    return street.run(work)


def answer(street: Street, campaign: Campaign, lift: str, floor: int) -> None:
    def work(work: Work) -> None:
        form = surveys.form_of(work, campaign.form_id)
        assert form is not None
        answers = {"lift": lift, "floor": str(floor), "both": "yes", "why": "我叫王桂芳"}
        session = interview.start(form, Opening(NOW, "seed", answers=answers)).session
        work.unit.surveys.save(
            Response(
                work.services.ids(),
                campaign.form_id,
                21,
                "campaign",
                campaign.id,
                ResponseState.SUBMITTED,
                NOW,
                NOW,
                interview.dump(session),
                campaign.id,
                NOW,
                submission.to_xml(session),
            )
        )

    street.run(work)


def test_results_grow_as_answers_come_in_and_small_counts_are_hidden(
    browser: Browser, street: Street, campaign: Campaign
) -> None:
    browser.sign_in("huang")
    assert "少于 5 人回答，暂不显示。" in browser.open("/desk/surveys/62")
    for floor in range(6):
        answer(street, campaign, "yes", floor)
    page = browser.open("/desk/surveys/62")
    assert "<b>6</b> · 100%" in page
    assert "要不要加装&lt;电梯&gt;？" in page
    assert "王桂芳" not in page
    assert "中位数 2.5，平均 2.5" in page
    for floor in range(2):
        answer(street, campaign, "no", floor)
    page = browser.open("/desk/surveys/62?lang=en")
    assert "fewer than 5" in page
    assert "not shown" in page


def test_the_list_leads_to_the_results_also_of_closed_surveys(
    browser: Browser, street: Street, campaign: Campaign
) -> None:
    browser.sign_in("huang")
    assert 'href="/desk/surveys/62"' in browser.open("/desk/surveys")
    assert "已结束" not in browser.open("/desk/surveys")
    street.run(lambda work: campaigns.close(work, campaign))
    assert "已结束" in browser.open("/desk/surveys")
    street.run(
        lambda work: campaigns.launch(work, Campaign(63, -1, (), NOW + timedelta(days=1)), invite=False)
    )
    assert "还没开始" in browser.open("/desk/surveys")


def test_who_serves_another_community_sees_nothing_of_it(
    browser: Browser, street: Street, campaign: Campaign
) -> None:
    browser.sign_in("zhou")
    browser.open("/desk/surveys/62", 404)
    browser.open("/desk/surveys/99", 404)
    browser.open("/desk/surveys/word", 404)


def test_organizations_do_not_see_results(browser: Browser, campaign: Campaign) -> None:
    browser.sign_in("chen")
    response = browser.client.get("/desk/surveys/62")
    assert response.status_code in {403, 404}
