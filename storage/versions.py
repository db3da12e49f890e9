"""What processes keep in memory, and how they notice that another one has changed it."""

from __future__ import annotations

from sqlalchemy import select

from storage import tables
from storage.room import Room
from storage.transaction import insert_on_conflict

_t = tables.counter
_PREFIX = "version "

DIRECTORY = "directory"
"""Places, organizations and services."""

STAFF = "staff"
"""The names of staff."""


class Versions(Room):
    """One number a thing kept in memory; it grows in the transaction that changes the thing."""

    def of(self, name: str) -> int:
        """The version now; 0 when it was never changed."""
        return int(self.tx.value(select(_t.c.value).where(_t.c.name == _PREFIX + name)) or 0)

    def advance(self, name: str) -> None:
        """Have every process read it anew."""
        first = insert_on_conflict(_t, self.tx.dialect).values(name=_PREFIX + name, value=1)
        self.tx.execute(first.on_conflict_do_update(index_elements=["name"], set_={"value": _t.c.value + 1}))
