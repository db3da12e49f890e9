"""What is wrong with the installation now; shared by its processes, so that each alarm is raised once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage import tables
from storage.room import Room
from storage.transaction import insert_on_conflict
from storage.types import to_millis

_t = tables.incident


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that is wrong: its kind, with whom (a messenger, a machine), since when, last seen."""

    kind: str
    subject: str
    since: datetime
    seen_at: datetime


class Incidents(Room):
    """One row an incident, as long as it lasts."""

    def open(self, kind: str, subject: str, now: datetime) -> bool:
        """Note that it is so; True for the first to see it."""
        row = {"kind": kind, "subject": subject, "since": now, "seen_at": now}
        adding = insert_on_conflict(_t, self.tx.dialect).values(row).on_conflict_do_nothing()
        if self.tx.returning(adding.returning(_t.c.kind)) is not None:
            return True
        known = (_t.c.kind == kind, _t.c.subject == subject)
        self.tx.execute(update(_t).where(*known).values(seen_at=now))
        return False

    def end(self, before: datetime) -> list[Incident]:
        """Delete those that nobody has seen since a moment; gives back which."""
        found = [Incident(**row) for row in self.tx.rows(select(_t).where(_t.c.seen_at < before))]
        return [one for one in found if self._delete(one, before)]

    def _delete(self, one: Incident, before: datetime) -> bool:
        known = (_t.c.kind == one.kind, _t.c.subject == one.subject, _t.c.seen_at < before)
        return self.tx.execute(delete(_t).where(*known)) > 0

    def mark(self, now: datetime) -> None:
        """Write something, so that a database that takes nothing says so."""
        self.tx.upsert(tables.counter, {"name": "looked", "value": to_millis(now)})

    def all(self) -> Sequence[Incident]:
        """Everything that is wrong now, the oldest first."""
        rows = self.tx.rows(select(_t).order_by(_t.c.since, _t.c.kind, _t.c.subject))
        return [Incident(**row) for row in rows]
