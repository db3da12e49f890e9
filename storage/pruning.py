"""Finding and deleting what has been kept long enough, a bounded number of rows at a time.

Rows are walked by keys that grow with time, from the oldest on, so that a batch looks only at what it takes
away or passes over, never at the whole table.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, literal_column, select, tuple_

from model.need import NeedState
from storage import tables
from storage.among import as_parameter, is_among
from storage.room import Room
from storage.transaction import Found

_inbox = tables.inbox
_outbox = tables.outbox
_need = tables.need
_chat = tables.chat
_person = tables.person
_audit = tables.audit
_attachment = tables.attachment
_follower = tables.follower
_OPEN = frozenset(state.value for state in NeedState if state.is_open and state is not NeedState.RESOLVED)


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a batch came to: how many went (or would go), and where the next one goes on."""

    count: int
    next: str | None
    """None when nothing is left to look at."""
    keys: tuple[str, ...] = ()
    """Of what is still to be done by the caller."""


class Pruning(Room):
    """One method a kind of thing; ``look`` only says what would go."""

    def inbox(self, before: datetime, limit: int, *, look: bool) -> Pruned:
        """Updates received before a moment, the oldest first. Looking tells of all at once."""
        key = tuple_(_inbox.c.channel, _inbox.c.update_id)
        if look:
            many = self.tx.value(select(func.count()).select_from(_inbox).where(_inbox.c.at < before))
            return Pruned(int(many), None)
        oldest = select(_inbox.c.channel, _inbox.c.update_id).where(_inbox.c.at < before)
        many = self.tx.execute(delete(_inbox).where(key.in_(oldest.order_by(_inbox.c.at).limit(limit))))
        return Pruned(many, "" if many >= limit else None)

    def outbox(self, before: datetime, after: int, limit: int, *, look: bool) -> Pruned:
        """Messages written before a moment that nobody has to send any more."""
        statement = select(_outbox.c.id, _outbox.c.at, _outbox.c.state).where(_outbox.c.id > after)
        rows = self.tx.rows(statement.order_by(_outbox.c.id).limit(limit))
        gone = [row["id"] for row in rows if row["at"] < before and row["state"] != "waiting"]
        return self._deleted(_outbox, gone, _next(rows, "at", before, limit), look=look)

    def audits(self, before: datetime, after: int, limit: int, *, look: bool) -> Pruned:
        """Records of looks and changes made before a moment."""
        statement = select(_audit.c.id, _audit.c.at).where(_audit.c.id > after)
        rows = self.tx.rows(statement.order_by(_audit.c.id).limit(limit))
        gone = [row["id"] for row in rows if row["at"] < before]
        return self._deleted(_audit, gone, _next(rows, "at", before, limit), look=look)

    def strangers(self, before: datetime, after: str, limit: int, *, look: bool) -> Pruned:
        """Chats without a resident or staff behind them, last used before a moment."""
        statement = select(_chat.c.chat, _chat.c.seen_at).where(
            _chat.c.person_id.is_(None), _chat.c.staff_id.is_(None), _chat.c.chat > after
        )
        rows = self.tx.rows(statement.order_by(_chat.c.chat).limit(limit))
        gone = [row["chat"] for row in rows if row["seen_at"] < before]
        following = rows[-1]["chat"] if len(rows) == limit else None
        if gone and not look:
            statement_ = delete(_chat).where(_chat.c.chat.in_(gone), _chat.c.seen_at < before)
            self.tx.execute(statement_.where(_chat.c.person_id.is_(None), _chat.c.staff_id.is_(None)))
        return Pruned(len(gone), following)

    def ended_needs(self, before: datetime, after: int, limit: int) -> Pruned:
        """Needs that ended before a moment and still have their words, found by an index of only these."""
        ended = func.coalesce(_need.c.closed_at, _need.c.resolved_at, _need.c.created_at).label("ended")
        statement = select(_need.c.id, _need.c.created_at, ended).where(
            literal_column("state IN ('closed', 'withdrawn', 'resolved') AND text <> ''"), _need.c.id > after
        )
        rows = self.tx.rows(statement.order_by(_need.c.id).limit(limit))
        gone = tuple(str(row["id"]) for row in rows if row["ended"] < before)
        return Pruned(len(gone), _next(rows, "created_at", before, limit), gone)

    def gone_people(self, before: datetime, after: int, limit: int) -> Pruned:
        """Residents who came, last spoke and last asked before a moment, and have nothing open.

        What they follow with neighbours counts as theirs.
        """
        statement = select(_person.c.id, _person.c.created_at, _person.c.forgotten_at)
        rows = self.tx.rows(statement.where(_person.c.id > after).order_by(_person.c.id).limit(limit))
        old = [row["id"] for row in rows if row["created_at"] < before and row["forgotten_at"] is None]
        gone = sorted(set(old) - self._lately_here(old, before)) if old else []
        return Pruned(len(gone), _next(rows, "created_at", before, limit), tuple(map(str, gone)))

    def attached(self, names: Collection[str]) -> set[str]:
        """Those of the files that a need has."""
        statement = select(_attachment.c.ref).where(is_among(_attachment.c.ref, self.tx.dialect))
        rows = self.tx.rows(statement, {"keys": as_parameter(names, self.tx.dialect)})
        return {row["ref"] for row in rows}

    def _lately_here(self, people: Sequence[int], before: datetime) -> set[int]:
        keys = {"keys": as_parameter(people, self.tx.dialect)}
        chats = select(_chat.c.person_id).where(
            is_among(_chat.c.person_id, self.tx.dialect), _chat.c.seen_at >= before
        )
        needs = select(_need.c.person_id).where(
            is_among(_need.c.person_id, self.tx.dialect),
            _need.c.state.in_(_OPEN)
            | (func.coalesce(_need.c.closed_at, _need.c.resolved_at, _need.c.created_at) >= before),
        )
        followed = (
            select(_follower.c.person_id)
            .join(_need, _need.c.id == _follower.c.need_id)
            .where(is_among(_follower.c.person_id, self.tx.dialect), _need.c.state.in_(_OPEN))
        )
        found = (*self.tx.rows(chats, keys), *self.tx.rows(needs, keys), *self.tx.rows(followed, keys))
        return {row["person_id"] for row in found}

    def _deleted(self, table: Table, ids: Sequence[int], following: str | None, *, look: bool) -> Pruned:
        if ids and not look:
            self.tx.execute(delete(table).where(table.c.id.in_(ids)))
        return Pruned(len(ids), following)


def _next(rows: Sequence[Found], moment: str, before: datetime, limit: int) -> str | None:
    """The key to go on from; None when the rows have ended, or are too young from here on."""
    last: Any = rows[-1] if len(rows) == limit else None
    return None if last is None or last[moment] >= before else str(last["id"])
