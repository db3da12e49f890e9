"""Our own organizations and services as rows of HSDS: those entered here, and what was changed here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from exchange.dataset import Row, made_id
from model.organization import Organization, Service
from model.taxonomy import category

Names = Mapping[str, str]
"""Names of places by their code."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TAXONOMY_ID = made_id("taxonomy", "linli")
UNIT_ID = made_id("unit", "needs")


def organization_rows(one: Organization, row_id: str) -> list[Row]:
    """An organization with its telephone and its place."""
    rows = [_row("organization", id=row_id, **organization_fields(one))]
    link = {"organization_id": row_id}
    if one.founded_on:
        rows[0] = _row("organization", **rows[0].fields, year_incorporated=one.founded_on.year)
    if one.phone:
        rows.append(_row("phone", id=made_id(row_id, "phone"), number=one.phone, **link))
    if one.address or one.latitude is not None:
        place = made_id(row_id, "location")
        point = {"latitude": one.latitude, "longitude": one.longitude}
        rows.append(_row("location", id=place, location_type="physical", name=one.zh, **point, **link))
        if one.address:
            address = {"address_1": one.address, "country": "CN", "address_type": "physical"}
            rows.append(_row("address", id=made_id(row_id, "address"), location_id=place, **address))
    return rows


def organization_fields(one: Organization) -> dict[str, str]:
    """The organization's own columns, by the model's field they are made of where names differ."""
    return {
        "name": one.zh,
        "alternate_name": one.en if one.en != one.zh else "",
        "description": one.description_zh or one.description_en,
        "email": one.email,
        "website": one.website,
    }


def service_fields(one: Service) -> dict[str, str]:
    """The service's own columns."""
    return {
        "name": one.zh,
        "alternate_name": one.en if one.en != one.zh else "",
        "description": one.description_zh or one.description_en,
        "status": "active" if one.active else "inactive",
        "fees_description": one.fee,
        "audience": ", ".join(one.audience),
    }


def service_rows(one: Service, row_id: str, owner: str, names: Names, now: datetime) -> list[Row]:
    """A service with its areas, hours, languages, capacity and categories."""
    rows = [_row("service", id=row_id, organization_id=owner, **service_fields(one))]
    return [*rows, *(row for make in PARTS.values() for row in make(one, row_id, names, now))]


def shared_rows(services: Collection[Service]) -> list[Row]:
    """What the rows of services refer to: our taxonomy with the terms that are used, the unit of capacity."""
    codes = sorted({code for one in services for code in one.categories})
    rows = [_term(code) for code in codes]
    if rows:
        words = "Categories of needs"
        rows.append(_row("taxonomy", id=TAXONOMY_ID, name="Linli", description=words, version="1"))
    if any(one.capacity is not None for one in services):
        rows.append(_row("unit", id=UNIT_ID, name="need"))
    return rows


def _term(code: str) -> Row:
    node = category(code)
    words = {"name": node.zh, "description": node.description_zh, "language": "zh"}
    return _row("taxonomy_term", id=term_id(code), code=code, taxonomy_id=TAXONOMY_ID, **words)


def term_id(code: str) -> str:
    """The id of a category as a term."""
    return made_id("taxonomy_term", code)


def _areas(one: Service, row_id: str, names: Names, now: datetime) -> list[Row]:
    del now
    return [
        _row("service_area", id=made_id(row_id, "area", code), service_id=row_id, name=names.get(code, code))
        for code in one.area
    ]


def _schedules(one: Service, row_id: str, names: Names, now: datetime) -> list[Row]:
    """A row for each span of hours, with all its days."""
    del names, now
    spans: dict[tuple[str, str], list[str]] = {}
    for opening in one.openings:
        span = (f"{opening.opens:%H:%M}", f"{opening.closes:%H:%M}")
        spans.setdefault(span, []).append(_DAYS[opening.weekday])
    return [
        _row(
            "schedule",
            id=made_id(row_id, "schedule", *span),
            service_id=row_id,
            freq="WEEKLY",
            byday=",".join(days),
            opens_at=span[0],
            closes_at=span[1],
        )
        for span, days in spans.items()
    ]


def _languages(one: Service, row_id: str, names: Names, now: datetime) -> list[Row]:
    del names, now
    return [
        _row("language", id=made_id(row_id, "language", code), service_id=row_id, code=code)
        for code in one.languages
    ]


def _capacity(one: Service, row_id: str, names: Names, now: datetime) -> list[Row]:
    del names
    if one.capacity is None:
        return []
    amounts = {"available": one.capacity, "maximum": one.capacity, "updated": f"{now:%Y-%m-%dT%H:%M:%SZ}"}
    return [
        _row(
            "service_capacity", id=made_id(row_id, "capacity"), service_id=row_id, unit_id=UNIT_ID, **amounts
        )
    ]


def _categories(one: Service, row_id: str, names: Names, now: datetime) -> list[Row]:
    del names, now
    return [
        _row(
            "attribute",
            id=made_id(row_id, "category", code),
            link_id=row_id,
            link_entity="service",
            taxonomy_term_id=term_id(code),
        )
        for code in one.categories
    ]


PARTS: dict[tuple[str, str], Callable[[Service, str, Names, datetime], list[Row]]] = {
    ("area", "service_area"): _areas,
    ("openings", "schedule"): _schedules,
    ("languages", "language"): _languages,
    ("capacity", "service_capacity"): _capacity,
    ("categories", "attribute"): _categories,
}
"""(A service's field, the table its rows are in): how they are made."""


def overlaid(row: Row, one: Organization | Service, changed: Collection[str]) -> Row:
    """A row with what was changed here; ``changed`` names the model's fields."""
    own = organization_fields(one) if isinstance(one, Organization) else service_fields(one)
    made_of = {"name": "zh", "alternate_name": "en", "description": "description_zh", "status": "active"}
    made_of |= {"fees_description": "fee"}
    fresh = {name: text for name, text in own.items() if made_of.get(name, name) in changed}
    kept = {**row.fields, **fresh}
    return Row(row.table, {name: value for name, value in kept.items() if value != ""})


def _row(table: str, **fields: object) -> Row:
    return Row(table, {name: value for name, value in fields.items() if value not in ("", None)})
