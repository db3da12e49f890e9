"""Campaigns: asked in waves, reminded once, closed by date or quota, results shown back, links."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.media import MediaStore
from handlers import campaigns, results
from handlers.publishing import publish
from handlers.timers import run_due
from handlers.work import Work
from model.message import Outgoing
from model.person import Person
from model.survey import Campaign, ResponseState
from storage.chats import Chat
from storage.database import Database
from storage.outbox import Owed
from storage.unit import Unit
from tests.dialogues import street
from tests.dialogues.talk import Talk

FORM = """
| survey |
|  | type | name | label |
|  | select_one yesno | lift | 要不要加装电梯？ |
|  | text | why | 为什么？ |
| choices |
|  | list_name | name | label |
|  | yesno | yes | 要 |
|  | yesno | no | 不要 |
| settings |
|  | form_id | form_title |
|  | lift | 电梯调查 |
"""
DAY = timedelta(days=1)


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    return Talk(sqlite, MediaStore(tmp_path))


class House:
    """An installation with residents, and the campaign they are asked to answer."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.form_id = talk.database.write_now(
            lambda unit: publish(unit, talk.services, "lift.md", FORM.encode(), talk.now).id
        )

    def residents(self, number: int, community: str = "GH01", **fields: Any) -> None:
        def work(unit: Unit) -> None:
            for place in range(number):
                person_id = talk.services.ids()
                name = f"{community}_{place}" if number > 1 else community
                unit.people.add(
                    Person(person_id, "zh_CN", talk.now, community, consent_at=talk.now, **fields)
                )
                unit.chats.save(Chat(f"test:{name}", "zh_CN", b"", talk.now, person_id))

        talk = self.talk
        talk.database.write_now(work)

    def open(self, *, invite: bool = True, **fields: Any) -> Campaign:
        usual: dict[str, Any] = {"communities": ("GH01",), "opens_at": self.talk.now}
        campaign = Campaign(self.talk.services.ids(), self.form_id, **usual | fields)
        self.run(lambda work: campaigns.launch(work, campaign, invite=invite))
        return campaign

    def run(self, act: Any) -> Any:
        talk = self.talk
        return talk.database.write_now(lambda unit: act(Work(unit, talk.services, talk.now)))

    def wait(self, span: timedelta = timedelta()) -> list[Owed]:
        self.talk.now += span
        owed: list[Owed] = self.talk.database.write_now(
            lambda unit: run_due(unit, self.talk.services, self.talk.now)
        )
        self.talk._show(owed)
        return owed

    def campaign(self, campaign_id: int) -> Campaign:
        found: Campaign = self.run(lambda work: work.unit.surveys.campaign(campaign_id))
        return found

    def answer(self, chat: str, lift: str = "要", why: str = "老人上楼难") -> list[tuple[str, Outgoing]]:
        self.talk.say(f"{{as {chat}}}")
        self.talk.say("[现在就填]")
        self.talk.say(f"[{lift}]")
        self.talk.say(why)
        return self.talk.say("[提交]")


@pytest.fixture
def house(talk: Talk) -> House:
    return House(talk)


def test_residents_of_the_communities_are_asked_in_waves(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaigns, "WAVE", 2)
    house.residents(5)
    house.residents(1, "GH02")
    house.open()
    waves = [len(house.wait(span)) for span in (timedelta(), timedelta(minutes=5), *[campaigns.PAUSE] * 4)]
    assert waves == [2, 0, 2, 1, 0, 0]


def test_an_invitation_says_what_it_is_about_and_until_when(house: House) -> None:
    house.residents(1)
    house.open(closes_at=street.NOW + 10 * DAY)
    (owed,) = house.wait()
    assert owed.message.text == (
        "桂花街道想听听您的意见：「电梯调查」。几分钟就好，填一半停下也行，下次接着填。\n11月28日截止。"
    )
    assert [row[0].label for row in owed.message.keyboard] == ["现在就填", "这次不填"]


