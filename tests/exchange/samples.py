"""Small directories, written inline."""

from __future__ import annotations

import io
import json
from typing import Any

from openpyxl import Workbook

from exchange.dataset import Dataset, Row
from exchange.reading import Reading, read

ORG = "0d9d1c3e-1111-4a4a-8a8a-000000000001"
SERVICE = "0d9d1c3e-1111-4a4a-8a8a-000000000002"
PLACE = "0d9d1c3e-1111-4a4a-8a8a-000000000003"
POINT = "0d9d1c3e-1111-4a4a-8a8a-000000000004"
PHONE = "0d9d1c3e-1111-4a4a-8a8a-000000000005"


def csv_files(**tables: str) -> dict[str, bytes]:
    """CSV files by their stem, from texts with a line a row."""
    return {f"{name}.csv": text.encode() for name, text in tables.items()}


def read_csv_files(**tables: str) -> Reading:
    return read(csv_files(**tables))


def read_json(document: Any, name: str = "directory.json") -> Reading:
    return read({name: json.dumps(document, ensure_ascii=False).encode()})


def workbook(*rows: tuple[Any, ...], title: str = "服务") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def dataset(*rows: tuple[str, dict[str, Any]]) -> Dataset:
    return Dataset(tuple(Row(table, fields) for table, fields in rows))


def codes(findings: Any) -> set[str]:
    return {finding.code for finding in findings}


def organization(**fields: Any) -> dict[str, Any]:
    """A full organization, with the same telephone in three places as others write it."""
    phone = {"id": PHONE, "number": "0000-1"}
    place = {"id": PLACE, "location_type": "physical", "name": "东门", "phones": [phone]}
    service = {
        "id": SERVICE,
        "name": "送餐上门",
        "status": "active",
        "phones": [phone],
        "service_at_locations": [{"id": POINT, "location": place}],
    }
    usual = {"id": ORG, "name": "长者中心", "description": "助老", "phones": [phone], "locations": [place]}
    return {**usual, "services": [service], **fields}
