"""Charity resources and their use."""

from __future__ import annotations

from sqlalchemy import select

from model.resource import Allocation, Pledge, Resource
from storage import tables
from storage.room import Room
from storage.rows import dump, load


class Resources(Room):
    """What donors offer."""

    def add(self, resource: Resource) -> None:
        """A new resource, or a new version of a known one."""
        self.tx.upsert(tables.resource, dump(resource))

    def all(self) -> list[Resource]:
        """What is offered now."""
        statement = select(tables.resource).where(tables.resource.c.active.is_(True))
        return [load(Resource, row) for row in self.tx.rows(statement.order_by(tables.resource.c.id))]

    def pledge(self, pledge: Pledge) -> None:
        """A promise."""
        self.tx.insert(tables.pledge, dump(pledge))

    def allocate(self, allocation: Allocation) -> None:
        """A use for a need."""
        self.tx.insert(tables.allocation, dump(allocation))
