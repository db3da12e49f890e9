"""Charity resources and their use."""

from __future__ import annotations

from sqlalchemy import func, select

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

    def allocated(self) -> dict[int, int]:
        """How much of each resource is given away."""
        used = tables.allocation
        statement = select(used.c.resource_id, func.sum(used.c.quantity).label("used"))
        rows = self.tx.rows(statement.group_by(used.c.resource_id))
        return {row["resource_id"]: int(row["used"]) for row in rows}

    def left(self, resource_id: int) -> int:
        """How much of a resource is not given away; who else would give it waits until we have."""
        here, used = tables.resource, tables.allocation
        there = self.tx.value(self.held(select(here.c.quantity).where(here.c.id == resource_id)))
        given = select(func.coalesce(func.sum(used.c.quantity), 0)).where(used.c.resource_id == resource_id)
        return int(there or 0) - int(self.tx.value(given))

    def pledge(self, pledge: Pledge) -> None:
        """A promise."""
        self.tx.insert(tables.pledge, dump(pledge))

    def release(self, allocation_id: int) -> None:
        """What was reserved is free again."""
        self.tx.execute(tables.allocation.delete().where(tables.allocation.c.id == allocation_id))

    def get(self, resource_id: int) -> Resource | None:
        """By id."""
        row = self.tx.row(select(tables.resource).where(tables.resource.c.id == resource_id))
        return load(Resource, row) if row else None

    def allocate(self, allocation: Allocation) -> None:
        """A use for a need."""
        self.tx.insert(tables.allocation, dump(allocation))
