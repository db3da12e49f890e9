"""Received updates: what was once worked on is never worked on again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache

import msgspec
import structlog
from sqlalchemy import Select, bindparam, func, select, update

from model.message import Incoming
from storage import tables
from storage.among import as_parameter, is_among
from storage.room import Room
from storage.transaction import Found

_t = tables.inbox
_log = structlog.get_logger(__name__)


@cache
def _known_of(dialect: str) -> Select[tuple[str]]:
    return select(_t.c.update_id).where(
        _t.c.channel == bindparam("channel"), is_among(_t.c.update_id, dialect)
    )


class Inbox(Room):
    """One row an update, written in the transaction of its turn."""

    def known(self, updates: Sequence[Incoming]) -> set[tuple[str, str]]:
        """Those of the updates that have been received before, as (channel, update id)."""
        by_channel: dict[str, list[str]] = {}
        for one in updates:
            by_channel.setdefault(one.address.channel, []).append(one.update_id)
        statement = _known_of(self.tx.dialect)
        return {
            (channel, row["update_id"])
            for channel, ids in by_channel.items()
            for row in self.tx.prepared(
                statement, {"channel": channel, "keys": as_parameter(ids, self.tx.dialect)}
            )
        }

    def add(self, incoming: Incoming, *, error: str = "") -> None:
        """Note an update as done, or as poisoned with its traceback."""
        self.tx.insert(
            _t,
            {
                "channel": incoming.address.channel,
                "update_id": incoming.update_id,
                "chat": str(incoming.address),
                "at": incoming.at,
                "state": "poisoned" if error else "done",
                "payload": incoming,
                "error": error,
            },
        )

    def of_chat(self, chat: str, since: datetime) -> list[Incoming]:
        """What was said in a chat since a moment, oldest first (ids that are numbers, within one moment)."""
        columns = (_t.c.channel, _t.c.update_id, _t.c.payload)
        statement = select(*columns).where(_t.c.chat == chat, _t.c.at >= since)
        statement = statement.order_by(_t.c.at, func.length(_t.c.update_id), _t.c.update_id)
        return list(_readable(self.tx.rows(statement)))

    def poisoned(self, limit: int = 100) -> list[tuple[str, str, str]]:
        """Updates set aside, newest first: channel, update id, traceback."""
        statement = select(_t).where(_t.c.state == "poisoned").order_by(_t.c.at.desc()).limit(limit)
        return [(row["channel"], row["update_id"], row["error"]) for row in self.tx.rows(statement)]

    def forget(self, chat: str) -> None:
        """Empty what was said in a chat; the ids stay, so that nothing is worked on twice."""
        self.tx.execute(update(_t).where(_t.c.chat == chat).values(payload=None, error=""))


def _readable(rows: Iterable[Found]) -> Iterator[Incoming]:
    """What was said, but for what is emptied by now, or what another version wrote otherwise."""
    for row in rows:
        try:
            if row["payload"] is not None:
                yield msgspec.convert(row["payload"], Incoming)
        except msgspec.ValidationError:
            _log.exception("update_unreadable", channel=row["channel"], update_id=row["update_id"])
