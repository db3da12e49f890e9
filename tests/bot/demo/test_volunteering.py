"""Volunteers, their shifts and hours hold together."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from bot.demo.street import Street
from matching.skills import SKILLS
from model.volunteer import SignUpState

HAVE_A_PLACE = {SignUpState.TAKEN, SignUpState.ATTENDED, SignUpState.ABSENT}


def test_forty_residents_help_with_known_skills(street: Street) -> None:
    residents = {one.id for one in street.people}
    assert len(street.volunteers) == 40
    for volunteer in street.volunteers:
        assert volunteer.person_id in residents
        assert set(volunteer.skills) <= set(SKILLS)
        assert volunteer.areas


def test_shifts_lie_around_now_in_the_past_and_the_coming_two_weeks(street: Street, now: datetime) -> None:
    starts = [shift.starts for shift in street.shifts]
    assert min(starts) > now - timedelta(weeks=3)
    assert max(starts) < now + timedelta(weeks=3)
    assert sum(start < now for start in starts) >= 20
    assert sum(start > now for start in starts) >= 20


def test_one_coming_shift_is_full_with_a_line_in_order(street: Street, now: datetime) -> None:
    by_shift = defaultdict(list)
    for one in street.sign_ups:
        by_shift[one.shift_id].append(one)
    waiting = {one.shift_id for one in street.sign_ups if one.state is SignUpState.WAITING}
    assert len(waiting) == 1
    shift = next(one for one in street.shifts if one.id in waiting)
    assert shift.starts > now
    taken = [one.at for one in by_shift[shift.id] if one.state is SignUpState.TAKEN]
    line = [one.at for one in by_shift[shift.id] if one.state is SignUpState.WAITING]
    assert len(taken) == shift.capacity
    assert max(taken) <= min(line)


def test_nobody_is_booked_twice_or_beyond_capacity(street: Street) -> None:
    shifts = {shift.id: shift for shift in street.shifts}
    mine = defaultdict(list)
    places: Counter[int] = Counter()
    for one in street.sign_ups:
        if one.state is not SignUpState.CANCELLED:
            mine[one.person_id].append(shifts[one.shift_id])
        places[one.shift_id] += one.state in HAVE_A_PLACE
    assert all(places[shift.id] <= shift.capacity for shift in street.shifts)
    for taken in mine.values():
        taken.sort(key=lambda shift: shift.starts)
        assert all(a.ends <= b.starts for a, b in pairwise(taken))


def test_sign_ups_come_after_becoming_a_volunteer_and_before_the_shift(street: Street, now: datetime) -> None:
    shifts = {shift.id: shift for shift in street.shifts}
    since = {one.person_id: one.since for one in street.volunteers}
    for one in street.sign_ups:
        assert since[one.person_id] <= one.at < min(shifts[one.shift_id].starts, now)
        assert (one.state in {SignUpState.ATTENDED, SignUpState.ABSENT}) <= (shifts[one.shift_id].ends <= now)


def test_hours_are_earned_by_coming_and_nobody_owes_the_bank(street: Street) -> None:
    balance: Counter[str] = Counter()
    for entry in street.hours:
        balance[entry.credit] += entry.minutes
        balance[entry.debit] -= entry.minutes
    assert sum(balance.values()) == 0
    assert all(minutes >= 0 for account, minutes in balance.items() if account != "bank")
    came = sum(one.state is SignUpState.ATTENDED for one in street.sign_ups)
    assert sum(entry.debit == "bank" for entry in street.hours) == came
    assert any(entry.debit != "bank" for entry in street.hours)
