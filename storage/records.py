"""Rows of imported directories, as they were said; what was made of them lies in ``organizations``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage import tables
from storage.room import Room

_t = tables.directory_record


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a directory. ``data`` is empty where the directory only names something it does not have."""

    source: str
    entity: str
    external_id: str
    position: int
    data: Mapping[str, Any]
    mapped: Mapping[str, Any] | None = None
    subject_id: int | None = None
    gone_at: datetime | None = None


class Records(Room):
    """What each directory said when it was last imported."""

    def add(self, record: Record) -> None:
        """A new row, or a new version of a known one."""
        self.tx.upsert(_t, asdict(record))

    def of(self, source: str) -> dict[tuple[str, str], Record]:
        """A directory's rows in their order, by (entity, external id); those that are gone, too."""
        order = (_t.c.position, _t.c.entity, _t.c.external_id)
        rows = self.tx.rows(select(_t).where(_t.c.source == source).order_by(*order))
        return {(row["entity"], row["external_id"]): Record(**row) for row in rows}

    def sources(self) -> list[str]:
        """The names of all directories that were imported."""
        return [row["source"] for row in self.tx.rows(select(_t.c.source).distinct().order_by(_t.c.source))]
