"""The tree of places."""

from __future__ import annotations

from sqlalchemy import select

from model.place import Place
from storage import tables
from storage.room import Room
from storage.rows import dump, load

_t = tables.place


class Places(Room):
    """One row a place. ``changed`` says that this transaction has, so that they are read anew everywhere."""

    changed = False

    def add(self, place: Place) -> None:
        """A new place, or a new version of a known one."""
        self.changed = True
        self.tx.upsert(_t, dump(place))

    def all(self) -> list[Place]:
        """Every place, by code."""
        return [load(Place, row) for row in self.tx.rows(select(_t).order_by(_t.c.code))]
