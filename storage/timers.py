"""What is due when; a timer is unique by kind and key, so it fires once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.room import Room

_t = tables.timer


@dataclass(frozen=True, slots=True)
class Timer:
    """Something due."""

    kind: str
    key: str
    due: datetime


class Timers(Room):
    """One row a timer; a fired one is deleted in the transaction of its consequences."""

    def set(self, kind: str, key: str, due: datetime) -> None:
        """Have something happen at a moment; an earlier setting of the same timer is replaced."""
        self.tx.upsert(_t, {"kind": kind, "key": key, "due": due})

    def cancel(self, kind: str, key: str) -> None:
        """Have it not happen."""
        self.tx.execute(delete(_t).where(_t.c.kind == kind, _t.c.key == key))

    def get(self, kind: str, key: str) -> Timer | None:
        """A timer, if it is set."""
        row = self.tx.row(select(_t).where(_t.c.kind == kind, _t.c.key == key))
        return Timer(**row) if row else None

    def due(self, now: datetime, limit: int = 100) -> list[Timer]:
        """What is due, the longest overdue first; what another process has in hand is left to it.

        The rows are ours until the transaction ends: fired once, whichever process comes first. A process
        that dies gives them back.
        """
        statement = select(_t).where(_t.c.due <= now).order_by(_t.c.due, _t.c.kind, _t.c.key).limit(limit)
        if self.tx.shared:
            statement = statement.with_for_update(skip_locked=True)
        return [Timer(**row) for row in self.tx.rows(statement)]

    def keys(self, kind: str) -> list[str]:
        """Whose timers of a kind are set."""
        statement = select(_t.c.key).where(_t.c.kind == kind).order_by(_t.c.key)
        return [row["key"] for row in self.tx.rows(statement)]

    def any_of(self, kind: str) -> bool:
        """Whether any timer of a kind is set."""
        return self.tx.row(select(_t.c.key).where(_t.c.kind == kind).limit(1)) is not None

    def next_due(self) -> datetime | None:
        """When the next one is due."""
        row = self.tx.row(select(_t.c.due).order_by(_t.c.due).limit(1))
        return row["due"] if row else None
