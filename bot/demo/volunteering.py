"""Volunteers, what they do together in the weeks around now, and the hours they have earned and spent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from bot.demo.clock import at, local, monday
from bot.demo.organizations import Member
from bot.demo.reading import toml
from bot.demo.residents import Resident
from matching.skills import SKILLS
from model.volunteer import Activity, HourEntry, Shift, SignUp, SignUpState, Volunteer

COUNT = 40
_TIMES = ("weekday_morning", "weekday_afternoon", "weekday_evening", "saturday", "sunday", "emergency")
_PAST, _COMING = 2, 2
"""Weeks of shifts before and after the current one."""
_ABSENT = 0.07
_CANCELLED = 0.05
_WAITING = 3
_SPENDERS = 8


@dataclass(slots=True)
class Volunteering:
    """Everything made here."""

    volunteers: list[Volunteer] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    sign_ups: list[SignUp] = field(default_factory=list)
    hours: list[HourEntry] = field(default_factory=list)


class Recruiter:
    """Makes all of it for given residents."""

    def __init__(self, ids: Callable[[], int], now: datetime, random: Random) -> None:
        self._ids = ids
        self._now = now
        self._random = random
        self._made = Volunteering()
        self._busy: dict[int, list[Shift]] = {}

    def recruit(self, residents: list[Resident], members: list[Member]) -> Volunteering:
        """Mrs Wang and some forty others; activities, shifts, sign-ups; hours."""
        others = self._random.sample(residents[1:], COUNT - 1)
        helpers = [residents[0], *sorted(others, key=lambda one: one.id)]
        self._made.volunteers = [self._volunteer(one) for one in helpers]
        organizations = {member.key: member.organization.id for member in members}
        for row in toml("activities")["activity"]:
            self._activity(row, organizations)
        self._spend()
        return self._made

    def _volunteer(self, resident: Resident) -> Volunteer:
        random = self._random
        first = not self._busy
        self._busy[resident.id] = []
        return Volunteer(
            person_id=resident.id,
            skills=("company", "cooking") if first else tuple(random.sample(SKILLS, random.randint(1, 3))),
            times=() if random.random() < 0.2 else tuple(random.sample(_TIMES, random.randint(1, 3))),
            areas=(resident.person.community or "",) if random.random() < 0.75 else ("guihua",),
            since=self._now - timedelta(days=random.uniform(3, 70)),
            active=first or random.random() > 0.05,
        )

    def _activity(self, row: dict[str, Any], organizations: dict[str, int]) -> None:
        activity = Activity(
            self._ids(),
            row["community"],
            row["zh"],
            row["en"],
            row["place_zh"],
            row["place_en"],
            organizations.get(row.get("organization", "")),
            row["skill"],
            row["category"],
        )
        self._made.activities.append(activity)
        full = bool(row.get("full"))
        for week in range(-_PAST, _COMING + 1):
            for weekday, opens, closes in row["times"]:
                shift = self._shift(activity.id, week, weekday, (opens, closes), row["capacity"])
                full_now = full and shift.starts > self._now + timedelta(hours=2)
                self._fill(shift, activity, crowd=full_now)
                full = full and not full_now

    def _shift(self, activity: int, week: int, weekday: int, hours: tuple[str, str], capacity: int) -> Shift:
        day = local(monday(self._now)).date() + timedelta(weeks=week, days=weekday)
        starts, ends = (at(day, time.fromisoformat(clock)) for clock in hours)
        shift = Shift(self._ids(), activity, starts, ends, capacity)
        self._made.shifts.append(shift)
        return shift

    def _fill(self, shift: Shift, activity: Activity, *, crowd: bool) -> None:
        """Some of those who are free sign up; the crowded one fills and has a line."""
        free = [one for one in self._made.volunteers if self._can(one, shift, activity)]
        wanted = shift.capacity + _WAITING if crowd else self._random.randint(1, max(1, shift.capacity - 1))
        if shift.starts > self._now + timedelta(days=8) and not crowd:
            wanted //= 2
        chosen = self._random.sample(free, min(wanted, len(free)))
        taken = 0
        for moment, person_id in sorted((self._signed(shift, one), one.person_id) for one in chosen):
            state = self._state(shift, taken)
            taken += state is not SignUpState.CANCELLED
            self._sign(shift, person_id, state, moment)

    def _can(self, volunteer: Volunteer, shift: Shift, activity: Activity) -> bool:
        here = bool({activity.community, "guihua"} & set(volunteer.areas))
        known = volunteer.since < min(shift.starts, self._now) - timedelta(hours=30)
        busy = any(
            one.starts < shift.ends and shift.starts < one.ends for one in self._busy[volunteer.person_id]
        )
        return volunteer.active and here and known and not busy

    def _signed(self, shift: Shift, volunteer: Volunteer) -> datetime:
        """When they signed up: some days before, and not before they were a volunteer."""
        latest = min(shift.starts, self._now) - timedelta(hours=1)
        return max(latest - timedelta(hours=self._random.uniform(1, 130)), volunteer.since)

    def _state(self, shift: Shift, taken: int) -> SignUpState:
        if taken >= shift.capacity:
            return SignUpState.WAITING
        if self._random.random() < _CANCELLED:
            return SignUpState.CANCELLED
        if shift.ends > self._now:
            return SignUpState.TAKEN
        return SignUpState.ABSENT if self._random.random() < _ABSENT else SignUpState.ATTENDED

    def _sign(self, shift: Shift, person_id: int, state: SignUpState, moment: datetime) -> None:
        self._made.sign_ups.append(SignUp(self._ids(), shift.id, person_id, state, moment))
        if state is not SignUpState.CANCELLED:
            self._busy[person_id].append(shift)
        if state is SignUpState.ATTENDED:
            minutes = round((shift.ends - shift.starts).total_seconds() / 60)
            self._move("bank", f"person:{person_id}", minutes, f"shift:{shift.id}", shift.ends)

    def _spend(self) -> None:
        """Some give an hour of theirs to somebody who helped them; nobody more than they have."""
        balance: dict[str, int] = {}
        for entry in self._made.hours:
            balance[entry.credit] = balance.get(entry.credit, 0) + entry.minutes
        rich = sorted(account for account, minutes in balance.items() if minutes >= 120)
        for giver, helper in zip(rich[:_SPENDERS], reversed(rich), strict=False):
            if giver != helper:
                moment = self._now - timedelta(hours=self._random.uniform(1, 20))
                self._move(giver, helper, 60, "help", moment)

    def _move(self, debit: str, credit: str, minutes: int, reason: str, moment: datetime) -> None:
        self._made.hours.append(HourEntry(self._ids(), moment, debit, credit, minutes, reason))
