"""Who is told of what waits for a person: a community's workers, and of a danger those on duty.

Where none of them would hear it, everybody who could help is.
"""

from __future__ import annotations

from handlers.work import Work
from matching.deadline import deadline
from model.need import Need, Urgency
from model.person import Role, Staff


def workers(work: Work, community: str | None) -> list[Staff]:
    """The social workers who serve a community; all of them, where none does or none has linked a chat."""
    people = work.unit.staff.with_role(Role.SOCIAL_WORKER, community)
    if community is None or any(work.unit.chats.of_staff(one.id) for one in people):
        return people
    return _once([*people, *work.unit.staff.with_role(Role.SOCIAL_WORKER)])


def on_duty(work: Work, community: str | None) -> list[Staff]:
    """Those on duty; with everybody who could help, where nobody on duty has linked a chat."""
    people = work.unit.staff.on_duty(community)
    if any(work.unit.chats.of_staff(one.id) for one in people):
        return people
    return _once([*people, *everybody(work, community)])


def everybody(work: Work, community: str | None) -> list[Staff]:
    """All social workers, and the community's committee."""
    return [
        *work.unit.staff.with_role(Role.SOCIAL_WORKER),
        *work.unit.staff.with_role(Role.COMMITTEE, community),
    ]


def alerted(work: Work, need: Need) -> list[Staff]:
    """Who has heard of an alarm so far: those on duty, and everybody once it has rung again."""
    again = deadline(Urgency.EMERGENCY, need.created_at, work.services.zone, work.services.promises)
    people = on_duty(work, need.community)
    return people if work.now < again else _once([*people, *everybody(work, need.community)])


def _once(people: list[Staff]) -> list[Staff]:
    return list({one.id: one for one in people}.values())
