"""Neighbours who joined a need instead of filing another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from model.following import Follower, actor
from storage import tables
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.follower
_entry = tables.entry
_attachment = tables.attachment


class Followers(Room):
    """One row a neighbour and need."""

    def add(self, follower: Follower) -> None:
        """Join; joined twice is joined once."""
        self.tx.upsert(_t, dump(follower))

    def get(self, need_id: int, person_id: int) -> Follower | None:
        """One neighbour's row."""
        row = self.tx.row(select(_t).where(_t.c.need_id == need_id, _t.c.person_id == person_id))
        return load(Follower, row) if row else None

    def of_need(self, need_id: int) -> list[Follower]:
        """Who follows a need, the first to join first."""
        statement = select(_t).where(_t.c.need_id == need_id).order_by(_t.c.at, _t.c.person_id)
        return [load(Follower, row) for row in self.tx.rows(statement)]

    def of_person(self, person_id: int) -> list[Follower]:
        """What a resident follows, the newest first."""
        statement = select(_t).where(_t.c.person_id == person_id).order_by(_t.c.at.desc(), _t.c.need_id)
        return [load(Follower, row) for row in self.tx.rows(statement)]

    def of_origin(self, origin_id: int) -> list[Follower]:
        """Who came with a need that staff joined to another."""
        statement = select(_t).where(_t.c.origin_id == origin_id).order_by(_t.c.at, _t.c.person_id)
        return [load(Follower, row) for row in self.tx.rows(statement)]

    def of_needs(self, need_ids: Sequence[int]) -> list[Follower]:
        """Who follows any of these needs."""
        found = [load(Follower, row) for row in self.tx.by_keys(_t, "need_id", need_ids)]
        return sorted(found, key=lambda one: (one.need_id, one.at, one.person_id))

    def counts(self, need_ids: Sequence[int]) -> dict[int, int]:
        """How many follow each of these needs; needs without followers are left out."""
        return dict(Counter(row["need_id"] for row in self.tx.by_keys(_t, "need_id", need_ids)))

    def change(self, follower: Follower, **changes: Any) -> None:  # noqa: ANN401 - fields of Follower
        """Change fields."""
        key = {"need_id": follower.need_id, "person_id": follower.person_id}
        self.tx.update(_t, key, plain(changes))

    def remove(self, need_id: int, person_id: int) -> None:
        """Leave; what the neighbour wrote into the need's story goes, too."""
        self.tx.execute(_t.delete().where(_t.c.need_id == need_id, _t.c.person_id == person_id))
        self._unsay(person_id, need_id)
        self.tx.execute(
            _attachment.delete().where(_attachment.c.need_id == need_id, _attachment.c.person_id == person_id)
        )

    def unlink(self, follower: Follower) -> None:
        """Take the row away, and nothing else: staff part what they had joined."""
        mine = (_t.c.need_id == follower.need_id, _t.c.person_id == follower.person_id)
        self.tx.execute(_t.delete().where(*mine))

    def ask_again(self, need_id: int) -> None:
        """It was called done anew: what they said before no longer counts."""
        again = update(_t).where(_t.c.need_id == need_id)
        self.tx.execute(again.values(answer="", answered_at=None))

    def forget_person(self, person_id: int) -> None:
        """Delete everything a resident said as a neighbour; that somebody followed is not kept either."""
        self._unsay(person_id)
        self.tx.execute(_attachment.delete().where(_attachment.c.person_id == person_id))
        self.tx.execute(_t.delete().where(_t.c.person_id == person_id))

    def _unsay(self, person_id: int, need_id: int | None = None) -> None:
        """Lines by a neighbour stay as lines of somebody whom nobody can name."""
        mine = [_entry.c.actor == actor(person_id)]
        if need_id is not None:
            mine.append(_entry.c.need_id == need_id)
        self.tx.execute(update(_entry).where(*mine).values(data="{}", actor="follower"))
