"""Messages owed: written in the transaction that decided them, sent only after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
import structlog
from sqlalchemy import ARRAY, Select, Text, bindparam, func, literal_column, or_, select, true, update

from model.message import Outgoing
from storage import tables
from storage.room import Room
from storage.transaction import Found, Transaction

_t = tables.outbox
_log = structlog.get_logger(__name__)

_settling = (
    update(_t)
    .where(
        _t.c.id == bindparam("key_id"),
        (_t.c.state == literal_column("'waiting'"))
        | (bindparam("set_state", type_=Text) == literal_column("'sent'")),
    )
    .values(
        {
            name: bindparam(f"set_{name}")
            for name in ("state", "attempts", "not_before", "ref", "error", "sent_at")
        }
    )
)

OWED = "linli_owed"
"""The PostgreSQL channel on which processes hear of messages that were added."""
_MOST_TOLD = 390
"""Ids in one notice: PostgreSQL takes 8,000 bytes."""
_TELL = select(func.pg_notify(bindparam("channel", type_=Text), bindparam("payload", type_=Text)))
_chats = func.unnest(bindparam("keys", type_=ARRAY(Text))).table_valued("chat").render_derived()
_last = select(_t.c.id).where(_t.c.chat == _chats.c.chat).order_by(_t.c.id.desc()).limit(1).lateral()
_NEWEST = select(func.max(_last.c.id)).select_from(_chats.join(_last, true()))


class Owed(msgspec.Struct, frozen=True):
    """One message owed to a chat."""

    id: int
    chat: str
    at: datetime
    not_before: datetime
    message: Outgoing
    attempts: int = 0
    ref: str = ""
    state: str = "waiting"


class Settled(msgspec.Struct, frozen=True):
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

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._added: list[tuple[str, int]] = []

    def add(self, owed: Owed) -> None:
        """Owe a message."""
        if self.tx.shared and owed.state == "waiting":
            self._added.append((owed.chat.partition(":")[0], owed.id))
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

    def announce(self) -> None:
        """Have the sender's process told of what was added, when and if it is committed (PostgreSQL)."""
        added, self._added = self._added, []
        for payload in announcements(added):
            self.tx.value(_TELL, {"channel": OWED, "payload": payload})

    def waiting(self, limit: int, until: datetime | None = None, channels: Iterable[str] = ()) -> list[Owed]:
        """The oldest messages still owed that are due until a moment; through these messengers, or all.

        One that waits for nothing is due whatever the clock says, which may have been put back since. One
        that was tried is due too, since newer ones must not overtake it: it waits at the head of its chat.
        """
        statement = _waiting(select(_t), until, channels)
        return list(_readable(self.tx.rows(statement.limit(limit))))

    def waiting_ids(self, limit: int, until: datetime, channels: Iterable[str] = ()) -> list[int]:
        """The same, but only their ids."""
        statement = _waiting(select(_t.c.id), until, channels)
        return [row["id"] for row in self.tx.rows(statement.limit(limit))]

    def of_ids(self, ids: Iterable[int]) -> list[Owed]:
        """The messages with these ids, oldest first."""
        return sorted(_readable(self.tx.by_keys(_t, "id", ids)), key=lambda owed: owed.id)

    def newest(self, chats: Iterable[str]) -> int:
        """The highest id of any message of these chats; 0 when there is none. For PostgreSQL."""
        return int(self.tx.value(_NEWEST, {"keys": list(chats)}) or 0)

    def last(self) -> int:
        """The highest id of any message; 0 when there is none."""
        return int(self.tx.value(select(func.max(_t.c.id))) or 0)

    def of_chat(self, chat: str, after: int = 0, limit: int = 200) -> list[Owed]:
        """The messages of a chat, oldest first; the newest ``limit`` when there are more."""
        statement = select(_t).where(_t.c.chat == chat, _t.c.id > after).order_by(_t.c.id.desc()).limit(limit)
        return list(_readable(reversed(self.tx.rows(statement))))

    def settle(self, results: Sequence[Settled]) -> None:
        """Write down what became of the tries.

        A message dropped while it was being tried stays dropped, unless it did arrive.
        """
        self.tx.many(_settling, [_changes(result) for result in results])

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


def _waiting(statement: Select[Any], until: datetime | None, channels: Iterable[str]) -> Select[Any]:
    statement = statement.where(_t.c.state == "waiting").order_by(_t.c.id)
    if until is not None:
        at_once = or_(_t.c.not_before <= _t.c.at, _t.c.attempts > 0)
        statement = statement.where(or_(_t.c.not_before <= until, at_once))
    through = [_t.c.chat.startswith(f"{name}:") for name in channels]
    return statement.where(or_(*through)) if through else statement


def announcements(added: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Notices of messages by their messenger and id, as "telegram 123 124"."""
    by_channel: dict[str, list[int]] = {}
    for channel, message_id in added:
        by_channel.setdefault(channel, []).append(message_id)
    for channel, ids in by_channel.items():
        for start in range(0, len(ids), _MOST_TOLD):
            yield " ".join([channel, *map(str, ids[start : start + _MOST_TOLD])])


def announced(payload: str) -> tuple[str, list[int]]:
    """The messenger and ids of a notice."""
    channel, *ids = payload.split(" ")
    return channel, [int(one) for one in ids]


def _readable(rows: Iterable[Found]) -> Iterator[Owed]:
    """The messages of rows. One that another version wrote otherwise stays where it is, and holds up none."""
    for row in rows:
        try:
            yield _owed(row)
        except msgspec.ValidationError:
            _log.exception("message_unreadable", id=row["id"])


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
