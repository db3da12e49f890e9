"""One need at the desk: who sees how much, and every command."""

from __future__ import annotations

import pytest

from handlers.referrals import decline
from model.need import Need
from model.referral import DeclineReason
from tests.web.browser import Browser
from tests.web.street import PICTURE, STAFF, Street

_WORDS = "我妈糖尿病，想要中午送饭"


@pytest.mark.parametrize(
    ("login", "status"),
    [("lin", 200), ("zhou", 403), ("chen", 200), ("deng", 403), ("huang", 403), ("cao", 200)],
)
def test_a_need_is_shown_to_those_whose_business_it_is(
    browser: Browser, street: Street, login: str, status: int
) -> None:
    need = street.file(_WORDS)
    browser.sign_in(login)
    browser.open(f"/desk/needs/{need.number}", status)


def test_an_unknown_number_is_said_kindly(browser: Browser) -> None:
    browser.sign_in("lin")
    assert "没有这个编号" in browser.open("/desk/needs/9999", 404)


def test_before_acceptance_an_organization_sees_the_outline_and_why_it_was_asked(
    browser: Browser, street: Street
) -> None:
    need = street.file(_WORDS)
    street.photo(need)
    browser.sign_in("chen")
    page = browser.open(f"/desk/needs/{need.number}")
    assert "桂香社区" in page
    assert "为什么找您" in page
    for personal in ("糖尿病", "桂花苑", "王桂芳", "13800001111", "/desk/photos/"):
        assert personal not in page, personal


def test_after_acceptance_the_words_are_there_but_the_contact_is_a_recorded_click_away(
    browser: Browser, street: Street
) -> None:
    need = street.file(_WORDS)
    browser.sign_in("chen")
    to = browser.act(need.number, "accept")
    page = browser.open(to)
    assert "居民会收到消息" in page
    assert _WORDS in page
    assert "13800001111" not in page
    shown = browser.send(f"/desk/needs/{need.number}/contact", 200)
    assert "王桂芳" in shown
    assert "13800001111" in shown
    assert "桂花苑3栋" in shown
    record = street.audit(f"need:{need.number}")
    assert 'staff:3 looked {"fields":["text"]}' in record
    assert 'staff:3 looked {"fields":["name","phone","address","place"]}' in record


def test_nobody_sees_a_contact_before_acceptance(browser: Browser, street: Street) -> None:
    need = street.file(_WORDS)
    browser.sign_in("chen")
    browser.open(f"/desk/needs/{need.number}")
    assert "13800001111" not in browser.send(f"/desk/needs/{need.number}/contact", 403)
    assert street.audit(f"need:{need.number}") == []


def test_an_operator_sees_outlines_and_can_do_nothing(browser: Browser, street: Street) -> None:
    need = street.file(_WORDS)
    browser.sign_in("cao")
    page = browser.open(f"/desk/needs/{need.number}")
    assert "糖尿病" not in page
    assert 'class="bar"' not in page
    browser.token = _any_token(browser)
    browser.send(f"/desk/needs/{need.number}/ask", 403, text="您好")


def test_a_committee_member_reads_the_words_once_they_have_taken_it_on(
    browser: Browser, street: Street
) -> None:
    need = street.file("房东不退押金", category="legal.debt")
    browser.sign_in("huang")
    assert "房东不退押金" not in browser.open(f"/desk/needs/{need.number}")
    page = browser.open(browser.act(need.number, "take"))
    assert "房东不退押金" in page
    assert "问过的机构都没有接" not in page


def test_photos_are_for_those_who_may_read_the_words(browser: Browser, street: Street) -> None:
    need = street.file()
    photo = street.photo(need)
    browser.sign_in("chen")
    browser.open(f"/desk/photos/{photo}", 403)
    browser.act(need.number, "accept")
    response = browser.client.get(f"/desk/photos/{photo}")
    assert response.content == PICTURE
    assert response.headers["content-type"] == "image/jpeg"
    assert "sandbox" in response.headers["content-security-policy"]


def test_photos_of_other_messengers_are_fetched_there(street: Street) -> None:
    from tests.web.browser import TestClient

    async def fetch(channel: str, ref: str) -> tuple[bytes, str]:
        return f"{channel} {ref}".encode(), "text/html"

    photo = street.photo(street.file(), "telegram")
    with TestClient(street.app(fetch=fetch), follow_redirects=False) as client:
        Browser(client).sign_in("lin")
        response = client.get(f"/desk/photos/{photo}")
    assert response.content == b"telegram picture.jpg"
    assert response.headers["content-type"] == "application/octet-stream", "only pictures are shown"
    assert response.headers["content-disposition"] == "attachment"


