"""Volunteers: shifts, the waiting list's order, and a time bank that always sums to zero."""

from __future__ import annotations

import threading
import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.exc import IntegrityError

from model.volunteer import Activity, HourEntry, Shift, SignUp, SignUpState, Volunteer
from storage.database import Database
from storage.engines import open_engine
from storage.tables import hour, shift
from storage.unit import Unit
from tests.storage.samples import DAY, HOUR, NOW

TAKEN, WAITING, CANCELLED = SignUpState.TAKEN, SignUpState.WAITING, SignUpState.CANCELLED


def test_only_active_volunteers_are_asked(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        for person_id in (2, 1, 3):
            unit.volunteers.save(Volunteer(person_id, ("cook",), (), ("GH01",), NOW))
        unit.volunteers.save(Volunteer(3, (), (), (), NOW, active=False))
        assert unit.volunteers.get(9) is None
        assert unit.volunteers.get(3).active is False
        return [one.person_id for one in unit.volunteers.all()]

    assert database.write_now(work) == [1, 2]


@pytest.fixture
def calendar(database: Database) -> Database:
    def work(unit: Unit) -> None:
        unit.volunteers.add_activity(Activity(1, "GH01", "帮厨", "Kitchen", "", ""))
        unit.volunteers.add_activity(Activity(2, "GH02", "合唱", "Choir", "", ""))
        unit.volunteers.add_shift(Shift(11, 1, NOW + HOUR, NOW + 2 * HOUR, 1))
        unit.volunteers.add_shift(Shift(10, 2, NOW + HOUR, NOW + 3 * HOUR, 5))
        unit.volunteers.add_shift(Shift(12, 1, NOW + DAY, NOW + DAY + HOUR, 2))

    database.write_now(work)
    return database


def test_shifts_of_a_span_come_soonest_first(calendar: Database) -> None:
    def ids(since: datetime, until: datetime, community: str | None = None) -> list[int]:
        found = calendar.write_now(lambda unit: unit.volunteers.shifts(since, until, community))
        return [one.id for one in found]

    assert ids(NOW, NOW + 2 * DAY) == [10, 11, 12]
    assert ids(NOW + HOUR, NOW + DAY) == [10, 11]
    assert ids(NOW, NOW + 2 * DAY, "GH01") == [11, 12]


def test_activities_and_shifts_are_found_by_id(calendar: Database) -> None:
    assert set(calendar.write_now(lambda unit: unit.volunteers.activities())) == {1, 2}
    assert calendar.write_now(lambda unit: unit.volunteers.activity(1)).en == "Kitchen"
    assert calendar.write_now(lambda unit: unit.volunteers.shift(12)).capacity == 2
    assert calendar.write_now(lambda unit: (unit.volunteers.activity(9), unit.volunteers.shift(9))) == (
        None,
        None,
    )


@pytest.fixture
def queue(calendar: Database) -> Database:
    def work(unit: Unit) -> None:
        unit.volunteers.add_sign_up(SignUp(3, 11, 1, WAITING, NOW + HOUR))
        unit.volunteers.add_sign_up(SignUp(4, 11, 2, TAKEN, NOW))
        unit.volunteers.add_sign_up(SignUp(2, 11, 3, WAITING, NOW + HOUR))
        unit.volunteers.add_sign_up(SignUp(5, 11, 4, CANCELLED, NOW))
        unit.volunteers.add_sign_up(SignUp(6, 12, 1, TAKEN, NOW))
        unit.volunteers.add_sign_up(SignUp(7, 10, 1, CANCELLED, NOW))

    calendar.write_now(work)
    return calendar


def test_those_who_come_and_wait_stand_in_the_order_they_signed_up(queue: Database) -> None:
    coming = queue.write_now(lambda unit: unit.volunteers.sign_ups(11))
    assert [(one.person_id, one.state) for one in coming] == [(2, TAKEN), (3, WAITING), (1, WAITING)]


def test_a_volunteer_has_one_place_in_a_shift(queue: Database) -> None:
    with pytest.raises(IntegrityError):
        queue.write_now(lambda unit: unit.volunteers.add_sign_up(SignUp(99, 11, 1, TAKEN, NOW)))
    assert queue.write_now(lambda unit: unit.volunteers.sign_up_of(11, 1)).id == 3
    assert queue.write_now(lambda unit: unit.volunteers.sign_up_of(12, 2)) is None


def test_a_place_that_became_free_can_be_given_to_the_next(queue: Database) -> None:
    queue.write_now(lambda unit: unit.volunteers.change_sign_up(4, state=CANCELLED))
    queue.write_now(lambda unit: unit.volunteers.change_sign_up(2, state=TAKEN))
    coming = queue.write_now(lambda unit: unit.volunteers.sign_ups(11))
    assert [(one.person_id, one.state) for one in coming] == [(3, TAKEN), (1, WAITING)]


def test_what_a_volunteer_has_ahead_comes_soonest_first_with_its_shift(queue: Database) -> None:
    ahead = queue.write_now(lambda unit: unit.volunteers.coming(1, NOW))
    assert [(sign_up.id, shift.id, shift.capacity) for sign_up, shift in ahead] == [(3, 11, 1), (6, 12, 2)]
    assert [
        shift.id for _, shift in queue.write_now(lambda unit: unit.volunteers.coming(1, NOW + 3 * HOUR))
    ] == [12]


def test_sign_ups_of_several_shifts_in_whatever_state(queue: Database) -> None:
    assert [one.id for one in queue.write_now(lambda unit: unit.volunteers.sign_ups_of([11, 10]))] == [
        2,
        3,
        4,
        5,
        7,
    ]
    assert queue.write_now(lambda unit: unit.volunteers.sign_ups_of([])) == []


def test_a_forgotten_volunteer_is_nowhere_but_the_hours_still_add_up(queue: Database) -> None:
    def work(unit: Unit) -> None:
        unit.volunteers.save(Volunteer(1, (), (), (), NOW))
        unit.volunteers.move_minutes(HourEntry(1, NOW, "bank", "person:1", 60, "shift:11"))
        unit.volunteers.forget_person(1)
        assert unit.volunteers.get(1) is None
        assert unit.volunteers.coming(1, NOW) == []
        assert unit.volunteers.balance("person:1") + unit.volunteers.balance("bank") == 0

    queue.write_now(work)


# the time bank --------------------------------------------------------------------------------------


def test_an_account_has_what_it_got_less_what_it_gave(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.volunteers.move_minutes(HourEntry(1, NOW, "bank", "person:1", 90, "shift:1"))
        unit.volunteers.move_minutes(HourEntry(2, NOW, "person:1", "person:2", 30, "need:1"))
        unit.volunteers.move_minutes(HourEntry(3, NOW - DAY, "bank", "person:1", 5, "shift:2"))

    database.write_now(work)
    accounts = ("person:1", "person:2", "bank", "person:9")
    balances = database.write_now(lambda unit: [unit.volunteers.balance(one) for one in accounts])
    assert balances == [65, 30, -95, 0]
    assert database.write_now(lambda unit: unit.volunteers.minutes_since(NOW)) == {
        "person:1": 90,
        "person:2": 30,
    }


ACCOUNTS = ["bank", "person:1", "person:2", "person:3"]
MOVES = some.lists(
    some.tuples(some.sampled_from(ACCOUNTS), some.sampled_from(ACCOUNTS), some.integers(0, 600)), max_size=12
)


@given(MOVES)
def test_whatever_moves_the_sum_over_all_accounts_is_zero(moves: list[tuple[str, str, int]]) -> None:
    engine = open_engine("sqlite:///:memory:")
    with engine.begin() as connection:
        hour.create(connection)
        unit = Unit(connection)
        for number, (debit, credit, minutes) in enumerate(moves):
            unit.volunteers.move_minutes(HourEntry(number, NOW, debit, credit, minutes, ""))
        assert sum(unit.volunteers.balance(account) for account in ACCOUNTS) == 0
    engine.dispose()


def test_volunteers_who_go_to_a_place_or_anywhere_cover_it(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        unit.volunteers.save(Volunteer(1, (), (), ("GH01",), NOW))
        unit.volunteers.save(Volunteer(2, (), (), ("GH0", "XL"), NOW))
        unit.volunteers.save(Volunteer(3, (), (), (), NOW))
        unit.volunteers.save(Volunteer(4, (), (), ("GH01",), NOW, active=False))
        unit.volunteers.save(Volunteer(5, (), (), ("GH_1",), NOW))
        return [one.person_id for one in unit.volunteers.covering(["GH01", "GH"])]

    assert database.write_now(work) == [1, 3]


def test_a_volunteer_who_moved_or_left_is_no_longer_found_where_they_were(database: Database) -> None:
    def work(unit: Unit) -> list[list[int]]:
        found = []
        for areas in (("GH01", "GH02", "GH01"), ("GH02",), ()):
            unit.volunteers.save(Volunteer(1, (), (), areas, NOW))
            found.append([one.person_id for one in unit.volunteers.covering(["GH01"])])
        unit.volunteers.forget_person(1)
        return [*found, [one.person_id for one in unit.volunteers.covering(["GH01"])]]

    assert database.write_now(work) == [[1], [], [1], []]


def test_activities_of_a_community_leave_out_the_others(calendar: Database) -> None:
    assert set(calendar.write_now(lambda unit: unit.volunteers.activities("GH02"))) == {2}


@pytest.mark.postgres
def test_the_last_place_of_a_shift_is_given_by_one_process_at_a_time(migrated_postgres: str) -> None:
    database = Database(migrated_postgres)
    database.write_now(lambda unit: unit.volunteers.add_shift(Shift(77, 1, NOW + DAY, NOW + DAY + HOUR, 1)))
    locked = threading.Event()
    seen: list[str] = []

    def first(unit: Unit) -> None:
        unit.volunteers.shift(77)
        locked.set()
        time.sleep(0.2)
        seen.append("first")

    def second(unit: Unit) -> None:
        unit.volunteers.shift(77)
        seen.append("second")

    thread = threading.Thread(target=database.write_now, args=(first,))
    thread.start()
    assert locked.wait(60)
    database.write_now(second)
    thread.join()
    assert seen == ["first", "second"]
    database.write_now(lambda unit: unit.execute(shift.delete()))
    database.engine.dispose()
