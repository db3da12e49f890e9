"""The queue: what is next, for whom, and what may stand in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from model.need import NeedState, Urgency
from tests.web.browser import Browser
from tests.web.street import Street


def _numbers(html: str) -> list[str]:
    """The numbers of the queue's rows, from the top."""
    return [part[:4] for part in html.split('<a class="row" href="/desk/needs/')[1:]]


def test_a_worker_sees_alarms_then_what_is_late_then_what_to_sort_then_the_unmet(
    browser: Browser, street: Street
) -> None:
    waiting = street.file()
    unmet = street.file(category="legal.debt")
    unsorted = street.file(category="")
    alarm = street.file(category="safety", danger="fire", urgency=Urgency.EMERGENCY)
    late = street.file(urgency=Urgency.URGENT)
    street.now += timedelta(hours=3)
    browser.sign_in("lin")
    found = _numbers(browser.open("/desk"))
    assert found == [one.number for one in (alarm, late, unsorted, unmet, waiting)]


@pytest.mark.parametrize("login", ["lin", "zhou"])
def test_an_alarm_from_nobody_knows_where_is_every_worker_s_until_one_takes_it(
    browser: Browser, street: Street, login: str
) -> None:
    """Danger is often told before anybody has said where they live."""
    alarm = street.file(category="safety", danger="fire", urgency=Urgency.EMERGENCY, community=None)
    browser.sign_in(login)
    assert _numbers(browser.open("/desk")) == [alarm.number]
    browser.act(alarm.number, "take")
    assert street.need(alarm.number).state is NeedState.ACCEPTED


def test_only_what_is_overdue_or_an_emergency_is_red(browser: Browser, street: Street) -> None:
    street.file(urgency=Urgency.URGENT)
    browser.sign_in("lin")
    assert "pressing" not in browser.open("/desk")
    assert "还剩 2 小时" in browser.open("/desk")
    street.now += timedelta(hours=3)
    page = browser.open("/desk")
    assert page.count('class="pressing"') == 1
    assert "已超时 1 小时" in page


@pytest.mark.parametrize(
    ("login", "sees"),
    [("lin", True), ("zhou", False), ("chen", True), ("deng", False), ("huang", False), ("cao", True)],
)
def test_everybody_has_their_own_queue(browser: Browser, street: Street, login: str, sees: bool) -> None:  # noqa: FBT001
    need = street.file()
    browser.sign_in(login)
    assert (need.number in _numbers(browser.open("/desk"))) is sees


def test_a_committee_holds_what_nobody_could_serve(browser: Browser, street: Street) -> None:
    need = street.file(category="legal.debt")
    browser.sign_in("huang")
    assert _numbers(browser.open("/desk")) == [need.number]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=elderly", True),
        ("category=legal", False),
        ("urgency=soon", True),
        ("urgency=urgent", False),
        ("step=waiting", True),
        ("step=sort", False),
        ("text=送饭", True),
        ("text=电梯", False),
        ("community=guixiang", True),
    ],
)
def test_the_queue_is_narrowed_by_what_the_address_says(
    browser: Browser,
    street: Street,
    query: str,
    found: bool,  # noqa: FBT001
) -> None:
    street.file()
    browser.sign_in("lin")
    assert bool(_numbers(browser.open(f"/desk?{query}"))) is found


def test_a_closed_need_is_found_by_its_number(browser: Browser, street: Street) -> None:
    need = street.file()
    street.run(lambda work: work.unit.needs.change(need, state=type(need.state).CLOSED))
    browser.sign_in("lin")
    assert _numbers(browser.open("/desk")) == []
    assert _numbers(browser.open(f"/desk?text={need.number}")) == [need.number]


def test_nobody_can_search_for_words_they_may_not_read(browser: Browser, street: Street) -> None:
    need = street.file("我得了糖尿病，想要送饭")
    browser.sign_in("chen")
    assert _numbers(browser.open("/desk?text=糖尿病")) == []
    assert _numbers(browser.open(f"/desk?text={need.number}")) == [need.number]


