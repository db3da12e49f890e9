"""HSDS 3.1 as CSV tables with a data package that describes them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from exchange.dataset import Dataset, Row
from exchange.extension import NAME
from exchange.hsds import TABLES, Kind
from exchange.writing.formula import guarded
from exchange.writing.strict import strict


def to_csv(datasets: Iterable[tuple[str, Dataset]]) -> dict[str, bytes]:
    """Files by name: a CSV a table (UTF-8 with its mark, so that Excel reads Chinese) and datapackage.json.

    ``datasets`` are directories with the name of their source. Cells that a spreadsheet would take for a
    formula are guarded; the data package says so, and reading takes it back.
    """
    tables = strict_tables(datasets)
    files = {f"{_file(name)}.csv": _csv(name, rows) for name, rows in tables.items()}
    package = {
        "name": "directory",
        "profile": "tabular-data-package",
        "resources": [_resource(name, rows) for name, rows in tables.items()],
        NAME: {"guarded": True},
    }
    files["datapackage.json"] = json.dumps(package, ensure_ascii=False, indent=1).encode()
    return files


def strict_tables(datasets: Iterable[tuple[str, Dataset]]) -> dict[str, list[dict[str, Any]]]:
    """All rows as the standard wants them, by table in the standard's order, others after them."""
    given = list(datasets)
    found: dict[str, list[dict[str, Any]]] = {}
    for source, dataset in given:
        for row in dataset.rows:
            found.setdefault(row.table, []).append(_row(dataset, row, source, keep_ids=len(given) == 1))
    order = [*TABLES, *sorted(found.keys() - TABLES.keys())]
    return {name: found[name] for name in order if name in found}


def _row(dataset: Dataset, row: Row, source: str, *, keep_ids: bool) -> dict[str, Any]:
    if row.table in TABLES:
        return strict(dataset, row, source=source, keep_ids=keep_ids)
    return dict(row.fields)


def _file(table: str) -> str:
    return TABLES[table].file if table in TABLES else re.sub(r"[^\w.-]", "_", table)


def _columns(table: str, rows: list[dict[str, Any]]) -> list[str]:
    own = list(TABLES[table].fields) if table in TABLES else []
    return list(dict.fromkeys([*own, *(name for row in rows for name in row)]))


def _csv(table: str, rows: list[dict[str, Any]]) -> bytes:
    columns = _columns(table, rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(name)) for name in columns] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:  # noqa: ANN401 - any JSON
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else str(value)


def _resource(table: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    known = TABLES[table].fields if table in TABLES else {}
    numbers = {name for name, field in known.items() if field.kind is Kind.NUMBER}
    columns = [
        {"name": name, "type": "number" if name in numbers else "string"} for name in _columns(table, rows)
    ]
    path = f"{_file(table)}.csv"
    return {"name": table, "path": path, "encoding": "utf-8", "schema": {"fields": columns}}
