"""Does a directory follow HSDS 3.1: what is missing, malformed, or leads nowhere. Nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from exchange.dataset import Dataset, Row
from exchange.finding import Finding, Severity
from exchange.hsds import OPEN_LINKS, TABLES, Field, Kind
from exchange.writing.strict import fits
from model.phrase import Phrase, phrase

_DATES = frozenset(
    {"valid_from", "valid_to", "dtstart", "until", "assured_date", "last_action_date"},
)
_TIMES = frozenset({"opens_at", "closes_at"})
_TIME = re.compile(r"([01]?\d|2[0-4]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:?\d\d)?")
_WHAT = {
    Kind.NUMBER: "exchange.no_number_value",
    Kind.EMAIL: "exchange.no_email",
    Kind.URI: "exchange.no_uri",
    Kind.MOMENT: "exchange.no_moment",
}


def check(dataset: Dataset) -> tuple[Finding, ...]:
    """Everything that is not as HSDS 3.1 wants it, row by row."""
    return tuple(finding for row in dataset.rows if row.table in TABLES for finding in _row(dataset, row))


def _row(dataset: Dataset, row: Row) -> Iterator[Finding]:
    fields = TABLES[row.table].fields
    for name, field in fields.items():
        if name in row.fields:
            yield from _value(dataset, row, field)
        elif field.required:
            yield _finding(row, name, Severity.WARNING, "value.missing", phrase("exchange.missing"))
    for name in row.fields.keys() - fields.keys():
        words = phrase("exchange.unknown_field")
        yield _finding(row, name, Severity.REMARK, "field.unknown", words)


def _value(dataset: Dataset, row: Row, field: Field) -> Iterator[Finding]:
    value = row.fields[field.name]
    if field.kind is Kind.LINK:
        if not dataset.target(row, field.name):
            target = field.target or row.text(OPEN_LINKS[row.table][1]) or "row of any table"
            yield _finding(
                row,
                field.name,
                Severity.ERROR,
                "link.nowhere",
                phrase("exchange.no_target", target=target, value=value),
            )
    elif field.kind is Kind.CHOICE and not fits(field, value):
        words = phrase("exchange.choice", value=repr(value), choices=", ".join(field.choices))
        yield _finding(row, field.name, Severity.ERROR, "value.choice", words)
    elif field.kind in _WHAT and not fits(field, value):
        code = f"value.{field.kind.value}"
        yield _finding(row, field.name, Severity.WARNING, code, phrase(_WHAT[field.kind], value=repr(value)))
    elif field.name in _DATES and not _is_date(str(value)):
        words = phrase("exchange.no_date", value=repr(value))
        yield _finding(row, field.name, Severity.WARNING, "value.date", words)
    elif field.name in _TIMES and not _TIME.fullmatch(str(value).strip()):
        words = phrase("exchange.no_time", value=repr(value))
        yield _finding(row, field.name, Severity.WARNING, "value.time", words)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text.strip()[:10])
    except ValueError:
        return False
    return True


def _finding(row: Row, column: str, severity: Severity, code: str, words: Phrase) -> Finding:
    return Finding(severity, code, words, row.file, row.line, f"{row.table}.{column}")
