"""A CSV file as a sheet: a header and rows of texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from exchange.finding import Finding, Refused, Severity
from exchange.limits import check_shape
from exchange.reading.encoding import decode
from model.phrase import phrase


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was written. ``rows`` are (row number, cells by column), the header being row 1."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    findings: tuple[Finding, ...] = ()


def read_csv(file: str, data: bytes) -> Sheet:
    """The sheet in a CSV file's bytes; empty cells are left out. Refused when it cannot be read."""
    text, encoding = decode(data, file)
    findings = []
    if not encoding.startswith("utf-8"):
        findings.append(
            Finding(Severity.REMARK, "encoding", phrase("exchange.encoding", encoding=encoding), file)
        )
    rows = _rows(text, file)
    header = next(rows, [])
    if not any(name.strip() for name in header):
        raise Refused(phrase("exchange.no_columns"), file, 1)
    check_shape(0, len(header), file)
    columns = _named(header)
    kept: list[tuple[int, dict[str, str]]] = []
    for number, cells in enumerate(rows, 2):
        check_shape(number - 1, len(cells), file)
        if len(cells) > len(header) and any(cells[len(header) :]):
            words = phrase("exchange.row_long", cells=len(cells), header=len(header))
            findings.append(Finding(Severity.WARNING, "row.long", words, file, number))
            columns += _named([*header, *[""] * (len(cells) - len(header))])[len(columns) :]
        named = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
        if named:
            kept.append((number, named))
    return Sheet(file, columns, tuple(kept), tuple(findings))


def _rows(text: str, file: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Refused(phrase("exchange.no_csv", line=reader.line_num, why=error), file) from error


def _delimiter(text: str) -> str:
    """What the header is divided by: a comma unless there are more semicolons or tabs."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _named(header: list[str]) -> tuple[str, ...]:
    """A different name for each column: those without one get their number, repeated ones too."""
    names: list[str] = []
    for number, name in enumerate(header, 1):
        plain = name or f"column {number}"
        names.append(f"{plain} (column {number})" if plain in names else plain)
    return tuple(names)
