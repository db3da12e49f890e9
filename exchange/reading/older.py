"""Rows of older HSDS and of Ohana, said in HSDS 3.1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exchange.dataset import Builder, Row
from exchange.finding import Finding, Severity
from exchange.hsds import TABLES
from exchange.reading.older_names import COLUMNS, DAYS, MOVED
from model.phrase import phrase

Fields = dict[str, Any]


def renamed(table: str, fields: Fields) -> Fields:
    """The fields with older names replaced, where the new one is free."""
    if table == "taxonomy_term" and "code" not in fields and "taxonomy_id" in fields:
        return _ohana_term(fields)
    found: Fields = {}
    for name, value in fields.items():
        new = COLUMNS.get((table, name), name)
        found[name if name in TABLES[table].fields or new in fields else new] = value
    return _weekday(found) if table == "schedule" else found


def _ohana_term(fields: Fields) -> Fields:
    """In Ohana's taxonomy parents and services name a term by its code: so that is its id here."""
    code = fields["taxonomy_id"]
    kept = {name: value for name, value in fields.items() if name not in {"id", "taxonomy_id"}}
    number = {"number": fields["id"]} if "id" in fields else {}
    return {"id": code, "code": code, **number, **kept}


def _weekday(fields: Fields) -> Fields:
    day = DAYS.get(str(fields.get("weekday", "")).strip().lower())
    if day is None or "byday" in fields:
        return fields
    kept = {name: value for name, value in fields.items() if name != "weekday"}
    return {**kept, "freq": kept.get("freq", "WEEKLY"), "byday": day}


def modernise(builder: Builder) -> None:
    """Move what HSDS 3 keeps in tables of its own there: languages, areas, places of service, terms."""
    for row in builder.dataset().rows:
        if row.table in TABLES:
            kept = dict(row.fields)
            _move_texts(builder, row, kept)
            for change in _CHANGES.get(row.table, ()):
                change(builder, row, kept)
            if kept != row.fields:
                builder.change(row, kept)


def _move_texts(builder: Builder, row: Row, kept: Fields) -> None:
    for (table, name), (child, link, field) in MOVED.items():
        if table == row.table and isinstance(kept.get(name), str):
            made = {"id": f"{row.table}:{row.id}:{name}", link: row.id, field: kept.pop(name)}
            builder.add(child, made, row.file, row.line)


def _place_of_service(builder: Builder, row: Row, kept: Fields) -> None:
    """Ohana's service stands at one location, and belongs to the organization of that location."""
    location = kept.pop("location_id", None)
    if location is None:
        return
    made = {"id": f"{row.id}@{location}", "service_id": row.id, "location_id": location}
    builder.add("service_at_location", made, row.file, row.line)
    place = builder.get("location", str(location))
    if "organization_id" not in kept and place and place.text("organization_id"):
        kept["organization_id"] = place.fields["organization_id"]


def _terms(builder: Builder, row: Row, kept: Fields) -> None:
    """Ohana's service names the codes of its terms in one cell."""
    codes = str(kept.get("taxonomy_ids", "")).replace(";", ",").split(",")
    by_code = builder.by_field("taxonomy_term", "code")
    found = [by_code.get(code.strip()) for code in codes if code.strip()]
    if not found or None in found:
        return
    del kept["taxonomy_ids"]
    for term in found:
        made = {
            "id": f"{row.id}#{term}",
            "link_id": row.id,
            "link_entity": "service",
            "taxonomy_term_id": term,
        }
        builder.add("attribute", made, row.file, row.line)


def _virtual(builder: Builder, row: Row, kept: Fields) -> None:
    """Ohana's location says with a flag that it is nowhere on earth."""
    flag = str(kept.get("virtual", "")).lower()
    if flag in {"true", "false"} and "location_type" not in kept:
        kept["location_type"] = "virtual" if flag == "true" else "physical"
        del kept["virtual"]
        builder.tell(
            Finding(Severity.REMARK, "older.virtual", phrase("exchange.virtual"), row.file, row.line)
        )


_CHANGES: dict[str, tuple[Callable[[Builder, Row, Fields], None], ...]] = {
    "service": (_place_of_service, _terms),
    "location": (_virtual,),
}
