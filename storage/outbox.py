"""Messages owed: written in the transaction that decided them, sent only after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Text, bindparam, func, select, update

from model.message import Outgoing
from storage import tables
from storage.room import Room
from storage.transaction import Found

_t = tables.outbox


@dataclass(frozen=True, slots=True)
class Owed:
    """One message owed to a chat."""

    id: int
    chat: str
    at: datetime
    not_before: datetime
    message: Outgoing
    attempts: int = 0
    ref: str = ""
    state: str = "waiting"


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one try to send."""

    id: int
    state: str
    attempts: int
    not_before: datetime
    ref: str = ""
    error: str = ""
    sent_at: datetime | None = None


class Outbox(Room):
    """One row a message, in the order of their ids within a chat."""

    def add(self, owed: Owed) -> None:
        """Owe a message."""
        self.tx.insert(
            _t,
            {
                "id": owed.id,
                "chat": owed.chat,
                "at": owed.at,
                "not_before": owed.not_before,
                "state": owed.state,
                "attempts": owed.attempts,
                "payload": owed.message,
                "ref": owed.ref,
                "error": "",
                "sent_at": None,
            },
        )

    def waiting(self, limit: int) -> list[Owed]:
        """The oldest messages still owed."""
        statement = select(_t).where(_t.c.state == "waiting").order_by(_t.c.id).limit(limit)
        return [_owed(row) for row in self.tx.rows(statement)]

    def of_chat(self, chat: str, after: int = 0, limit: int = 200) -> list[Owed]:
        """The messages of a chat, oldest first; the newest ``limit`` when there are more."""
        statement = select(_t).where(_t.c.chat == chat, _t.c.id > after).order_by(_t.c.id.desc()).limit(limit)
        return [_owed(row) for row in reversed(self.tx.rows(statement))]

    def settle(self, results: Sequence[Settled]) -> None:
        """Write down what became of the tries.

        A message dropped while it was being tried stays dropped, unless it did arrive.
        """
        statement = (
            update(_t)
            .where(
                _t.c.id == bindparam("key_id"),
                (_t.c.state == "waiting") | (bindparam("set_state", type_=Text) == "sent"),
            )
            .values(
                {
                    name: bindparam(f"set_{name}")
                    for name in ("state", "attempts", "not_before", "ref", "error", "sent_at")
                }
            )
        )
        self.tx.many(statement, [_changes(result) for result in results])

    def drop(self, chat: str) -> None:
        """Owe a chat nothing any more."""
        self.tx.execute(update(_t).where(_t.c.chat == chat, _t.c.state == "waiting").values(state="dropped"))

    def forget(self, chats: Iterable[str]) -> None:
        """Empty every message of these chats."""
        empty = Outgoing("")
        self.tx.execute(update(_t).where(_t.c.chat.in_(list(chats))).values(payload=empty, state="dropped"))

    def count_waiting(self) -> int:
        """How many are owed."""
        return int(self.tx.value(select(func.count()).select_from(_t).where(_t.c.state == "waiting")))


def _owed(row: Found) -> Owed:
    return Owed(
        id=row["id"],
        chat=row["chat"],
        at=row["at"],
        not_before=row["not_before"],
        message=msgspec.convert(row["payload"], Outgoing),
        attempts=row["attempts"],
        ref=row["ref"],
        state=row["state"],
    )


def _changes(result: Settled) -> dict[str, Any]:
    return {
        "key_id": result.id,
        "set_state": result.state,
        "set_attempts": result.attempts,
        "set_not_before": result.not_before,
        "set_ref": result.ref,
        "set_error": result.error,
        "set_sent_at": result.sent_at,
    }
