"""What staff see of the neighbours who joined a need, and of needs that could be one."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.desk.access import Sight
from handlers.joining import merged_into
from handlers.similar import similar
from handlers.work import Work
from model.following import Follower
from model.need import Need, NeedState
from model.person import Role, Staff

_DONE = frozenset({NeedState.RESOLVED, NeedState.CLOSED, NeedState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Joined:
    """How many joined, what they said (for those who see the words), and what came of it for them.

    ``into`` is the need that this one was joined to, ``alike`` are open ones it could be joined to.
    """

    count: int = 0
    solved: int = 0
    not_solved: int = 0
    said: tuple[Follower, ...] = ()
    into: Need | None = None
    alike: tuple[Need, ...] = ()
    may_merge: bool = False


def joined(work: Work, staff: Staff, need: Need, seen: Sight) -> Joined:
    """Read it. Nobody sees a neighbour's name here: they asked to follow, not to be called."""
    followers = work.unit.followers.of_need(need.id)
    full = seen is Sight.FULL
    worker = full and staff.role is Role.SOCIAL_WORKER
    may_merge = worker and need.state not in _DONE and not need.danger
    return Joined(
        count=len(followers),
        solved=sum(one.content for one in followers),
        not_solved=sum(bool(one.answer) and not one.content for one in followers),
        said=tuple(one for one in followers if one.text or one.place) if full else (),
        into=merged_into(work, need) if worker else None,
        alike=tuple(similar(work, need)) if may_merge else (),
        may_merge=may_merge,
    )
