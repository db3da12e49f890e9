"""Volunteers, activities, shifts, sign-ups, and the time bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from model.volunteer import Activity, HourEntry, Shift, SignUp, SignUpState, Volunteer
from storage import tables
from storage.among import as_parameter, is_among
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.volunteer
_area = tables.volunteer_area
_activity = tables.activity
_shift = tables.shift
_sign_up = tables.sign_up
_hour = tables.hour
ANYWHERE = ""
"""The place of volunteers who named none."""
_COMING = (SignUpState.TAKEN.value, SignUpState.WAITING.value)


class Volunteers(Room):
    """Who helps, where and when."""

    def save(self, volunteer: Volunteer) -> None:
        """A new volunteer, or a changed one."""
        self.tx.upsert(_t, dump(volunteer))
        self.tx.execute(_area.delete().where(_area.c.person_id == volunteer.person_id))
        for place in dict.fromkeys(volunteer.areas or (ANYWHERE,)):
            self.tx.insert(_area, {"place": place, "person_id": volunteer.person_id})

    def get(self, person_id: int) -> Volunteer | None:
        """A volunteer by the resident's id."""
        row = self.tx.row(select(_t).where(_t.c.person_id == person_id))
        return load(Volunteer, row) if row else None

    def all(self) -> list[Volunteer]:
        """The active volunteers."""
        statement = select(_t).where(_t.c.active.is_(True)).order_by(_t.c.person_id)
        return [load(Volunteer, row) for row in self.tx.rows(statement)]

    def covering(self, places: Iterable[str]) -> list[Volunteer]:
        """The active volunteers who go to one of these places, or anywhere."""
        near = select(_area.c.person_id).where(is_among(_area.c.place, self.tx.dialect))
        statement = select(_t).where(_t.c.active.is_(True), _t.c.person_id.in_(near)).order_by(_t.c.person_id)
        keys = as_parameter((*places, ANYWHERE), self.tx.dialect)
        return [load(Volunteer, row) for row in self.tx.rows(statement, {"keys": keys})]

    def add_activity(self, activity: Activity) -> None:
        """A new activity."""
        self.tx.upsert(_activity, dump(activity))

    def add_shift(self, shift: Shift) -> None:
        """A new shift."""
        self.tx.upsert(_shift, dump(shift))

    def activities(self, community: str | None = None) -> dict[int, Activity]:
        """Every activity by id, or those of a community."""
        statement = select(_activity)
        if community is not None:
            statement = statement.where(_activity.c.community == community)
        return {row["id"]: load(Activity, row) for row in self.tx.rows(statement)}

    def activity(self, activity_id: int) -> Activity | None:
        """One activity."""
        row = self.tx.row(select(_activity).where(_activity.c.id == activity_id))
        return load(Activity, row) if row else None

    def shifts(self, since: datetime, until: datetime, community: str | None = None) -> list[Shift]:
        """Shifts that start in a span of time, soonest first."""
        statement = select(_shift).where(_shift.c.starts >= since, _shift.c.starts < until)
        if community is not None:
            statement = statement.join(_activity, _activity.c.id == _shift.c.activity_id).where(
                _activity.c.community == community
            )
        return [load(Shift, row) for row in self.tx.rows(statement.order_by(_shift.c.starts, _shift.c.id))]

    def shift(self, shift_id: int) -> Shift | None:
        """One shift; its places are counted and given by one process at a time."""
        row = self.tx.row(self.held(select(_shift).where(_shift.c.id == shift_id)))
        return load(Shift, row) if row else None

    def sign_ups(self, shift_id: int) -> list[SignUp]:
        """Who comes and who waits, in order."""
        statement = (
            select(_sign_up)
            .where(_sign_up.c.shift_id == shift_id, _sign_up.c.state.in_(_COMING))
            .order_by(_sign_up.c.at, _sign_up.c.id)
        )
        return [load(SignUp, row) for row in self.tx.rows(statement)]

    def sign_ups_of(self, shift_ids: Sequence[int]) -> list[SignUp]:
        """Everybody's sign-ups for several shifts, in whatever state."""
        statement = select(_sign_up).where(_sign_up.c.shift_id.in_(list(shift_ids))).order_by(_sign_up.c.id)
        return [load(SignUp, row) for row in self.tx.rows(statement)]

    def sign_up_of(self, shift_id: int, person_id: int) -> SignUp | None:
        """A volunteer's sign-up for a shift, in whatever state."""
        statement = select(_sign_up).where(_sign_up.c.shift_id == shift_id, _sign_up.c.person_id == person_id)
        row = self.tx.row(statement)
        return load(SignUp, row) if row else None

    def coming(self, person_id: int, since: datetime) -> list[tuple[SignUp, Shift]]:
        """The shifts a volunteer takes or waits for, soonest first."""
        statement = (
            select(_sign_up, _shift.c.starts, _shift.c.ends, _shift.c.activity_id, _shift.c.capacity)
            .join(_shift, _shift.c.id == _sign_up.c.shift_id)
            .where(_sign_up.c.person_id == person_id, _sign_up.c.state.in_(_COMING), _shift.c.ends >= since)
            .order_by(_shift.c.starts, _shift.c.id)
        )
        return [
            (
                load(SignUp, row),
                Shift(row["shift_id"], row["activity_id"], row["starts"], row["ends"], row["capacity"]),
            )
            for row in self.tx.rows(statement)
        ]

    def add_sign_up(self, sign_up: SignUp) -> None:
        """A new sign-up."""
        self.tx.insert(_sign_up, dump(sign_up))

    def change_sign_up(self, sign_up_id: int, **changes: Any) -> None:  # noqa: ANN401 - fields of SignUp
        """Change a sign-up."""
        self.tx.update(_sign_up, {"id": sign_up_id}, plain(changes))

    def move_minutes(self, entry: HourEntry) -> None:
        """A double entry of the time bank."""
        self.tx.insert(_hour, dump(entry))

    def minutes_since(self, moment: datetime) -> dict[str, int]:
        """Minutes each account was given since a moment."""
        statement = select(_hour.c.credit, func.sum(_hour.c.minutes).label("minutes"))
        rows = self.tx.rows(statement.where(_hour.c.at >= moment).group_by(_hour.c.credit))
        return {row["credit"]: int(row["minutes"]) for row in rows}

    def balance(self, account: str) -> int:
        """Minutes an account has: what it got less what it gave."""
        got = case((_hour.c.credit == account, _hour.c.minutes), else_=0)
        gave = case((_hour.c.debit == account, _hour.c.minutes), else_=0)
        statement = select(func.coalesce(func.sum(got - gave), 0)).where(
            (_hour.c.credit == account) | (_hour.c.debit == account)
        )
        return int(self.tx.value(statement))

    def forget_person(self, person_id: int) -> None:
        """Delete a resident's volunteering; hours stay as numbers of an account nobody can name."""
        self.tx.execute(_t.delete().where(_t.c.person_id == person_id))
        self.tx.execute(_area.delete().where(_area.c.person_id == person_id))
        self.tx.execute(_sign_up.delete().where(_sign_up.c.person_id == person_id))
