"""How long what residents say is kept, and the nightly pruning of what has been kept long enough.

One step at a time and a bounded number of rows in a transaction, so that no turn waits for it. Each step is
told where the one before it stopped, and what is done twice changes nothing, so a night that was cut short
is gone on with. Counts, stories without their words, and digests stay.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from handlers.work import Work
from model.retention import Retention
from storage.pruning import Pruned

BATCH = 1000
"""Rows that are looked at in one transaction."""


def _received(work: Work, before: datetime, after: str, *, look: bool) -> Pruned:
    """What came in: only needed to know repeated updates, and to show a page what was just said."""
    del after
    return work.unit.pruning.inbox(before, BATCH, look=look)


def _sent(work: Work, before: datetime, after: str, *, look: bool) -> Pruned:
    """What went out."""
    return work.unit.pruning.outbox(before, int(after or 0), BATCH, look=look)


def _strangers(work: Work, before: datetime, after: str, *, look: bool) -> Pruned:
    """Chats of people who never agreed, and never came back."""
    return work.unit.pruning.strangers(before, after, BATCH, look=look)


def _needs(work: Work, before: datetime, after: str, *, look: bool) -> Pruned:
    """The words, places and pictures of needs that ended; what happened to them stays."""
    found = work.unit.pruning.ended_needs(before, int(after or 0), BATCH)
    if found.keys and not look:
        ids = [int(key) for key in found.keys]
        work.drop_files(work.unit.needs.empty(ids))
    return found


def _people(work: Work, before: datetime, after: str, *, look: bool) -> Pruned:
    """Residents who have not been here for long and have nothing open: only a number stays of them."""
    found = work.unit.pruning.gone_people(before, int(after or 0), BATCH)
    for key in found.keys if not look else ():
        person_id, unit = int(key), work.unit
        files = [attachment.ref for attachment in unit.needs.attachments_of_person(person_id)]
        for room in (unit.needs, unit.followers, unit.surveys, unit.volunteers):
            room.forget_person(person_id)
        work.drop_files(files)
        for chat in unit.chats.of_person(person_id):
            unit.chats.delete(chat.chat)
        unit.people.forget(person_id, work.now)
        work.audit("expired", f"person:{person_id}")
    return found


def _records(work: Work, before: datetime, after: str, *, look: bool) -> Pruned:
    """Who looked at or changed what."""
    return work.unit.pruning.audits(before, int(after or 0), BATCH, look=look)


def _files(work: Work, before: datetime, after: str, *, look: bool) -> Pruned:
    """Pictures and files that no need has, as old as the messages are that they came and went with."""
    names, following = work.services.old_files(before, after)
    used = work.unit.pruning.attached(names) if names else set()
    gone = tuple(name for name in names if name not in used)
    if gone and not look:
        work.unit.afterwards.append(partial(work.services.drop, gone))
    return Pruned(len(gone), following, gone)


_Step = Callable[..., Pruned]
STEPS: dict[str, tuple[_Step, Callable[[Retention], int]]] = {
    "received": (_received, lambda keep: keep.messages),
    "sent": (_sent, lambda keep: keep.messages),
    "strangers": (_strangers, lambda keep: keep.messages),
    "needs": (_needs, lambda keep: keep.needs),
    "people": (_people, lambda keep: keep.people),
    "records": (_records, lambda keep: keep.records),
    "files": (_files, lambda keep: keep.messages),
}
"""In this order; each with what says how many days."""


def prune(work: Work, step: str, after: str, *, look: bool = False) -> Pruned:
    """One batch of a step, from where the one before it stopped; ``look`` changes nothing."""
    run, days_of = STEPS[step]
    days = days_of(work.services.retention)
    if not days:
        return Pruned(0, None)
    return run(work, work.now - timedelta(days=days), after, look=look)


def following(step: str) -> str | None:
    """The step after a step; None after the last."""
    names = list(STEPS)
    place = names.index(step) + 1
    return names[place] if place < len(names) else None
