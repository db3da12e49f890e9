"""A street office's sheet (``exchange.template``) as rows of HSDS."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from exchange.dataset import Builder, made_id
from exchange.finding import Finding, Refused, Severity
from exchange.limits import MOST_COLUMNS, MOST_SHEET_ROWS
from exchange.reading import hours
from exchange.reading.parcel import open_zip
from exchange.template import COLUMNS, NAMES, STATUSES
from exchange.writing.own import TAXONOMY_ID, UNIT_ID, term_id
from model.phrase import Phrase, phrase
from model.taxonomy import TAXONOMY

_DIVIDER = re.compile(r"[、,，;；\n/]+")
_LOOKED_THROUGH = 20
"""Rows at the top in which the headings may stand; above them offices like to put a title."""
_NEEDED = tuple(column.key for column in COLUMNS if column.required)
_CODES = {name.casefold(): node.code for node in TAXONOMY for name in (node.code, node.zh, node.en)}


def read_workbook(builder: Builder, file: str, data: bytes) -> None:
    """The services in a workbook's first sheet that has the headings. Refused when there is none."""
    open_zip(file, data).close()
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused(phrase("exchange.no_workbook", why=error), file) from error
    for sheet in book.worksheets:
        _check_size(sheet, file)
        found = _headings(sheet)
        if found is not None:
            _Sheet(builder, f"{file}, {sheet.title}", sheet).read(*found)
            return
    needed = " and ".join(f'"{column.zh}" ({column.en})' for column in COLUMNS if column.required)
    raise Refused(phrase("exchange.no_headings", needed=needed), file)


def _check_size(sheet: Worksheet, file: str) -> None:
    """Refused when a sheet reaches too far: a colour given to a whole column is enough for that."""
    if sheet.max_row > MOST_SHEET_ROWS or sheet.max_column > MOST_COLUMNS:
        words = phrase("exchange.sheet_size", row=sheet.max_row, column=sheet.max_column)
        raise Refused(words, f"{file}, {sheet.title}")


def _headings(sheet: Worksheet) -> tuple[int, dict[int, str]] | None:
    """The row of the headings and the columns by their number; None when the needed ones are not there."""
    for number, cells in enumerate(sheet.iter_rows(max_row=_LOOKED_THROUGH, values_only=True), 1):
        titles = {place: _text(cell) for place, cell in enumerate(cells) if _text(cell)}
        keys = {place: _key(title) for place, title in titles.items()}
        if set(_NEEDED) <= set(keys.values()):
            return number, keys
    return None


def _key(title: str) -> str:
    """The column's key by its heading; the heading itself when it is none of ours."""
    plain = re.sub(r"\s+", " ", title).strip().lower()
    for name in (plain, plain.rstrip(" *"), re.sub(r"[（(].*?[)）]|\*", "", plain).strip()):
        if name in NAMES:
            return NAMES[name].key
    return title


