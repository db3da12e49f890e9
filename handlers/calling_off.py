"""Alarms that whoever holds the telephone cannot silence: perhaps it is the one who threatens.

Said to be nothing, such an alarm goes on for those on duty, and nothing more of it is seen in the chat: no
news, no questions, no line in the list of requests.
"""

from __future__ import annotations

from handlers.duty import alerted
from handlers.takers import taker
from handlers.work import Work
from model.need import Need, Visibility
from model.phrase import phrase

GUARDED = frozenset({"violence", "child_abuse"})
"""Dangers that come from somebody who may be near, and may read the chat."""
_KIND = "called_off"


def call_off(work: Work, need: Need) -> None:
    """Put it on record and tell those on duty, and who took it; the need stays as it is."""
    work.log(need, _KIND, Visibility.STAFF)
    _tell_alerted(work, need, "staff.called_off")


def watch_on(work: Work, need: Need) -> None:
    """All was deleted from the chat, perhaps by another hand: those alerted hear that the alarm stands."""
    _tell_alerted(work, need, "staff.alarm_forgotten")


def _tell_alerted(work: Work, need: Need, key: str) -> None:
    people = {one.id: one for one in alerted(work, need)}
    by = taker(work, need)
    if by is not None:
        people[by.id] = by
    work.tell_staff(people.values(), phrase(key, number=need.number))


def is_called_off(work: Work, need: Need) -> bool:
    """Whether the chat said that it is nothing, and must show nothing of it any more."""
    return need.danger in GUARDED and any(one.kind == _KIND for one in work.unit.needs.story(need.id))
