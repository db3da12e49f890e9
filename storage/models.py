"""What the understanding has learnt here: a few models, each with the moment it was last taken into use.

They lie in the database, so that every process on every machine takes the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from storage import tables
from storage.room import Room
from storage.transaction import Found, insert_on_conflict

_t = tables.learnt_model
_SMALL = (_t.c.number, _t.c.trained_at, _t.c.activated_at, _t.c.about)
KEPT = 5
"""So many of the latest stay to go back to."""
_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model without its content. ``about`` is the header that learning wrote, as JSON."""

    number: int
    trained_at: datetime
    activated_at: datetime | None
    about: str


class Models(Room):
    """One row a model."""

    def add(self, trained_at: datetime, about: str, content: bytes) -> int:
        """Keep a model; gives back its number. It is not in use before it is activated."""
        counter = tables.counter
        first = insert_on_conflict(counter, self.tx.dialect).values(name="model", value=1)
        following = first.on_conflict_do_update(index_elements=["name"], set_={"value": counter.c.value + 1})
        number = int(self.tx.returning(following.returning(counter.c.value)))
        row = {"number": number, "trained_at": trained_at, "activated_at": None, "about": about}
        self.tx.insert(_t, {**row, "content": content})
        return number

    def activate(self, number: int, at: datetime) -> bool:
        """Take a model into use; False when there is none of this number. The oldest beyond a few go.

        Later than any before it, also by a clock that is behind the one of another machine.
        """
        last = self.tx.value(select(func.max(_t.c.activated_at)))
        at = at if last is None else max(at, last + _TICK)
        done = self.tx.execute(update(_t).where(_t.c.number == number).values(activated_at=at))
        latest = select(_t.c.number).order_by(_t.c.activated_at.desc().nulls_last(), _t.c.number.desc())
        kept = [row["number"] for row in self.tx.rows(latest.limit(KEPT))]
        self.tx.execute(_t.delete().where(_t.c.number.not_in(kept)))
        return done > 0

    def in_use(self) -> Learnt | None:
        """The one that was activated last; None when none ever was."""
        statement = select(*_SMALL).where(_t.c.activated_at.is_not(None))
        row = self.tx.row(statement.order_by(_t.c.activated_at.desc(), _t.c.number.desc()).limit(1))
        return _learnt(row) if row else None

    def all(self) -> list[Learnt]:
        """Every model, the newest first."""
        return [_learnt(row) for row in self.tx.rows(select(*_SMALL).order_by(_t.c.number.desc()))]

    def content(self, number: int) -> bytes | None:
        """A model's bytes."""
        found = self.tx.value(select(_t.c.content).where(_t.c.number == number))
        return None if found is None else bytes(found)


def _learnt(row: Found) -> Learnt:
    return Learnt(row["number"], row["trained_at"], row["activated_at"], row["about"])