def test_a_wave_due_at_night_waits_for_the_morning(house: House) -> None:
    house.residents(1)
    house.talk.now = street.NOW.replace(hour=21)
    house.open()
    assert house.wait() == []
    assert house.wait(timedelta(hours=11, minutes=59)) == []
    assert len(house.wait(timedelta(minutes=1))) == 1


def test_quiet_hours_of_a_resident_hold_the_invitation_back(house: House) -> None:
    house.residents(1, quiet_from=street.NOW.time(), quiet_to=street.NOW.replace(hour=15).time())
    house.open()
    (owed,) = house.wait()
    assert owed.not_before.astimezone(street.ZONE).hour == 15


def test_one_reminder_after_three_days_and_never_another(house: House) -> None:
    house.residents(1)
    house.open()
    assert len(house.wait()) == 1
    assert house.wait(2 * DAY) == []
    (owed,) = house.wait(DAY)
    assert owed.message.text == "「电梯调查」还差您的一份，有空的时候说两句吧。这是唯一一次提醒。"
    assert [house.wait(DAY) for _ in range(10)] == [[]] * 10


def test_who_stopped_half_way_is_reminded_to_go_on(house: House) -> None:
    house.residents(1)
    house.open()
    house.wait()
    house.talk.say("{as GH01}")
    house.talk.say("[现在就填]")
    house.talk.say("[要]")
    (owed,) = house.wait(3 * DAY)
    assert "您开了个头" in owed.message.text
    house.talk.say("[接着填]")
    assert "为什么？" in list(house.talk.screens["GH01"].shown.values())[-1].text


def test_who_came_without_an_invitation_is_not_invited_but_reminded(house: House) -> None:
    house.residents(1)
    campaign = house.open(invite=False)
    house.talk.say("{as GH01}")
    house.talk.say(f"{{tap survey:{campaign.id}}}")
    house.run(lambda work: campaigns.begin_inviting(work, campaign))
    assert house.wait() == []
    assert len(house.wait(3 * DAY)) == 1


def test_who_says_no_is_not_reminded_but_may_change_their_mind(house: House) -> None:
    house.residents(1)
    campaign = house.open()
    house.wait()
    house.talk.say("{as GH01}")
    ((_, said),) = house.talk.say("[这次不填]")
    assert said.text == "好的，不打扰您了。改主意了，结束前都可以从菜单里填。"
    house.talk.say(f"{{tap nosurvey:{campaign.id}}}")
    house.talk.say("{tap nosurvey:x}")
    assert house.wait(3 * DAY) == []
    ((_, said),) = house.talk.say(f"{{tap survey:{campaign.id}}}")
    assert "电梯" in said.text


@pytest.mark.parametrize("no", ["[不了，谢谢]", "不愿意"])
def test_who_does_not_consent_is_asked_nothing_more_and_not_reminded(house: House, no: str) -> None:
    path = Path(__file__).parents[1] / "dialogues" / "forms" / "opinion.md"
    form = house.run(lambda work: publish(work.unit, work.services, path.name, path.read_bytes(), work.now))
    house.form_id = form.id
    house.residents(1)
    campaign = house.open()
    house.wait()
    house.talk.say("{as GH01}")
    house.talk.say("[现在就填]")
    ((_, said),) = house.talk.say(no)
    assert said.text == "好的，不打扰您了。改主意了，结束前都可以从菜单里填。"
    assert [house.wait(DAY) for _ in range(5)] == [[]] * 5
    ((_, said),) = house.talk.say("{tap nothanks:x}")
    assert "不打扰" not in said.text
    ((_, said),) = house.talk.say(f"{{tap survey:{campaign.id}}}")
    assert "我愿意参加" in said.text


