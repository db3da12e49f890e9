"""What residents and staff do with needs: the use cases behind chat and desk alike."""

from __future__ import annotations

from handlers.work import Work
from model.events import NeedFiled, NeedWithdrawn
from model.need import Need, NeedState, move


def file_need(work: Work, need: Need) -> Need:
    """Store a new need, tell its story's first line, and set its consequences going.

    Gives back the need as it is after that (routed, perhaps unmet).
    """
    work.unit.needs.add(need)
    work.log(need, "submitted", category=need.category, urgency=need.urgency.value)
    work.emit(NeedFiled(need))
    return fresh(work, need)


def fresh(work: Work, need: Need) -> Need:
    """The need as it stands in the store now."""
    return work.unit.needs.get(need.id) or need


def withdraw(work: Work, need: Need) -> Need:
    """The resident no longer needs it. WrongState when it is over already."""
    was = need.state
    need = work.unit.needs.change(need, state=move(was, NeedState.WITHDRAWN))
    work.log(need, "withdrawn")
    work.emit(NeedWithdrawn(need, was))
    return need
