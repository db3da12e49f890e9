"""Giving the directory out: what was imported as it was said, what was changed or entered here on top."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from exchange.dataset import Dataset, Row, made_id
from exchange.writing.own import PARTS, Names, organization_rows, overlaid, service_rows, shared_rows
from handlers.directory.comparing import changed
from model.organization import Organization, Service
from storage.records import Record
from storage.unit import Unit

OWN = "linli"
"""The source of what was entered here."""


def collect(unit: Unit, now: datetime, source: str | None = None) -> list[tuple[str, Dataset]]:
    """The directories by the name of their source; only one of them with ``source``."""
    organizations = {one.id: one for one in unit.organizations.all()}
    services = {one.id: one for one in unit.organizations.services()}
    names = {place.code: place.zh for place in unit.places.all()}
    found: list[tuple[str, Dataset]] = []
    taken: set[int] = set()
    for name in unit.records.sources():
        records = list(unit.records.of(name).values())
        taken |= {record.subject_id for record in records if record.subject_id is not None}
        if source in {None, name}:
            found.append((name, _imported(_there(records), organizations, services, names, now)))
    own = [one for one in organizations.values() if one.id not in taken]
    if own and source in {None, OWN}:
        found.append((OWN, _own(own, services.values(), names, now)))
    return [(name, dataset) for name, dataset in found if dataset.rows]


def _there(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record.gone_at is None and record.data]


def _imported(
    records: list[Record],
    organizations: dict[int, Organization],
    services: dict[int, Service],
    names: Names,
    now: datetime,
) -> Dataset:
    """The rows as they were said, with what was changed here since."""
    rows = [Row(record.entity, record.data) for record in records]
    redone: dict[tuple[str, str], list[Row]] = {}
    touched: list[Service] = []
    for place, record in enumerate(records):
        here = organizations.get(record.subject_id or 0) or services.get(record.subject_id or 0)
        news = changed(here, record.mapped) if here is not None else set()
        if here is None or not news:
            continue
        rows[place] = overlaid(rows[place], here, news)
        if isinstance(here, Service):
            touched.append(here)
            for (name, table), make in PARTS.items():
                if name in news:
                    redone[table, record.external_id] = make(here, record.external_id, names, now)
    kept = [row for row in rows if (row.table, _service_of(row)) not in redone]
    shared = shared_rows(touched) if redone else []
    fresh = {(row.table, row.id): row for part in (*redone.values(), shared) for row in part}
    return Dataset((*(row for row in kept if (row.table, row.id) not in fresh), *fresh.values()))


def _service_of(row: Row) -> str:
    return row.text("link_id" if row.table == "attribute" else "service_id")


def _own(
    organizations: Iterable[Organization], services: Iterable[Service], names: Names, now: datetime
) -> Dataset:
    """What was entered here."""
    ids = {one.id: made_id(OWN, "organization", str(one.id)) for one in organizations}
    offered = [one for one in services if one.organization_id in ids]
    rows = [row for one in organizations for row in organization_rows(one, ids[one.id])]
    for one in offered:
        row_id = made_id(OWN, "service", str(one.id))
        rows += service_rows(one, row_id, ids[one.organization_id], names, now)
    return Dataset((*rows, *shared_rows(offered)))