def test_a_second_tap_goes_on_with_the_survey_that_was_begun(house: House) -> None:
    house.residents(1)
    campaign = house.open()
    house.wait()
    house.talk.say("{as GH01}")
    house.talk.say("[现在就填]")
    house.talk.say("[要]")
    ((_, said),) = house.talk.say(f"{{tap survey:{campaign.id}}}")
    assert "为什么？" in said.text
    assert house.run(lambda work: len(work.unit.surveys.of_person(person_of(work, "GH01")))) == 1


def person_of(work: Work, chat: str) -> int:
    found = work.unit.chats.get(f"test:{chat}")
    assert found is not None
    assert found.person_id is not None
    return found.person_id


def test_it_closes_itself_at_its_date(house: House) -> None:
    house.residents(2)
    campaign = house.open(closes_at=street.NOW + DAY)
    assert len(house.wait()) == 2
    assert house.wait(DAY) == []
    closed = house.campaign(campaign.id)
    assert (closed.closes_at, closed.closed_at) == (street.NOW + DAY, street.NOW + DAY)
    house.talk.say("{as GH01_0}")
    ((_, said),) = house.talk.say("[现在就填]")
    assert "已经结束" in said.text


def test_it_closes_itself_at_its_quota(house: House) -> None:
    house.residents(3)
    campaign = house.open(quota=1)
    house.wait()
    house.answer("GH01_0")
    assert house.campaign(campaign.id).closed_at == house.talk.now
    house.talk.say("{as GH01_1}")
    ((_, said),) = house.talk.say("[现在就填]")
    assert "已经结束" in said.text
    assert house.wait(5 * DAY) == []


def test_who_answered_gets_the_results_once_when_five_did(house: House) -> None:
    house.residents(8)
    campaign = house.open()
    house.wait()
    for place in range(6):
        house.answer(f"GH01_{place}")
    house.run(lambda work: campaigns.close(work, campaign))
    owed = house.wait()
    assert sorted(one.chat for one in owed) == [f"test:GH01_{place}" for place in range(6)]
    assert {tuple(one.message.text.split("\n")) for one in owed} == {
        (
            "「电梯调查」有 6 位邻居答了，谢谢您也在其中。大家是这么说的：",
            "· 要不要加装电梯？ 最多的是“要”（100%）",
        )
    }
    closed = house.campaign(campaign.id)
    house.run(lambda work: campaigns.close(work, closed))
    assert house.wait() == []


def test_with_four_answers_nobody_is_told_anything(house: House) -> None:
    house.residents(4)
    campaign = house.open()
    house.wait()
    for place in range(4):
        house.answer(f"GH01_{place}")
    house.run(lambda work: campaigns.close(work, campaign))
    assert house.wait() == []


def test_results_go_out_in_waves_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.residents(5)
    campaign = house.open()
    house.wait()
    for place in range(5):
        house.answer(f"GH01_{place}")
    monkeypatch.setattr(campaigns, "WAVE", 3)
    house.run(lambda work: campaigns.close(work, campaign))
    assert [len(house.wait(span)) for span in (timedelta(), campaigns.PAUSE, campaigns.PAUSE)] == [3, 2, 0]


def test_a_campaign_by_link_invites_nobody_and_is_in_no_menu(house: House) -> None:
    house.residents(1)
    campaign = house.open(invite=False, by_link=True, communities=())
    with pytest.raises(ValueError, match="link only"):
        house.run(lambda work: campaigns.begin_inviting(work, campaign))
    house.talk.say("{as GH01}")
    ((_, said),) = house.talk.say("{tap menu:surveys}")
    assert "电梯" not in str(said)
    ((_, said),) = house.talk.say(f"{{start {campaigns.link(campaign.id)}}}")
    assert "要不要加装电梯" in said.text


