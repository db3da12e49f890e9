"""Who looked at or changed what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from storage import tables
from storage.room import Room
from storage.transaction import Found

_t = tables.audit


class Audits(Room):
    """One row a look or change; never changed, never deleted before its retention time."""

    def add(self, audit_id: int, at: datetime, actor: str, action: str, subject: str, **detail: Any) -> None:  # noqa: ANN401 - JSON
        """Write one down."""
        self.tx.insert(
            _t,
            {
                "id": audit_id,
                "at": at,
                "actor": actor,
                "action": action,
                "subject": subject,
                "detail": msgspec.json.encode(detail).decode(),
            },
        )

    def of(self, subject: str) -> list[Found]:
        """What is on record about one thing, oldest first."""
        return list(self.tx.rows(select(_t).where(_t.c.subject == subject).order_by(_t.c.id)))