def test_a_recording_is_heard_on_the_page_and_a_document_is_saved_with_its_ending(street: Street) -> None:
    from tests.web.browser import TestClient

    need = street.file()
    voice = street.photo(need, kind="voice", mime="audio/webm")
    paper = street.photo(need, kind="document", mime="application/pdf")
    with TestClient(street.app(), follow_redirects=False) as client:
        browser = Browser(client)
        browser.sign_in("lin")
        page = browser.open(f"/desk/needs/{need.number}")
        heard, saved = (client.get(f"/desk/photos/{one}") for one in (voice, paper))
    assert f'<audio controls preload="none" src="/desk/photos/{voice}"' in page
    assert (heard.headers["content-type"], heard.headers["content-disposition"]) == ("audio/webm", "inline")
    assert saved.headers["content-disposition"] == f'attachment; filename="{paper}.pdf"'


def test_declining_asks_the_next_organization(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.act(need.number, "decline", reason="no_capacity", text="这周满了")
    browser.open(f"/desk/needs/{need.number}", 403)
    browser.open("/desk")
    browser.send("/sign-out")
    browser.sign_in("deng")
    assert need.number in browser.open("/desk")


def test_declining_without_a_reason_changes_nothing(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    to = browser.act(need.number, "decline", back=f"/desk/needs/{need.number}")
    assert to == f"/desk/needs/{need.number}?told=missing&field=reason"
    assert "还缺：原因" in browser.open(to)
    assert street.need(need.number).state.value == "routed"


def test_after_accepting_by_mistake_one_link_opens_giving_back(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    page = browser.open(browser.act(need.number, "accept"))
    assert f'<a class="tap" href="/desk/needs/{need.number}?do=give_back">点错了？可以退回</a>' in page
    opened = browser.open(f"/desk/needs/{need.number}?do=give_back")
    assert opened.count('name="more" open') == 1
    assert "点错了" not in opened


def test_giving_back_asks_the_next_organization_and_says_why_to_staff(
    browser: Browser, street: Street
) -> None:
    need = street.file(_WORDS)
    browser.sign_in("chen")
    browser.act(need.number, "accept")
    to = browser.act(need.number, "give_back", reason="no_capacity", text="师傅病了")
    assert f"told=give_back&number={need.number}" in to
    assert "接着请别人来" in browser.open(to)
    browser.open(f"/desk/needs/{need.number}", 403)
    browser.send(f"/desk/needs/{need.number}/contact", 403)
    browser.send("/sign-out")
    browser.sign_in("lin")
    page = browser.open(f"/desk/needs/{need.number}")
    assert "「长者中心」退回了：眼下忙不过来" in page
    assert "师傅病了" in page
    assert "点错了" not in page


def test_giving_back_without_a_reason_changes_nothing(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.act(need.number, "accept")
    assert "told=missing&field=reason" in browser.act(need.number, "give_back")
    assert street.need(need.number).state.value == "accepted"


@pytest.mark.parametrize(
    ("before", "action", "fields", "kind"),
    [
        ((), "accept", {}, "accepted"),
        ((), "decline", {"reason": "no_capacity"}, "declined"),
        (("accept",), "start", {}, "started"),
        (("accept",), "resolve", {"outcome": "solved"}, "resolved"),
        (("accept",), "give_back", {"reason": "no_capacity"}, "given_back"),
        (("accept",), "ask", {"text": "要不要少盐？"}, "asked"),
        (("accept",), "note", {"text": "明天送", "visibility": "everyone"}, "note"),
    ],
)
def test_clicked_twice_it_is_done_once_and_no_trouble(
    browser: Browser,
    street: Street,
    before: tuple[str, ...],
    action: str,
    fields: dict[str, str],
    kind: str,
) -> None:
    need = street.file()
    browser.sign_in("chen")
    for one in before:
        browser.act(need.number, one)
    first, second = browser.twice(need.number, action, **fields)
    assert f"told={action}" in first
    assert second == first
    kinds = [one.kind for one in street.run(lambda work: work.unit.needs.story(need.id))]
    assert kinds.count(kind) == 1


def test_another_question_is_another_question(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.act(need.number, "accept")
    for text in ("要不要少盐？", "几个人吃？"):
        browser.act(need.number, "ask", text=text)
    kinds = [one.kind for one in street.run(lambda work: work.unit.needs.story(need.id))]
    assert kinds.count("asked") == 2


@pytest.mark.parametrize(("action", "fields"), [("accept", {}), ("decline", {"reason": "no_capacity"})])
def test_a_page_left_open_does_not_answer_for_the_next_organization(
    browser: Browser, street: Street, action: str, fields: dict[str, str]
) -> None:
    need = street.file()
    browser.sign_in("lin")
    seen = browser.as_of(need.number)
    now, by = street.need(need.number), STAFF[2]
    street.run(lambda work: decline(work, by, now, DeclineReason.NO_CAPACITY), f"staff:{by.id}")
    offered = street.run(lambda work: work.unit.referrals.current(need.id))
    assert "told=moved" in browser.send(f"/desk/needs/{need.number}/{action}", as_of=seen, **fields)
    assert street.run(lambda work: work.unit.referrals.current(need.id)) == offered


def test_a_worker_gives_back_for_the_organization(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("lin")
    browser.act(need.number, "accept")
    assert "替机构退回" in browser.open(f"/desk/needs/{need.number}")
    browser.act(need.number, "give_back", reason="out_of_scope")
    assert street.need(need.number).state.value == "routed"


def test_from_acceptance_to_the_residents_last_word(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.act(need.number, "accept")
    browser.act(need.number, "start")
    browser.act(need.number, "note", text="明天开始送", visibility="everyone")
    browser.act(need.number, "ask", text="要不要少盐？")
    browser.act(need.number, "resolve", outcome="partly", text="周末还没有人送")
    page = browser.open(f"/desk/needs/{need.number}")
    for words in ("明天开始送", "要不要少盐？", "周末还没有人送", "等居民确认"):
        assert words in page
    assert street.need(need.number).state.value == "resolved"


def test_a_need_that_is_not_all_solved_wants_words_on_what_remains(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.act(need.number, "accept")
    assert "field=text" in browser.act(need.number, "resolve", outcome="not_solved")
    assert street.need(need.number).state.value == "accepted"


def test_what_has_moved_on_meanwhile_is_said_and_left_alone(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.act(need.number, "accept")
    to = browser.act(need.number, "accept")
    assert "told=moved" in to
    assert "没有做" in browser.open(to)


def test_sorting_sends_the_need_out_and_brings_up_the_next_one(browser: Browser, street: Street) -> None:
    first, second = street.file("那件事", category=""), street.file("这件事", category="")
    browser.sign_in("lin")
    to = browser.act(first.number, "sort", category="elderly.meals", urgency="soon")
    assert to.startswith(f"/desk/needs/{second.number}?")
    assert street.need(first.number).state.value == "routed"


def test_the_understandings_guesses_are_one_click_each(browser: Browser, street: Street) -> None:
    need = street.file("想学用手机挂号，也想问问修家电", category="")
    browser.sign_in("lin")
    assert "点一下就分类并转出" in browser.open(f"/desk/needs/{need.number}")


def test_a_worker_assigns_to_an_organization_of_their_choice(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("lin")
    assert "邻里厨房" in browser.open(f"/desk/needs/{need.number}?pane=who")
    browser.act(need.number, "assign", service="121")
    browser.send("/sign-out")
    browser.sign_in("deng")
    browser.open(f"/desk/needs/{need.number}")


def test_a_note_for_social_workers_is_read_by_them_alone(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("lin")
    browser.act(need.number, "note", text="家里可能有暴力", visibility="workers")
    assert "家里可能有暴力" in browser.open(f"/desk/needs/{need.number}")
    browser.send("/sign-out")
    browser.sign_in("chen")
    browser.act(need.number, "accept")
    assert "家里可能有暴力" not in browser.open(f"/desk/needs/{need.number}")


def test_an_organization_cannot_sort_take_or_assign(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.open(f"/desk/needs/{need.number}")
    for action, fields in (
        ("sort", {"category": "legal.debt", "urgency": "soon"}),
        ("take", {}),
        ("assign", {"service": "121"}),
        ("confirm", {}),
    ):
        browser.send(f"/desk/needs/{need.number}/{action}", 403, **fields)
    browser.send(f"/desk/needs/{need.number}/explode", 404)


def test_what_residents_write_is_text_and_never_markup(browser: Browser, street: Street) -> None:
    need = street.file("<script>alert(1)</script><b>")
    browser.sign_in("lin")
    page = browser.open(f"/desk/needs/{need.number}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_rating_is_told_once(browser: Browser, street: Street) -> None:
    from handlers.closing import confirm, rate

    need = street.file()
    browser.sign_in("lin")
    browser.act(need.number, "accept")
    browser.act(need.number, "resolve", outcome="solved")
    resolved = street.need(need.number)
    street.run(lambda work: rate(work, confirm(work, resolved), 5), actor="resident")
    page = browser.open(f"/desk/needs/{need.number}")
    assert page.count("打了 5 分") == 1
    assert "谁办的" in page
    assert "可以转给谁" not in page


def test_the_story_tells_who_was_asked_and_why(browser: Browser, street: Street) -> None:
    need: Need = street.file()
    browser.sign_in("lin")
    page = browser.open(f"/desk/needs/{need.number}")
    assert "转给「长者中心」" in page
    assert "为什么：" in page


def _any_token(browser: Browser) -> str:
    browser.open("/desk/link")
    return browser.token


@pytest.mark.parametrize("service", ["²", "9" * 30, ""])
def test_a_service_that_can_be_none_is_missing(browser: Browser, street: Street, service: str) -> None:
    need = street.file()
    browser.sign_in("lin")
    assert "told=missing" in browser.act(need.number, "assign", service=service)


def test_where_nothing_reaches_the_resident_the_desk_says_so_and_offers_no_question(
    browser: Browser, street: Street
) -> None:
    need = street.file(_WORDS, origin="desk")
    browser.sign_in("chen")
    page = browser.open(browser.act(need.number, "accept"))
    assert "居民收不到这里的消息，请打电话" in page
    assert "问居民" not in page
    assert "居民会收到消息" not in page
