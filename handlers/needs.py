"""What residents and staff do with needs: the use cases behind chat and desk alike."""

from __future__ import annotations

from typing import Any

import msgspec

from handlers.work import Work
from model.events import NeedFiled, NeedPassedOn, NeedWithdrawn
from model.following import Follower
from model.need import Need, NeedState, Visibility, move


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


def answers(need: Need) -> tuple[tuple[str, str], ...]:
    """What was answered to the few questions of its category: question and answer, in their order."""
    try:
        found = msgspec.json.decode(need.answers, type=dict[str, Any]) if need.answers else {}
    except msgspec.DecodeError:
        return ()
    return tuple((label, str(value)) for label, value in found.items())


def withdraw(work: Work, need: Need) -> Need:
    """The resident no longer needs it. WrongState when it is over already.

    Where neighbours have joined, the need goes on and is the first one's; it keeps nothing of who leaves.
    """
    was = need.state
    heirs = work.unit.followers.of_need(need.id)
    if heirs and was.is_open:
        return _pass_on(work, need, heirs[0])
    need = work.unit.needs.change(need, state=move(was, NeedState.WITHDRAWN))
    work.log(need, "withdrawn")
    work.emit(NeedWithdrawn(need, was))
    return need


def _pass_on(work: Work, need: Need, heir: Follower) -> Need:
    files = [piece.ref for piece in work.unit.needs.attachments(need.id) if piece.person_id is None]
    need = work.unit.needs.pass_on(need, heir)
    work.drop_files(files)
    work.log(need, "passed_on", Visibility.STAFF)
    work.emit(NeedPassedOn(need))
    return need
