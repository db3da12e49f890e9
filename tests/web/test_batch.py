"""All open needs at once: shown side by side, unticked, applied, taken back."""

from __future__ import annotations

import re

import pytest

from handlers import referrals
from handlers.routing import take_back, unmet
from handlers.work import Work
from model.need import Need, NeedState, Urgency
from model.referral import ReferralState
from tests.web.browser import Browser
from tests.web.street import STAFF, Street

_CHEN, _DENG = STAFF[2], STAFF[3]


def _left_over(street: Street, count: int, **fields: object) -> list[Need]:
    """Needs that nobody could take when they came."""
    needs = []
    for number in range(count):
        need = street.file(f"送饭 {number}", **fields)
        street.run(lambda work, need=need: _unmet(work, need))
        needs.append(street.need(need.number))
    return needs


def _unmet(work: Work, need: Need) -> None:
    take_back(work, need)
    unmet(work, work.unit.needs.get(need.id) or need, "nobody_left")


def _picks(page: str) -> list[str]:
    return re.findall(r'name="number" value="([\d:]+)" checked', page)


def _organizations(street: Street, needs: list[Need]) -> list[int | None]:
    current = [street.run(lambda work, need=need: work.unit.referrals.current(need.id)) for need in needs]
    return [one.organization_id if one else None for one in current]


def test_needs_that_nobody_has_are_offered_together_and_never_beyond_what_a_service_can_take(
    browser: Browser, street: Street
) -> None:
    needs = _left_over(street, 12)
    browser.sign_in("lin")
    assert "/desk/batch" in browser.open("/desk")
    page = browser.open("/desk/batch")
    assert "一件一件来" in page
    assert page.count("10 / 12") == 2
    to = browser.send("/desk/batch", number=_picks(page))
    assert "done=10" in to
    found = _organizations(street, needs)
    assert (found.count(11), found.count(12), found.count(None)) == (4, 6, 2)
    assert "转出了 10 件" in browser.open(to)


def test_an_unticked_need_stays_as_it_is(browser: Browser, street: Street) -> None:
    needs = _left_over(street, 2)
    browser.sign_in("lin")
    picks = _picks(browser.open("/desk/batch"))
    browser.send("/desk/batch", number=[one for one in picks if one.startswith(f"{needs[0].number}:")])
    assert _organizations(street, needs)[0] is not None
    assert street.need(needs[1].number).state is NeedState.UNMET


def test_all_together_serves_more_than_one_by_one_and_what_moves_is_told(
    browser: Browser, street: Street
) -> None:
    visits = _left_over(street, 3, category="elderly.visits", urgency=Urgency.URGENT)
    browser.sign_in("lin")
    page = browser.open("/desk/batch")
    assert page.count("3 / 3") == 2
    assert "会变的 3 件" in page
    assert len(_picks(page)) == len(visits)


def test_what_is_unanswered_can_be_taken_back_and_what_is_answered_stays(
    browser: Browser, street: Street
) -> None:
    needs = _left_over(street, 2)
    browser.sign_in("lin")
    browser.send("/desk/batch", number=_picks(browser.open("/desk/batch")))
    first = street.need(needs[0].number)
    holder = _organizations(street, [first])[0]
    staff = _CHEN if holder == 11 else _DENG
    street.run(lambda work: referrals.accept(work, staff, first), f"staff:{staff.id}")
    page = browser.open("/desk/batch")
    assert "您在今天 10:00一起转出了 2 件，1 件已有答复" in page
    path = re.search(r'action="(/desk/batch/\d+/undo)"', page)
    assert path is not None
    browser.send(path[1])
    assert street.need(needs[0].number).state is NeedState.ACCEPTED
    assert street.need(needs[1].number).state is NeedState.UNMET
    browser.send(path[1], 403)
    assert "一起转出了" not in browser.open("/desk/batch")
    assert [one.partition(" ")[2][:9] for one in street.audit(f"batch:{path[1].split('/')[3]}")] == [
        "applied a",
        "took a ba",
    ]


def test_taken_back_an_offer_that_moved_goes_back_to_who_had_it(browser: Browser, street: Street) -> None:
    need = street.file("送饭")
    before = street.run(lambda work: work.unit.referrals.current(need.id))
    other = 121 if before.service_id == 111 else 111
    browser.sign_in("lin")
    browser.open("/desk/batch")
    browser.send("/desk/batch", number=f"{need.number}:{before.id}:{other}")
    assert street.run(lambda work: work.unit.referrals.current(need.id)).service_id == other
    path = re.search(r'action="(/desk/batch/\d+/undo)"', browser.open("/desk/batch"))
    assert path is not None
    browser.send(path[1])
    now = street.run(lambda work: work.unit.referrals.current(need.id))
    assert (now.service_id, now.state, now.reasons) == (
        before.service_id,
        ReferralState.OFFERED,
        before.reasons,
    )


@pytest.mark.parametrize("pick", ["", "1:2", "abc", "1001:0:999999", "9999:0:111", "1001:77:111", "1001:0:x"])
def test_a_row_that_no_longer_holds_is_left_alone(browser: Browser, street: Street, pick: str) -> None:
    street.file("送饭")
    browser.sign_in("lin")
    browser.open("/desk/batch")
    assert "done=0" in browser.send("/desk/batch", number=pick)


def test_what_has_no_place_gives_way_to_the_next(browser: Browser, street: Street) -> None:
    need = street.file("送饭")
    before = street.run(lambda work: work.unit.referrals.current(need.id))
    browser.sign_in("lin")
    browser.open("/desk/batch")
    browser.send("/desk/batch", number=f"{need.number}:{before.id}:0")
    assert street.need(need.number).state in {NeedState.ROUTED, NeedState.UNMET}


def test_danger_and_emergencies_are_not_planned_and_only_social_workers_plan(
    browser: Browser, street: Street
) -> None:
    street.file("着火了", danger="fire")
    street.file("救命", urgency=Urgency.EMERGENCY)
    browser.sign_in("lin")
    assert "没有等着安排的需求" in browser.open("/desk/batch")
    browser.send("/sign-out")
    browser.sign_in("chen")
    browser.open("/desk/batch", 403)
