"""Who came to a shift; the minutes move from the time bank to those who did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from handlers.referrals import NotAllowed
from handlers.work import Work
from model.person import Role, Staff
from model.volunteer import Activity, HourEntry, Shift, SignUp, SignUpState

_COUNTED = frozenset({SignUpState.TAKEN, SignUpState.ATTENDED, SignUpState.ABSENT})


@dataclass(frozen=True, slots=True)
class Roll:
    """One shift with those who signed up: each with the name the volunteer gave."""

    shift: Shift
    activity: Activity
    coming: tuple[tuple[SignUp, str], ...]
    waiting: int


def may_host(staff: Staff, activity: Activity) -> bool:
    """Whether the activity is theirs to run: their organization's, or one in a community they serve."""
    if staff.role is Role.ORGANIZATION:
        return staff.organization_id is not None and staff.organization_id == activity.organization_id
    return staff.role in {Role.SOCIAL_WORKER, Role.COMMITTEE} and staff.serves(activity.community)


def roll(work: Work, staff: Staff, shift_id: int) -> Roll:
    """The list of one shift; the look at the names is on record.

    LookupError when there is none; NotAllowed when it is not theirs, and for committees, who see counts.
    """
    shift = work.unit.volunteers.shift(shift_id)
    activity = work.unit.volunteers.activity(shift.activity_id) if shift else None
    if shift is None or activity is None:
        raise LookupError(shift_id)
    if staff.role is Role.COMMITTEE or not may_host(staff, activity):
        raise NotAllowed
    signed = sorted(work.unit.volunteers.sign_ups_of([shift_id]), key=lambda one: (one.at, one.id))
    people = work.unit.people.load([one.person_id for one in signed])
    coming = tuple(
        (one, people[one.person_id].name if one.person_id in people else "")
        for one in signed
        if one.state in _COUNTED
    )
    work.audit("looked", f"shift:{shift_id}", fields=["name"])
    return Roll(shift, activity, coming, sum(one.state is SignUpState.WAITING for one in signed))


def mark(work: Work, staff: Staff, shift_id: int, present: Collection[int]) -> int:
    """Note who came (ids of sign-ups); the others are absent. Gives back how many came.

    Marked again, only what changed moves minutes, so that nobody is paid twice.
    """
    found = roll(work, staff, shift_id)
    minutes = int((found.shift.ends - found.shift.starts).total_seconds() // 60)
    for sign_up, _ in found.coming:
        came = sign_up.id in present
        state = SignUpState.ATTENDED if came else SignUpState.ABSENT
        if state is sign_up.state:
            continue
        work.unit.volunteers.change_sign_up(sign_up.id, state=state)
        if came or sign_up.state is SignUpState.ATTENDED:
            _move(work, sign_up, minutes, back=not came)
    work.audit("attendance", f"shift:{shift_id}", present=sorted(present))
    return sum(sign_up.id in present for sign_up, _ in found.coming)


def _move(work: Work, sign_up: SignUp, minutes: int, *, back: bool) -> None:
    account = f"person:{sign_up.person_id}"
    debit, credit = (account, "bank") if back else ("bank", account)
    reason = f"shift:{sign_up.shift_id}"
    work.unit.volunteers.move_minutes(
        HourEntry(work.services.ids(), work.now, debit, credit, minutes, reason)
    )
