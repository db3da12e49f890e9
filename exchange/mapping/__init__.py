"""From a directory's rows to the model's organizations and services."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exchange.dataset import Dataset, Row
from exchange.finding import Finding, Severity
from exchange.mapping.areas import Gazetteer
from exchange.mapping.organizations import organization, unnamed
from exchange.mapping.services import service
from model.organization import Organization, Service
from model.phrase import phrase
from model.place import Place

__all__ = ["Mapped", "to_model"]


@dataclass(frozen=True, slots=True)
class Mapped:
    """Organizations and services without ids of ours: ``external_id`` tells them apart.

    A service comes with the external id of its organization. ``findings`` say what could not be used.
    """

    organizations: tuple[Organization, ...]
    services: tuple[tuple[str, Service], ...]
    findings: tuple[Finding, ...]


def to_model(dataset: Dataset, places: Iterable[Place], today: date) -> Mapped:
    """Every organization and every service of the directory.

    A service whose organization is not in the directory gets an unnamed, suspended one; a service without
    a category stays without: it is shown, and matched with nothing.
    """
    gazetteer = Gazetteer(places)
    findings: list[Finding] = []
    organizations = {row.id: organization(dataset, row) for row in dataset.table("organization")}
    services = []
    for row in dataset.table("service"):
        owner = row.text("organization_id")
        if owner not in organizations:
            organizations[owner] = unnamed(owner)
        if dataset.get("organization", owner) is None:
            findings.append(_orphan(row, owner))
        found, remarks = service(dataset, row, gazetteer, today)
        services.append((owner, found))
        findings += remarks
    return Mapped(tuple(organizations.values()), tuple(services), tuple(findings))


def _orphan(row: Row, owner: str) -> Finding:
    words = phrase("exchange.orphan", owner=owner) if owner else phrase("exchange.ownerless")
    column = "service.organization_id"
    return Finding(Severity.WARNING, "service.orphan", words, row.file, row.line, column)
