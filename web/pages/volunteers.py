"""Activities with their shifts, and who came."""

from __future__ import annotations

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from handlers.desk.attendance import mark, may_host, roll
from handlers.work import Work
from model.cleaning import row_id
from model.person import Role
from model.volunteer import Activity, Shift, SignUpState
from web.visit import Visit

_BACK = timedelta(days=7)
_AHEAD = timedelta(days=14)


async def overview(visit: Visit) -> Response:
    """Shifts of the last week and the next two."""

    def read(work: Work) -> list[tuple[Shift, Activity, int, int]]:
        activities = work.unit.volunteers.activities()
        shifts = [
            (shift, activity)
            for shift in work.unit.volunteers.shifts(work.now - _BACK, work.now + _AHEAD)
            if (activity := activities.get(shift.activity_id)) and may_host(visit.staff, activity)
        ]
        taken: dict[int, list[SignUpState]] = {}
        for one in work.unit.volunteers.sign_ups_of([shift.id for shift, _ in shifts]):
            taken.setdefault(one.shift_id, []).append(one.state)
        return [
            (shift, activity, _coming(taken.get(shift.id, [])), _marked(taken.get(shift.id, [])))
            for shift, activity in shifts
        ]

    rows = await visit.read(read)
    past = [row for row in rows if row[0].starts <= visit.now]
    coming = [row for row in rows if row[0].starts > visit.now]
    names = visit.is_a(Role.SOCIAL_WORKER, Role.ORGANIZATION)
    return visit.page("volunteers.html", past=list(reversed(past)), coming=coming, names=names)


async def shift(visit: Visit) -> Response:
    """One shift: who signed up, who came."""
    number = visit.number("shift")
    try:
        found = await visit.write(lambda work: roll(work, visit.staff, number))
    except LookupError:
        raise HTTPException(404) from None
    return visit.page("shift.html", roll=found, begun=found.shift.starts <= visit.now)


async def attend(visit: Visit) -> Response:
    """Mark who came; time-bank minutes move with it."""
    number = visit.number("shift")
    present = {found for one in visit.numbers if (found := row_id(one)) is not None}
    try:
        await visit.write(lambda work: mark(work, visit.staff, number, present))
    except LookupError:
        raise HTTPException(404) from None
    return visit.go(f"/desk/volunteers/{number}", told="attended")


def _coming(states: list[SignUpState]) -> int:
    return sum(one in {SignUpState.TAKEN, SignUpState.ATTENDED, SignUpState.ABSENT} for one in states)


def _marked(states: list[SignUpState]) -> int:
    return sum(one in {SignUpState.ATTENDED, SignUpState.ABSENT} for one in states)
