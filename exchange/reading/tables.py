"""HSDS in tables, of version 3, 2, 1 or Ohana's: one CSV file a table, or one JSON file with lists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from exchange.dataset import Builder
from exchange.extension import NAME, restore
from exchange.finding import Finding, Refused, Severity
from exchange.hsds import TABLES, Kind
from exchange.reading.older import renamed
from exchange.reading.older_names import FILES
from exchange.reading.sheet import read_csv
from exchange.writing.formula import unguarded
from model.phrase import phrase

_BY_FILE = {table.file: table.name for table in TABLES.values()} | {name: name for name in TABLES}
Numbered = Iterable[tuple[int, Mapping[str, Any]]]


def read_files(builder: Builder, files: Mapping[str, bytes]) -> None:
    """Every CSV file's rows; other files are told of. Refused when one cannot be read."""
    guarded = _is_guarded(builder, files)
    for name in sorted(files, key=_order):
        if not name.lower().endswith(".csv"):
            if name.lower() != "datapackage.json":
                words = phrase("exchange.no_table")
                builder.tell(Finding(Severity.REMARK, "file.other", words, name))
            continue
        if not files[name].strip():
            builder.tell(Finding(Severity.REMARK, "file.empty", phrase("exchange.empty"), name))
            continue
        sheet = read_csv(name, files[name])
        builder.findings.extend(sheet.findings)
        rows = [(number, _unguard(cells) if guarded else cells) for number, cells in sheet.rows]
        add_table(builder, name, sheet.columns, rows)


def add_table(builder: Builder, file: str, columns: Iterable[str], rows: Numbered) -> None:
    """Rows as they were written, into the table that the file's name means."""
    stem = file.lower().removesuffix(".csv").rpartition("/")[2]
    table, always = _table(stem, columns)
    if table not in TABLES:
        words = phrase("exchange.unknown_table")
        builder.tell(Finding(Severity.WARNING, "table.unknown", words, file))
    for number, cells in rows:
        fields = restore(dict(cells))
        if table in TABLES:
            fields = _typed(table, renamed(table, _lowered(table, fields)))
            fields = _own(stem, table, {**always, **fields} if NAME not in cells else fields)
        builder.add(table, fields, file, number)


def _order(name: str) -> tuple[int, str]:
    """Tables in the standard's order, so that what others refer to comes first."""
    table, _ = _table(name.lower().removesuffix(".csv"), ())
    return (list(TABLES).index(table) if table in TABLES else len(TABLES), name)


def _table(stem: str, columns: Iterable[str]) -> tuple[str, dict[str, str]]:
    if stem == "taxonomy" and "parent_id" in columns:
        return "taxonomy_term", {}
    return FILES.get(stem) or (_BY_FILE.get(stem, stem), {})


def _own(stem: str, table: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Two files of one table count from 1, each for itself: their ids are told apart by the file's name."""
    if table == "address" and stem in FILES and str(fields.get("id", "")).isdigit():
        return {**fields, "id": f"{stem}:{fields['id']}"}
    return fields


def _lowered(table: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Names of columns as the standard writes them, when only case and white space differ."""
    known = TABLES[table].fields
    return {low if (low := name.strip().lower()) in known else name: value for name, value in fields.items()}


def _typed(table: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Numbers as numbers, when nothing of how they were written is lost."""
    return {name: _number(value) if _is_number(table, name) else value for name, value in fields.items()}


def _is_number(table: str, name: str) -> bool:
    field = TABLES[table].fields.get(name)
    return field is not None and field.kind is Kind.NUMBER


def _number(value: Any) -> Any:  # noqa: ANN401 - a cell
    for kind in (int, float):
        try:
            number = kind(value)
        except (TypeError, ValueError):
            continue
        if str(number) == value:
            return number
    return value


def _unguard(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: unguarded(cell) for name, cell in cells.items()}


def _is_guarded(builder: Builder, files: Mapping[str, bytes]) -> bool:
    """Whether the cells were made safe for spreadsheets by our own export."""
    data = files.get("datapackage.json")
    if data is None:
        return False
    try:
        package = json.loads(data)
        return bool(package[NAME]["guarded"])
    except (ValueError, RecursionError):
        words = phrase("exchange.package")
        builder.tell(Finding(Severity.WARNING, "datapackage", words, "datapackage.json"))
    except (KeyError, TypeError):
        pass
    return False


def read_lists(builder: Builder, file: str, document: Mapping[str, Any]) -> None:
    """Tables as lists of objects in one JSON document, by the name of the table or of its CSV file."""
    for name in sorted(document, key=_order):
        rows = document[name]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Refused(phrase("exchange.should_list_objects", name=name), file)
        columns = {column for row in rows for column in row}
        numbered = [(number, row) for number, row in enumerate(rows, 1)]
        add_table(builder, name if name.endswith(".csv") else f"{name}.csv", columns, numbered)


def is_lists(document: Mapping[str, Any]) -> bool:
    """Whether a JSON document holds tables."""
    names = [name.removesuffix(".csv") for name, value in document.items() if isinstance(value, list)]
    return len(names) == len(document) and any(name in _BY_FILE for name in names)
