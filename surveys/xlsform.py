"""A spreadsheet (XLSForm) → XForm XML. The only file that knows pyxform, which is paid once per upload."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import Any

from model.decoding import decoded
from model.phrase import Phrase
from surveys.finding import Finding, FormError, Severity, error
from surveys.locating import FIRST_ROW, blamed, blamed_cell, located
from surveys.reading.xml import parse
from surveys.repairs import Complaint, Row, Sheets, repair

BIGGEST = 20 * 1024 * 1024
"""Bytes of one file."""
BIGGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes of a workbook unpacked; more is a bomb."""
MOST_REPAIRS = 30
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
ENDINGS: Mapping[str, str] = MappingProxyType(
    {"xlsx": ".xlsx", "xlsm": ".xlsm", "xls": ".xls", "csv": ".csv", "md": ".md"}
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENCODING = re.compile(r"""^(<\?xml[^>]*?)\s+encoding=(["'])(?!utf-8\2)[^"']*\2""", re.IGNORECASE)
"""What an XML file says of its encoding, where that is not what it will be kept in."""
_TEXTS = {".csv", ".md"}
_NO_SHEETS = "Argument 'definition' was not recognized as a supported type"
"""What pyxform says of a file in which it finds no sheet at all."""
_ROW = re.compile(r"^\[row : (\d+)\]\s*")
_PLACE = re.compile(
    r"On the '([^']+)' sheet, the '([^']+)' value(?: '[^']*')? is (?:invalid|problematic)\.\s*"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The XForm XML of a file, the warnings for its author, and a CSV of external choices if it has one."""

    xform_xml: str
    warnings: tuple[Finding, ...] = ()
    itemsets: str = ""


def read(filename: str, data: bytes) -> Parsed:
    """Read .xlsx, .xls, .csv, .md or a ready .xml; FormError when its author must change something.

    What can safely be accepted is, with a warning: see ``surveys.repairs``.
    """
    if len(data) > BIGGEST:
        raise FormError([error("survey.form.too_big", size=len(data), limit=BIGGEST)])
    ending = filename.rpartition(".")[2].lower()
    if ending == "xml":
        parse(data)
        return Parsed(_ENCODING.sub(r"\1", decoded(data)[0], count=1))
    if ending not in ENDINGS:
        raise FormError([error("survey.sheet.unknown_ending", filename)])
    _refuse_bombs(data)
    return _convert(_sheets(filename, data, ENDINGS[ending]))


def _refuse_bombs(data: bytes) -> None:
    if data[:2] != b"PK":
        return
    try:
        size = sum(one.file_size for one in zipfile.ZipFile(BytesIO(data)).infolist())
    except zipfile.BadZipFile as problem:
        raise FormError([error("survey.sheet.unreadable", detail=str(problem))]) from problem
    if size > BIGGEST_UNPACKED:
        raise FormError([error("survey.form.too_big", size=size, limit=BIGGEST_UNPACKED)])


def _sheets(filename: str, data: bytes, ending: str) -> dict[str, Any]:
    """The sheets as pyxform reads them: rows as dicts by column."""
    from pyxform.xls2json_backends import Definition, definition_to_dict  # noqa: PLC0415 - see the head

    stem = re.sub(r"\W+", "_", filename.rpartition("/")[2].rpartition(".")[0]) or "survey"
    try:
        content = decoded(data)[0].encode() if ending in _TEXTS else data
        book = definition_to_dict(Definition(BytesIO(content), None, stem), ending)
    except Exception as problem:
        complaint = _complaint(problem)
        if complaint.text.startswith(_NO_SHEETS):
            raise FormError([error("survey.sheet.none", filename, ending=ending)]) from problem
        broken = error("survey.sheet.unreadable", detail=complaint.text)
        raise FormError([_finding(complaint) if complaint.understood else broken]) from problem
    found = {name: getattr(book, name) for name in (*SHEETS, *(f"{one}_header" for one in SHEETS))}
    found |= {"sheet_names": book.sheet_names, "fallback_form_name": stem}
    for name in SHEETS:
        found[name] = [
            {
                _clean(str(key)): _clean(cell if isinstance(cell, str) else str(cell))
                for key, cell in row.items()
                if cell is not None
            }
            for row in found[name] or []
        ]
    for row in found["survey"]:
        for key in [key for key in row if key.strip().lower() == "hxl"]:
            row.setdefault("bind::hxl", row.pop(key))  # KoboToolbox's column, which pyxform does not know
    if not found["survey"]:
        missing = error("survey.sheet.no_survey", sheets=", ".join(book.sheet_names or ()))
        raise FormError([replace(missing, sheet="survey")])
    return found


def _clean(text: str) -> str:
    """Without the characters that no XML may contain; nobody sees them in a spreadsheet either."""
    return _NO_XML.sub("", text)


def _convert(book: dict[str, Any]) -> Parsed:
    told: list[Finding] = []
    sheets: Sheets = {name: book[name] for name in SHEETS}
    for _ in range(MOST_REPAIRS):
        warnings: list[str] = []
        try:
            xform, itemsets = _attempt(book, warnings)
        except Exception as problem:
            complaint = _complaint(problem)
            helped = repair(sheets, complaint)
            if helped is None:
                found = _finding(complaint) if complaint.understood else _puzzling(book, problem)
                raise FormError([located(found, sheets), *told]) from problem
            told.append(helped)
            continue
        heard = (replace(_finding(Complaint(one)), severity=Severity.WARNING) for one in warnings)
        told.extend(located(one, sheets) for one in heard)
        return Parsed(xform, tuple(told), itemsets)
    raise FormError([error("survey.sheet.too_much"), *told])


def _attempt(book: dict[str, Any], warnings: list[str]) -> tuple[str, str]:
    """The XForm of the sheets as they are now; whatever pyxform raises, and FormError when it is no XML."""
    from pyxform.xls2xform import convert  # noqa: PLC0415 - see the head

    attempt = copy.deepcopy(book)
    for name in SHEETS:
        attempt[name] = attempt[name] or None
        header = book[f"{name}_header"]
        columns = dict.fromkeys([*(header[0] if header else ()), *(key for row in book[name] for key in row)])
        attempt[f"{name}_header"] = [columns] if columns else None
    result = convert(attempt, warnings=warnings, form_name="data", validate=False)
    parse(result.xform)
    return result.xform, result.itemsets or ""


def _puzzling(book: dict[str, Any], problem: Exception) -> Finding:
    """A slip of pyxform that does not say over what: the cell without which it would not have happened."""

    def fails(sheet: str, rows: Sequence[Row]) -> bool:
        try:
            _attempt({**book, sheet: rows}, [])
        except Exception as other:  # noqa: BLE001 - any, to compare it
            return type(other) is type(problem)
        return False

    for sheet in ("survey", "choices", "settings"):
        row = blamed(book[sheet], partial(fails, sheet))
        if row is not None:
            cells = book[sheet][row - FIRST_ROW]
            column = blamed_cell(book[sheet], row, partial(fails, sheet))
            subject = cells.get(column) or cells.get("name", "")
            found = error("survey.sheet.puzzling", subject[:80], row=row, sheet=sheet, detail=str(problem))
            return replace(found, sheet=sheet, row=row, column=column)
    return error("survey.sheet.refused", detail=f"{type(problem).__name__}: {problem}")


def _complaint(problem: Exception) -> Complaint:
    code = getattr(problem, "code", None)
    context = getattr(problem, "context", None) or {}
    text = str(problem) if code is not None or type(problem).__name__.startswith("PyXForm") else ""
    if code is None and text:
        code = _code_of(text)
    return Complaint(
        text or f"{type(problem).__name__}: {problem}",
        getattr(code, "name", "") or "",
        context or _context_of(text),
        understood=bool(text),
    )


def _code_of(text: str) -> Any:  # noqa: ANN401 - pyxform is untyped
    """Some errors are raised as text only: the template that the text was made from tells the code."""
    from pyxform.errors import ErrorCode  # noqa: PLC0415 - see the head

    for code in ErrorCode:
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(code.value.msg))
        if re.match(pattern, text):
            return code
    return None


def _context_of(text: str) -> dict[str, object]:
    found = re.search(r"Could not find the name '([^']*)'", text)
    return {"q": found[1]} if found else {}


def _finding(complaint: Complaint) -> Finding:
    """A complaint with its sheet, row and column, in pyxform's words where we have no better ones."""
    text = complaint.text.strip()
    row = _ROW.match(text)
    text = _ROW.sub("", text)
    place = _PLACE.search(text)
    sheet = str(complaint.context.get("sheet") or (place[1] if place else "survey" if row else ""))
    column = str(complaint.context.get("column") or (place[2] if place else ""))
    text = re.sub(r"\s*Learn more: \S+", "", _PLACE.sub("", text)).strip() or text
    key = f"survey.sheet.{complaint.code.lower()}" if complaint.code in TRANSLATED else "survey.sheet.refused"
    return Finding(
        Severity.ERROR,
        Phrase(
            key,
            {"detail": text, "name": str(complaint.context.get("q") or complaint.context.get("value") or "")},
        ),
        str(complaint.context.get("q") or complaint.context.get("value") or ""),
        sheet,
        int(row[1]) if row else None,
        column,
    )


TRANSLATED = frozenset(
    {
        "NAMES_001",
        "NAMES_006",
        "NAMES_008",
        "PYREF_001",
        "PYREF_003",
        "PYREF_004",
        "SURVEY_001",
        "SURVEY_002",
        "HEADER_003",
    }
)
"""The commonest refusals, which have a sentence of ours in both languages."""
