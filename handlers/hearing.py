"""Whether a resident hears what is told of their need: some phoned it in, some have stopped all messages."""

from __future__ import annotations

from handlers.calling_off import is_called_off
from handlers.work import Work
from model.need import Need, NeedState

_PRESSING = frozenset(
    {NeedState.SUBMITTED, NeedState.ROUTED, NeedState.UNMET, NeedState.ACCEPTED, NeedState.IN_PROGRESS}
)


def is_pressing(need: Need) -> bool:
    """Whether somebody may still be in danger: then neither quiet hours nor a stop hold back what is told."""
    return bool(need.danger) and need.state in _PRESSING


def hears(work: Work, need: Need) -> bool:
    """False where nothing reaches them in a chat: staff then have to call."""
    person = work.unit.people.get(need.person_id)
    if person is None or (person.stopped and not is_pressing(need)) or is_called_off(work, need):
        return False
    chats = work.unit.chats.of_person(person.id)
    return any(not one.unreachable for one in chats) if chats else need.origin != "desk"
