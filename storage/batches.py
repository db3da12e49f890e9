"""Batches of offers that were applied at the desk."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from model.batch import AppliedBatch, BatchLine
from storage import tables
from storage.room import Room
from storage.transaction import Found

_t = tables.batch


class Batches(Room):
    """One row a batch."""

    def add(self, batch: AppliedBatch) -> None:
        """A batch was applied."""
        row: dict[str, Any] = asdict(batch)
        self.tx.insert(_t, {**row, "lines": [asdict(line) for line in batch.lines]})

    def get(self, batch_id: int) -> AppliedBatch | None:
        """By id."""
        row = self.tx.row(select(_t).where(_t.c.id == batch_id))
        return _batch(row) if row else None

    def last_of(self, staff_id: int, since: datetime) -> AppliedBatch | None:
        """The last batch somebody applied since a moment and has not taken back."""
        statement = (
            select(_t)
            .where(_t.c.staff_id == staff_id, _t.c.at >= since, _t.c.undone_at.is_(None))
            .order_by(_t.c.id.desc())
            .limit(1)
        )
        row = self.tx.row(statement)
        return _batch(row) if row else None

    def undone(self, batch_id: int, at: datetime) -> None:
        """It was taken back."""
        self.tx.update(_t, {"id": batch_id}, {"undone_at": at})


def _batch(row: Found) -> AppliedBatch:
    lines = tuple(BatchLine(**line) for line in row["lines"])
    return AppliedBatch(row["id"], row["at"], row["staff_id"], lines, row["undone_at"])