def test_words_stand_in_the_queue_only_where_they_must_be_read_and_that_is_on_record(
    browser: Browser, street: Street
) -> None:
    street.file("想要中午送饭")
    unsorted = street.file("那件事还是老样子", category="")
    browser.sign_in("lin")
    page = browser.open("/desk")
    assert "那件事还是老样子" in page
    assert "想要中午送饭" not in page
    assert f'staff:1 looked {{"fields":["text"],"needs":["{unsorted.number}"]}}' in street.audit("queue")


def test_a_long_queue_shows_forty_and_a_way_to_the_rest(browser: Browser, street: Street) -> None:
    for _ in range(45):
        street.file()
    browser.sign_in("lin")
    page = browser.open("/desk")
    assert len(_numbers(page)) == 40
    assert "还有 5 件" in page
    assert len(_numbers(browser.open("/desk?all=1"))) == 45
    assert len(page.encode()) < 100_000


def test_several_offers_are_accepted_at_once(browser: Browser, street: Street) -> None:
    first, second = street.file(category="elderly.visits"), street.file(category="elderly.visits")
    browser.sign_in("chen")
    to = browser.send("/desk/bulk", action="accept", number=[first.number, second.number, "9999"])
    assert to == "/desk?told=bulk&done=2&left=1"
    assert "办了 2 件，1 件没办成" in browser.open(to)
    assert {street.need(one.number).state.value for one in (first, second)} == {"accepted"}


def test_where_all_were_done_nothing_is_said_of_others_and_the_filter_stays(
    browser: Browser, street: Street
) -> None:
    need = street.file(category="elderly.visits")
    browser.sign_in("chen")
    assert 'action="/desk/bulk?urgency=soon"' in browser.open("/desk?urgency=soon")
    to = browser.send("/desk/bulk?urgency=soon", action="accept", number=[need.number])
    assert to == "/desk?urgency=soon&told=bulk&done=1&left=0"
    page = browser.open(to)
    assert "办了 1 件。" in page
    assert "没办成" not in page


@pytest.mark.parametrize(("login", "path"), [("chen", "/desk/bulk"), ("lin", "/desk/batch")])
def test_a_press_without_a_tick_says_what_to_do(browser: Browser, login: str, path: str) -> None:
    browser.sign_in(login)
    assert "先打勾" in browser.open(browser.send(path, action="accept"))


def test_an_operator_hears_what_is_open_and_that_nothing_waits_for_them(
    browser: Browser, street: Street
) -> None:
    street.file()
    browser.sign_in("cao")
    page = browser.open("/desk")
    assert "1 件没办完" in page
    assert "件等您" not in page


def test_a_search_that_finds_nothing_can_be_cleared(browser: Browser) -> None:
    browser.sign_in("lin")
    _, _, after = browser.open("/desk?text=zzz").partition("没有符合条件")
    assert '<a class="tap" href="/desk">清空筛选</a>' in after


def test_only_accepting_and_taking_can_be_done_in_bulk(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("chen")
    assert "told=missing" in browser.send("/desk/bulk", action="decline", number=[need.number])
    assert street.need(need.number).state.value == "routed"


def test_an_empty_queue_says_what_to_do_next(browser: Browser) -> None:
    browser.sign_in("lin")
    assert "登记需求" in browser.open("/desk")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_queue_is_exported_without_anything_personal(browser: Browser, street: Street, kind: str) -> None:
    street.file("=HYPERLINK(我得了糖尿病)")
    browser.sign_in("lin")
    response = browser.client.get(f"/desk/export.{kind}")
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig") if kind == "csv" else _sheet(response.content)
    assert "1001" in text
    assert "长者中心" in text
    assert "糖尿病" not in text
    assert "王桂芳" not in text
    assert street.audit("queue") == [f'staff:1 exported {{"rows":1,"kind":"{kind}"}}']


def test_a_cell_never_begins_a_formula() -> None:
    from web.pages.export import as_csv

    assert as_csv([["=1+1", "-2", "fine"]]).decode("utf-8-sig").strip() == "'=1+1,'-2,fine"


def _sheet(content: bytes) -> str:
    import io

    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