class _Sheet:
    """Reads the rows of one sheet."""

    def __init__(self, builder: Builder, file: str, sheet: Worksheet) -> None:
        self.builder = builder
        self.file = file
        self.sheet = sheet
        self._organizations: dict[str, str] = {}
        self._row = 0

    def read(self, heading: int, columns: dict[int, str]) -> None:
        """Every row under the headings; an empty name of an organization means the one above."""
        above: dict[str, str] = {}
        rows = self.sheet.iter_rows(min_row=heading + 1, values_only=True)
        for self._row, cells in enumerate(rows, heading + 1):
            said = {key: _text(cells[place]) for place, key in columns.items() if place < len(cells)}
            said = {key: text for key, text in said.items() if text}
            if not said:
                continue
            if "organization" not in said and above and "service" in said:
                said |= {key: above[key] for key in ("organization", "organization_code") if key in above}
            missing = [key for key in _NEEDED if key not in said]
            if missing:
                self._tell(Severity.ERROR, "template.missing", missing[0], phrase("exchange.row_empty"))
                continue
            above = said
            self._take(said)

    def _take(self, said: dict[str, str]) -> None:
        owner = self._organization(said)
        name = said["service"]
        row_id = said.get("service_code") or made_id("sheet", owner, name)
        fields = {
            "id": row_id,
            "organization_id": owner,
            "name": name,
            "alternate_name": said.get("service_en"),
            "description": said.get("description"),
            "status": self._status(said),
            "fees_description": said.get("fee"),
            "audience": said.get("audience"),
        }
        known = {column.key for column in COLUMNS}
        fields |= {key: text for key, text in said.items() if key not in known}
        row_id = self.builder.add("service", fields, self.file, self._row).id
        self._categories(row_id, said)
        self._hours(row_id, said)
        self._capacity(row_id, said)
        for text in _parts(said.get("area", "")):
            self._add("service_area", row_id, text, service_id=row_id, name=text)
        for text in _parts(said.get("languages", "")):
            self._add("language", row_id, text, service_id=row_id, name=text)

    def _organization(self, said: dict[str, str]) -> str:
        name = said["organization"]
        row_id = self._organizations.get(name) or said.get("organization_code") or made_id("sheet", name)
        self._organizations[name] = row_id
        fields = {"id": row_id, "name": name, "alternate_name": said.get("organization_en")}
        fields |= {key: said.get(key) for key in ("email", "website")}
        self.builder.merge("organization", fields, self.file, self._row)
        for text in _parts(said.get("phone", "")):
            self._add("phone", row_id, text, organization_id=row_id, number=text)
        if "address" in said:
            address = said["address"]
            place = {"organization_id": row_id, "location_type": "physical", "name": name}
            place_id = self._add("location", row_id, address, **place)
            self._add("address", row_id, address, location_id=place_id, address_1=address, country="CN")
        return row_id

    def _status(self, said: dict[str, str]) -> str:
        text = said.get("status", "")
        if text and text not in STATUSES and text.lower() not in STATUSES.values():
            self._tell(
                Severity.WARNING,
                "template.status",
                "status",
                phrase("exchange.choice", value=f"“{text}”", choices=", ".join(STATUSES)),
            )
        return STATUSES.get(text, text.lower()) or "active"

    def _categories(self, row_id: str, said: dict[str, str]) -> None:
        for text in _parts(said.get("category", "")):
            code = _code(text)
            if code is None:
                self._tell(
                    Severity.WARNING,
                    "template.category",
                    "category",
                    phrase("exchange.no_category", value=text),
                )
                self._term(row_id, made_id("sheet", text), name=text)
            else:
                self._term(row_id, term_id(code), name=text, code=code)

    def _term(self, row_id: str, term: str, **fields: str) -> None:
        if self.builder.get("taxonomy_term", term) is None:
            taxonomy = {"taxonomy_id": TAXONOMY_ID} if "code" in fields else {}
            self.builder.add("taxonomy_term", {"id": term, **fields, **taxonomy}, self.file, self._row)
        if "code" in fields and self.builder.get("taxonomy", TAXONOMY_ID) is None:
            about = {"id": TAXONOMY_ID, "name": "Linli", "description": "Categories of needs"}
            self.builder.add("taxonomy", about, self.file, self._row)
        link = {"link_id": row_id, "link_entity": "service", "taxonomy_term_id": term}
        self._add("attribute", row_id, term, **link)

    def _hours(self, row_id: str, said: dict[str, str]) -> None:
        text = said.get("hours", "")
        spans = hours.parse(text) if text else []
        if spans is None:
            words = phrase("exchange.hours", value=text)
            self._tell(Severity.WARNING, "template.hours", "hours", words)
            self._add("schedule", row_id, "hours", service_id=row_id, description=text)
        for span in spans or ():
            times = {"opens_at": span.opens, "closes_at": span.closes, "description": text}
            days = ",".join(span.days)
            key = f"{days} {span.opens}"
            self._add("schedule", row_id, key, service_id=row_id, freq="WEEKLY", byday=days, **times)

    def _capacity(self, row_id: str, said: dict[str, str]) -> None:
        text = said.get("capacity", "")
        match = re.fullmatch(r"(\d{1,6})\s*[人个件户位名]?", text)
        if text and match is None:
            self._tell(
                Severity.WARNING, "template.capacity", "capacity", phrase("exchange.no_whole", value=text)
            )
            self._add("service_capacity", row_id, "capacity", service_id=row_id, description=text)
        elif match:
            if self.builder.get("unit", UNIT_ID) is None:
                self.builder.add("unit", {"id": UNIT_ID, "name": "need"}, self.file, self._row)
            amounts = {"available": int(match[1]), "maximum": int(match[1]), "unit_id": UNIT_ID}
            self._add("service_capacity", row_id, "capacity", service_id=row_id, **amounts)

    def _add(self, table: str, owner: str, key: str, **fields: Any) -> str:  # noqa: ANN401 - cells
        row_id = made_id("sheet", table, owner, key)
        if self.builder.get(table, row_id) is None:
            self.builder.add(table, {"id": row_id, **fields}, self.file, self._row)
        return row_id

    def _tell(self, severity: Severity, code: str, key: str, words: Phrase) -> None:
        column = next(column.title for column in COLUMNS if column.key == key)
        self.builder.tell(Finding(severity, code, words, self.file, self._row, column))


def _code(text: str) -> str | None:
    """A category by its code, its name, or both as the drop-down writes them."""
    words = (text, text.rpartition(" ")[2], text.partition(" ")[0])
    return next((_CODES[word.casefold()] for word in words if word.casefold() in _CODES), None)


def _parts(text: str) -> Iterable[str]:
    return dict.fromkeys(part.strip() for part in _DIVIDER.split(text) if part.strip())


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell
    """A cell as text, as the sheet shows it."""
    if cell is None or isinstance(cell, bool):
        return {None: "", True: "是", False: "否"}[cell]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell).strip()
