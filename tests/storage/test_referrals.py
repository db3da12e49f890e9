"""Referrals: what is open, what is overdue, how loaded a service is, and what each organization achieved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from model.need import NeedState, Outcome
from model.organization import Record
from model.referral import DeclineReason, ReferralState
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import DAY, HOUR, NOW, need, referral

ACCEPTED, COMPLETED, DECLINED = ReferralState.ACCEPTED, ReferralState.COMPLETED, ReferralState.DECLINED
EXPIRED, OFFERED, WITHDRAWN = ReferralState.EXPIRED, ReferralState.OFFERED, ReferralState.WITHDRAWN


def ids(database: Database, work: Callable[[Unit], list[Any]]) -> list[int]:
    return [one.id for one in database.write_now(work)]


def test_a_change_comes_back_and_is_kept(database: Database) -> None:
    database.write_now(lambda unit: unit.referrals.add(referral(1)))
    changed = database.write_now(
        lambda unit: unit.referrals.change(referral(1), state=DECLINED, answered_at=NOW)
    )
    assert changed == referral(1, state=DECLINED, answered_at=NOW)
    assert database.write_now(lambda unit: unit.referrals.get(1)) == changed
    assert database.write_now(lambda unit: unit.referrals.get(2)) is None


def test_offers_of_a_need_come_in_the_order_they_were_made(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.referrals.add(referral(1, offered_at=NOW + HOUR))
        unit.referrals.add(referral(3))
        unit.referrals.add(referral(2))
        unit.referrals.add(referral(4, need_id=2))

    database.write_now(work)
    assert ids(database, lambda unit: unit.referrals.of_need(1)) == [2, 3, 1]
    several = database.write_now(lambda unit: unit.referrals.of_needs([2, 9]))
    assert {key: [one.id for one in offers] for key, offers in several.items()} == {2: [4], 9: []}


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((DECLINED, OFFERED), 2),
        ((DECLINED, ACCEPTED), 2),
        ((COMPLETED, OFFERED), 2),
        ((DECLINED, EXPIRED), None),
        ((), None),
    ],
)
def test_the_current_offer_is_the_one_open_or_accepted(
    database: Database, states: tuple[ReferralState, ...], expected: int | None
) -> None:
    def work(unit: Unit) -> int | None:
        for number, state in enumerate(states, 1):
            unit.referrals.add(referral(number, state=state))
        current = unit.referrals.current(1)
        return current.id if current else None

    assert database.write_now(work) == expected


@pytest.fixture
def busy(database: Database) -> Database:
    def work(unit: Unit) -> None:
        unit.referrals.add(referral(1, deadline=NOW + 2 * HOUR))
        unit.referrals.add(referral(2, deadline=NOW))
        unit.referrals.add(referral(3, state=ACCEPTED, deadline=NOW - HOUR))
        unit.referrals.add(referral(4, organization_id=102, deadline=NOW - HOUR, offered_at=NOW - DAY))
        unit.referrals.add(referral(5, state=DECLINED, offered_at=NOW - DAY))
        unit.referrals.add(referral(6, state=COMPLETED))

    database.write_now(work)
    return database


def test_an_organizations_offers_come_with_the_most_pressing_first(busy: Database) -> None:
    assert ids(busy, lambda unit: unit.referrals.of_organization(101, (OFFERED, ACCEPTED))) == [3, 2, 1]
    assert ids(busy, lambda unit: unit.referrals.of_organization(101, (DECLINED,))) == [5]
    assert ids(busy, lambda unit: unit.referrals.of_organization(999, (OFFERED,))) == []


def test_what_organizations_have_in_hand_is_counted_at_two_moments(busy: Database) -> None:
    def in_hand(organizations: set[int], but: list[int], since: datetime) -> dict[int, tuple[int, int]]:
        return busy.write_now(
            lambda unit: unit.referrals.in_hand(organizations, but, since, NOW + HOUR, NOW - HOUR)
        )

    everything = {101: (4, 0), 102: (1, 1)}
    assert in_hand({101, 102}, [], NOW - DAY) == everything
    assert in_hand({101}, [2], NOW) == {101: (4, 0)}
    assert in_hand({101, 102}, [1], NOW - DAY) == {}
    assert in_hand(set(), [], NOW - DAY) == {}


def test_the_offers_of_needs_are_all_there_whoever_they_were_made_to(busy: Database) -> None:
    assert ids(busy, lambda unit: unit.referrals.made_for([1])) == [1, 2, 3, 4, 5, 6]
    assert ids(busy, lambda unit: unit.referrals.made_for([2])) == []


def test_the_load_of_some_services_leaves_out_the_others(busy: Database) -> None:
    assert busy.write_now(lambda unit: unit.referrals.load_by_service({202, 999})) == {202: 1}


def test_the_load_of_a_service_is_what_is_offered_or_accepted(busy: Database) -> None:
    assert busy.write_now(lambda unit: unit.referrals.load_by_service()) == {201: 3, 202: 1}


def test_without_referrals_there_is_no_load_and_no_record(database: Database) -> None:
    assert database.write_now(lambda unit: unit.referrals.load_by_service()) == {}
    assert database.write_now(lambda unit: unit.referrals.records(NOW)) == {}


def test_the_median_is_of_offers_somebody_answered(database: Database) -> None:
    def work(unit: Unit) -> dict[int, float]:
        for number, hours in enumerate((1, 2, 9), 1):
            unit.referrals.add(
                referral(number, state=ACCEPTED, answered_at=NOW + hours * HOUR, answered_by=1)
            )
        unit.referrals.add(referral(7, state=WITHDRAWN, answered_at=NOW + DAY))
        unit.referrals.add(referral(8, organization_id=102))
        return unit.referrals.median_answers(NOW)

    assert database.write_now(work) == {101: 2.0}


# records --------------------------------------------------------------------------------------------


def done(need_id: int, **fields: Any) -> Any:
    usual = {"holder_id": 101, "state": NeedState.CLOSED, "outcome": Outcome.SOLVED, "rating": 4}
    return need(need_id, **usual | fields)


def records(database: Database, needs: list[Any], referrals: list[Any]) -> dict[tuple[int, str], Record]:
    def work(unit: Unit) -> None:
        for one in needs:
            unit.needs.add(one)
        for one in referrals:
            unit.referrals.add(one)

    database.write_now(work)
    return database.write_now(lambda unit: unit.referrals.records(NOW))


def test_records_add_up_by_field_of_service_and_in_all(database: Database) -> None:
    found = records(
        database,
        [
            done(1),
            done(2, category="elderly.visits", outcome=Outcome.NOT_SOLVED, rating=None),
            need(3, category="safety.fire"),
        ],
        [
            referral(1, 1, state=COMPLETED, answered_at=NOW + HOUR),
            referral(2, 2, state=COMPLETED, answered_at=NOW + 3 * HOUR),
            referral(3, 3, state=DECLINED, answered_at=NOW + HOUR / 2),
            referral(4, 3, 102, state=EXPIRED),
            referral(5, 3, 103),
        ],
    )
    assert found == {
        (101, "elderly"): Record(101, "elderly", 2, 2, 0, 0, 1, 0, 1, 4, 4.0),
        (101, "safety"): Record(101, "safety", 1, 0, 1, 0, 0, 0, 0, 0, 0.5),
        (101, ""): Record(101, "", 3, 2, 1, 0, 1, 0, 1, 4, 4.5),
        (102, "safety"): Record(102, "safety", 1, expired=1),
        (102, ""): Record(102, "", 1, expired=1),
        (103, "safety"): Record(103, "safety", 1),
        (103, ""): Record(103, "", 1),
    }


def test_a_need_nobody_sorted_counts_once_in_all(database: Database) -> None:
    assert records(database, [need(1, category="")], [referral(1)]) == {(101, ""): Record(101, "", 1)}


def test_offers_before_the_moment_do_not_count(database: Database) -> None:
    assert records(database, [need(1)], [referral(1, offered_at=NOW - HOUR)]) == {}


def test_an_offer_taken_back_or_lapsed_is_not_an_answer(database: Database) -> None:
    taken_back = referral(1, state=WITHDRAWN, answered_at=NOW + 5 * HOUR)
    found = records(database, [need(1)], [taken_back, referral(2, state=EXPIRED)])
    assert found[101, ""] == Record(101, "", 1, expired=1)


def test_what_was_given_back_is_a_no_that_was_answered_when_it_was_accepted(database: Database) -> None:
    back = {"state": DECLINED, "decline_reason": DeclineReason.OUT_OF_SCOPE}
    given_back = referral(1, answered_at=NOW + HOUR, answered_by=3, completed_at=NOW + 2 * DAY, **back)
    found = records(database, [need(1)], [given_back])
    assert found[101, ""] == Record(101, "", 1, declined=1, answer_hours_sum=1.0)
    assert found[101, "elderly"].refused == (("elderly.meals", 1),)
    assert database.write_now(lambda unit: unit.referrals.median_answers(NOW)) == {101: 1.0}


def test_a_leaf_refused_as_not_their_field_is_remembered_unless_they_took_as_many(database: Database) -> None:
    no = {"state": DECLINED, "answered_at": NOW + HOUR, "decline_reason": DeclineReason.OUT_OF_SCOPE}
    found = records(
        database,
        [need(1), need(2), need(3, category="elderly.visits"), done(4, category="elderly.visits")],
        [
            referral(1, 1, **no),
            referral(2, 2, **no),
            referral(3, 3, **no),
            referral(4, 4, state=COMPLETED, answered_at=NOW + HOUR),
            referral(5, 1, 102, **no | {"decline_reason": DeclineReason.NO_CAPACITY}),
        ],
    )
    assert found[101, "elderly"].refused == (("elderly.meals", 2),)
    assert found[101, ""].refused == ()
    assert found[102, "elderly"].refused == ()


def test_what_one_organization_left_unsolved_and_another_solved_is_the_others(database: Database) -> None:
    found = records(
        database,
        [done(1, holder_id=102, reopened=2, rating=5)],
        [referral(1, state=COMPLETED), referral(2, state=COMPLETED), referral(3, 1, 102, state=COMPLETED)],
    )
    first, second = found[101, ""], found[102, ""]
    assert (first.solved, first.reopened, first.rated) == (2, 2, 0)
    assert (second.solved, second.reopened, second.rated, second.satisfaction_sum) == (1, 0, 1, 5)


def test_what_the_same_organization_mends_at_last_is_solved_once(database: Database) -> None:
    found = records(
        database, [done(1, reopened=1)], [referral(1, state=COMPLETED), referral(2, state=COMPLETED)]
    )[101, ""]
    assert (found.solved - found.reopened, found.reopened, found.rated, found.satisfaction_sum) == (
        1,
        1,
        1,
        4,
    )


@pytest.mark.parametrize("state", [NeedState.ROUTED, NeedState.UNMET, NeedState.ACCEPTED])
def test_a_reopened_need_does_not_count_as_solved(database: Database, state: NeedState) -> None:
    reopened = done(1, state=state, outcome=None, reopened=1, holder_id=None, rating=None)
    found = records(database, [reopened], [referral(1, state=COMPLETED), referral(2, 1, 102)])[101, ""]
    assert (found.solved - found.reopened, found.reopened) == (0, 1)


def test_what_a_social_worker_mended_is_not_the_organizations(database: Database) -> None:
    found = records(database, [done(1, holder_id=None, reopened=1)], [referral(1, state=COMPLETED)])[101, ""]
    assert (found.solved - found.reopened, found.rated) == (0, 0)


def test_records_of_some_organizations_leave_out_the_others(database: Database) -> None:
    records(database, [need(1)], [referral(1), referral(2, 1, 102)])
    found = database.write_now(lambda unit: unit.referrals.records(NOW, organizations=[102, 999]))
    assert set(found) == {(102, "elderly"), (102, "")}


def test_records_over_the_newest_offers_leave_out_older_ones(database: Database) -> None:
    records(database, [need(1)], [referral(1), referral(2, 1, 102, offered_at=NOW + HOUR)])
    found = database.write_now(lambda unit: unit.referrals.records(NOW, newest=1))
    assert set(found) == {(102, "elderly"), (102, "")}
