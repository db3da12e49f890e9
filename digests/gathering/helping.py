"""What volunteers did, week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from digests.facts import Help
from digests.gathering.places import covering
from digests.sources import Sources
from digests.weeks import Span
from model.place import Place
from model.volunteer import Shift, SignUp, SignUpState, Volunteer

_HAS_A_PLACE = frozenset({SignUpState.TAKEN, SignUpState.ATTENDED, SignUpState.ABSENT})
_MARKED = frozenset({SignUpState.ATTENDED, SignUpState.ABSENT})


def helping(
    sources: Sources, community: Place, spans: Sequence[Span], end: datetime
) -> tuple[list[Help], int]:
    """The help of each week, and how many volunteers the community has now."""
    here = covering(sources.places, community)
    ours = [
        one for one in sources.volunteers if one.active and (not one.areas or here.intersection(one.areas))
    ]
    activities = {activity.id for activity in sources.activities if activity.community == community.code}
    shifts = {shift.id: shift for shift in sources.shifts if shift.activity_id in activities}
    by_shift: dict[int, list[SignUp]] = defaultdict(list)
    for sign_up in sources.sign_ups:
        if sign_up.shift_id in shifts:
            by_shift[sign_up.shift_id].append(sign_up)
    joined = [one for one in ours if one.since < end]
    return [_week(span, shifts, by_shift, ours, end) for span in spans], len(joined)


def _week(
    span: Span,
    shifts: dict[int, Shift],
    by_shift: dict[int, list[SignUp]],
    volunteers: list[Volunteer],
    end: datetime,
) -> Help:
    until = min(span.end, end)
    past = [shift for shift in shifts.values() if span.start <= shift.starts < until]
    came = {shift.id: _came(by_shift[shift.id]) for shift in past if shift.ends <= until}
    return Help(
        active=len({sign_up.person_id for those in came.values() for sign_up in those}),
        newcomers=sum(span.start <= one.since < until for one in volunteers),
        sign_ups=sum(
            span.start <= one.at < until
            for those in by_shift.values()
            for one in those
            if one.state is not SignUpState.CANCELLED
        ),
        hours=round(sum(_length(shifts[shift_id]) * len(those) for shift_id, those in came.items()), 1),
        shifts=len(past),
        places=sum(shift.capacity for shift in past),
        filled=sum(
            min(shift.capacity, sum(one.state in _HAS_A_PLACE for one in by_shift[shift.id]))
            for shift in past
        ),
    )


def _came(sign_ups: list[SignUp]) -> list[SignUp]:
    """Who was there: those marked so; where nobody was marked, all who had a place."""
    if any(one.state in _MARKED for one in sign_ups):
        return [one for one in sign_ups if one.state is SignUpState.ATTENDED]
    return [one for one in sign_ups if one.state is SignUpState.TAKEN]


def _length(shift: Shift) -> float:
    return (shift.ends - shift.starts).total_seconds() / 3600
