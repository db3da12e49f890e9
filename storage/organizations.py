"""Organizations, their services and disclosures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from model.organization import Disclosure, Organization, Service
from storage import tables
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.organization
_service = tables.service
_disclosure = tables.disclosure


class Organizations(Room):
    """The directory. ``changed`` says that this transaction has, so that it is read anew everywhere."""

    changed = False

    def add(self, organization: Organization) -> None:
        """A new organization, or a new version of a known one."""
        self.changed = True
        self.tx.upsert(_t, dump(organization))

    def add_service(self, service: Service) -> None:
        """A new service, or a new version of a known one."""
        self.changed = True
        self.tx.upsert(_service, dump(service))

    def disclose(self, disclosure: Disclosure) -> None:
        """Publish a year's figures."""
        self.tx.upsert(_disclosure, dump(disclosure))

    def all(self) -> list[Organization]:
        """Every organization, by id."""
        return [load(Organization, row) for row in self.tx.rows(select(_t).order_by(_t.c.id))]

    def get(self, organization_id: int) -> Organization | None:
        """By id."""
        row = self.tx.row(select(_t).where(_t.c.id == organization_id))
        return load(Organization, row) if row else None

    def services(self, organization_id: int | None = None) -> list[Service]:
        """Every service, or those of one organization."""
        statement = select(_service).order_by(_service.c.id)
        if organization_id is not None:
            statement = statement.where(_service.c.organization_id == organization_id)
        return [load(Service, row) for row in self.tx.rows(statement)]

    def disclosures(self, organization_id: int) -> list[Disclosure]:
        """Published figures, newest first."""
        statement = select(_disclosure).where(_disclosure.c.organization_id == organization_id)
        rows = self.tx.rows(statement.order_by(_disclosure.c.year.desc()))
        return [load(Disclosure, row) for row in rows]

    def change(self, organization_id: int, **changes: Any) -> None:  # noqa: ANN401 - fields of Organization
        """Change fields."""
        self.changed = True
        self.tx.update(_t, {"id": organization_id}, plain(changes))
