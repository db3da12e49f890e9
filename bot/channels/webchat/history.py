"""What was said in a chat, from both sides, for a page that (re)connects."""

from __future__ import annotations

from datetime import datetime, timedelta

from model.message import Incoming
from storage.outbox import Owed
from storage.unit import Unit

_REACH = timedelta(days=30)
"""How far back the resident's own words are shown beside our messages."""


def past(unit: Unit, chat: str, after: int, now: datetime) -> list[Owed | Incoming]:
    """Our messages after the one with this id (0: all) and the resident's words since it, oldest first.

    A message still waiting to be sent is shown when it is due: the page knows it by its id when it is
    pushed again, and without it one pushed to a page that just closed would be missing. The resident's
    words may overlap with what the page has; it knows them by their ids.
    """
    owed = unit.outbox.of_chat(chat, max(after - 1, 0))
    since = owed[0].at if after and owed else now - _REACH
    said = unit.inbox.of_chat(chat, since)
    ours: list[Owed | Incoming] = [one for one in owed if one.id > after and _is_shown(one, now)]
    return sorted([*said, *ours], key=lambda item: _kept(item.at))


def _is_shown(owed: Owed, now: datetime) -> bool:
    """What was sent, and what is due; by a clock that was put back, too, what waits for nothing."""
    return owed.state == "sent" or (owed.state == "waiting" and owed.not_before <= max(now, owed.at))


def _kept(at: datetime) -> datetime:
    """The moment as our messages' are kept, to the millisecond: an answer never comes before the words."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
