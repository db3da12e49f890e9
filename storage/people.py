"""Residents."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from model.person import Person
from storage import tables
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.person


class People(Room):
    """One row a resident."""

    def add(self, person: Person) -> None:
        """A new resident."""
        self.tx.insert(_t, dump(person))

    def get(self, person_id: int) -> Person | None:
        """A resident by id."""
        return self.load([person_id]).get(person_id)

    def load(self, ids: list[int]) -> dict[int, Person]:
        """Several residents by id."""
        return {one.id: one for one in self.tx.objects(Person, _t, "id", ids)}

    def by_phone(self, phone: str) -> Person | None:
        """The resident who gave this number last."""
        statement = select(_t).where(_t.c.phone == phone, _t.c.forgotten_at.is_(None))
        row = self.tx.row(statement.order_by(_t.c.id.desc()).limit(1)) if phone else None
        return load(Person, row) if row else None

    def change(self, person_id: int, **changes: object) -> None:
        """Change some fields."""
        self.tx.update(_t, {"id": person_id}, plain(changes))

    def of_community(self, community: str) -> list[int]:
        """Ids of those who live in a community, consented and want messages."""
        statement = select(_t.c.id).where(
            _t.c.community == community,
            _t.c.consent_at.is_not(None),
            _t.c.stopped.is_(False),
            _t.c.forgotten_at.is_(None),
        )
        return [row["id"] for row in self.tx.rows(statement.order_by(_t.c.id))]

    def forget(self, person_id: int, now: datetime) -> None:
        """Delete everything personal; the row stays as a number, so that counts stay true."""
        self.change(
            person_id,
            name="",
            phone="",
            address="",
            grid=None,
            stopped=True,
            forgotten_at=now,
            consent_at=None,
            sensitive_consent_at=None,
        )