def test_a_link_leads_to_the_survey_after_consent_and_community(house: House) -> None:
    campaign = house.open(invite=False)
    link = campaigns.link(campaign.id)
    texts = [
        message.text
        for line in (f"{{start {link}}}", "[中文]", "[可以", "[桂香社区]")
        for _, message in house.talk.say(line)
    ]
    assert "要不要加装电梯" in texts[-1]
    for line in ("[要]", "方便", "[提交]"):
        texts += [message.text for _, message in house.talk.say(line)]
    assert any("谢谢您" in text for text in texts)
    assert house.run(lambda work: work.unit.surveys.count(campaign.id)) == 1
    ((_, said),) = house.talk.say(f"{{start {link}}}")
    assert "您填过了" in said.text


def test_a_resident_without_a_community_is_asked_for_it_first(house: House) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(Person(77, "zh_CN", house.talk.now, consent_at=house.talk.now))
        unit.chats.save(Chat("test:new", "zh_CN", b"", house.talk.now, 77))

    house.talk.database.write_now(work)
    campaign = house.open(invite=False)
    house.talk.say("{as new}")
    house.talk.say(f"{{start {campaigns.link(campaign.id)}}}")
    assert "要不要加装电梯" in house.talk.say("[桂香社区]")[-1][1].text


def test_a_campaign_of_another_community_is_not_for_this_resident(house: House) -> None:
    house.residents(1, "GH02")
    campaign = house.open(invite=False)
    house.talk.say("{as GH02}")
    ((_, said),) = house.talk.say(f"{{start {campaigns.link(campaign.id)}}}")
    assert "已经结束" in said.text


@pytest.mark.parametrize("number", [0, 1, 35, 36, 2**63 - 1])
def test_a_link_names_its_campaign(number: int) -> None:
    assert campaigns.of_link(campaigns.link(number)) == number
    assert len(campaigns.link(number)) <= 64


@pytest.mark.parametrize(
    "payload", ["", "s_", "GH01", "s_A", "s_-1", "s_ 1", f"s_{'z' * 14}", f"s_{'z' * 13}", "x_1", "s_1;"]
)
def test_anything_else_is_no_link(payload: str) -> None:
    assert campaigns.of_link(payload) is None


def test_a_link_to_nowhere_says_so(house: House) -> None:
    house.residents(1)
    house.talk.say("{as GH01}")
    ((_, said),) = house.talk.say("{start s_zzz}")
    assert "已经结束" in said.text


def test_a_built_in_survey_can_be_opened_too(house: House) -> None:
    from handlers.surveys import built_in_id

    house.residents(1)
    house.form_id = built_in_id("needs_assessment")
    house.open()
    assert "「" in house.wait()[0].message.text
    assert house.run(lambda work: campaigns.title(work, 404, "en")) == ""


def test_a_timer_of_a_campaign_that_is_gone_does_nothing(house: House) -> None:
    house.run(lambda work: work.unit.timers.set("campaign", "invite:404", work.now))
    assert house.wait() == []


def test_a_response_that_cannot_be_read_is_left_out(house: House) -> None:
    house.residents(1)
    campaign = house.open()
    house.wait()
    house.answer("GH01")

    def spoil(work: Work) -> results.Answers | None:
        (response,) = work.unit.surveys.of_campaign(campaign.id)
        work.unit.surveys.save(replace(response, session=b"?"))
        return results.gather(work, campaign.id, "zh_CN")

    found = house.run(spoil)
    assert found is not None
    assert (len(found.responses), found.submissions()) == (1, [])
    assert house.run(lambda work: results.gather(work, 404, "zh_CN")) is None
    assert results.message(None, house.talk.services) == ""  # type: ignore[arg-type]


def test_dates_before_the_opening_invite_nobody_yet(house: House) -> None:
    house.residents(1)
    house.open(opens_at=street.NOW + DAY)
    assert house.wait() == []
    assert len(house.wait(DAY)) == 1


def test_the_states_of_responses_are_those_the_waves_know() -> None:
    assert {one.name for one in ResponseState} == {"DRAFT", "SUBMITTED", "DISCARDED"}
    assert isinstance(street.NOW, datetime)
