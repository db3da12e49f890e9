"""A row as the standard wants it, with a note of what had to be said otherwise for that."""

from __future__ import annotations

import math
import re
import uuid
from typing import Any

from exchange.dataset import Dataset, Row, made_id
from exchange.extension import NAME, note
from exchange.hsds import OPEN_LINKS, TABLES, Field, Kind

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~-]+(?:%[0-9A-Fa-f]{2}[^\s]*)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*")
_FILLED = {"status": "active", "location_type": "physical", "address_type": "physical"}
"""What a required choice is when nobody has said; the note says that it was added."""
_EPOCH = "1970-01-01T00:00:00Z"


def strict(dataset: Dataset, row: Row, *, source: str, keep_ids: bool = True) -> dict[str, Any]:
    """The row's fields in the standard's order, then the note where there is something to note.

    ``source`` tells apart directories that count from 1 each. Without ``keep_ids`` the note leaves ids and
    links out, so that the UUIDs made here are the ids from then on. Fields of links to nowhere stay.
    """
    fields: dict[str, Any] = {}
    original: dict[str, Any] = {}
    added: list[str] = []
    table = TABLES[row.table]
    for name, field in table.fields.items():
        if name not in row.fields:
            if field.required:
                fields[name] = _FILLED.get(name, _empty(field))
                added.append(name)
            continue
        value = row.fields[name]
        target = _target(dataset, row, field)
        fitting = _fitting(field, value, f"{source}/{target}")
        if fitting is not None:
            fields[name] = fitting
        elif field.required:
            fields[name] = _FILLED.get(name, _empty(field))
        if fitting != value and (keep_ids or field.kind not in {Kind.ID, Kind.LINK}):
            original[name] = value
    original |= {name: value for name, value in row.fields.items() if name not in table.fields}
    remark = note(original, added)
    return {**fields, NAME: remark} if remark else fields


def fits(field: Field, value: Any) -> bool:  # noqa: ANN401 - a cell
    """Whether a value can be said in a field as the standard wants it."""
    return _fitting(field, value, "") is not None


def _target(dataset: Dataset, row: Row, field: Field) -> str:
    """The table whose row an id names."""
    if field.kind is Kind.ID:
        return row.table
    if field.kind is not Kind.LINK:
        return ""
    named = row.text(OPEN_LINKS[row.table][1]) if not field.target else field.target
    return dataset.target(row, field.name) or named


def _fitting(field: Field, value: Any, space: str) -> Any:  # noqa: ANN401 - a cell
    """The value as the field takes it; None when it does not."""
    if field.kind in {Kind.ID, Kind.LINK}:
        return _uuid(str(value), space)
    if field.kind is Kind.NUMBER:
        return _as_number(value)
    if isinstance(value, (dict, list)):
        return None
    text = str(value)
    if field.kind is Kind.CHOICE:
        low = text.strip().lower() if field.choices[0].islower() else text.strip().upper()
        return low if low in field.choices else None
    pattern = {Kind.EMAIL: _EMAIL, Kind.URI: _URI, Kind.MOMENT: _MOMENT}.get(field.kind)
    return text if pattern is None or pattern.fullmatch(text) else None


def _uuid(value: str, space: str) -> str:
    try:
        return value if str(uuid.UUID(value)) == value.lower() else made_id(space, value)
    except ValueError:
        return made_id(space, value)


def _as_number(value: Any) -> int | float | None:  # noqa: ANN401 - a cell
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value if math.isfinite(value) else None
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _empty(field: Field) -> str | int:
    if field.kind is Kind.NUMBER:
        return 0
    if field.kind is Kind.URI:
        return "about:blank"
    return _EPOCH if field.kind is Kind.MOMENT else ""
