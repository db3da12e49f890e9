"""Pictures and documents every process must be able to send (PostgreSQL; SQLite leaves them in a folder)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.room import Room

_t = tables.file


class Files(Room):
    """One row a file, by a key that says what is in it."""

    def put(self, key: str, content: bytes, at: datetime) -> None:
        """Keep a file; kept anew, its time begins again."""
        self.tx.upsert(_t, {"key": key, "content": content, "kept_at": at})

    def get(self, key: str) -> bytes | None:
        """A file's bytes."""
        found = self.tx.value(select(_t.c.content).where(_t.c.key == key))
        return None if found is None else bytes(found)

    def drop(self, keys: Collection[str]) -> None:
        """Delete files; a missing one is no error."""
        self.tx.execute(delete(_t).where(_t.c.key.in_(sorted(keys))))

    def old(self, before: datetime, after: str, limit: int = 500) -> list[str]:
        """Keys above ``after`` of files that were not kept since a moment, in their order."""
        statement = select(_t.c.key).where(_t.c.kept_at < before, _t.c.key > after)
        return [row["key"] for row in self.tx.rows(statement.order_by(_t.c.key).limit(limit))]
