"""Files of a directory, from the disk and to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.cli.writing import write_file, zipped
from exchange.finding import Finding
from exchange.limits import MOST_FILES, check_size
from exchange.writing.formula import guarded
from locales import Texts


def collected(path: Path) -> dict[str, bytes]:
    """A file, or the files of a folder (not of the folders in it), by name. Refused when it is too much."""
    files = [path]
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
    check_size(sum(one.stat().st_size for one in files[: MOST_FILES + 1]), path.name)
    return {one.name: one.read_bytes() for one in files[: MOST_FILES + 1]}


def source_of(path: Path) -> str:
    """The name of a directory when none is given: the file's or folder's."""
    whole = path.resolve()
    return whole.name if whole.is_dir() else whole.stem


def put(path: Path, content: bytes | Mapping[str, bytes]) -> None:
    """Write one file, or several: into a zip when the path ends so, else into a folder."""
    if isinstance(content, bytes):
        write_file(path, content)
    elif path.suffix.lower() == ".zip":
        write_file(path, zipped(content))
    else:
        path.mkdir(parents=True, exist_ok=True)
        for name, data in content.items():
            write_file(path / name, data)


def as_csv(findings: Iterable[Finding], words: Texts) -> bytes:
    """A report of findings for a spreadsheet, in a language; severities and codes stay as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("severity", "code", "file", "row", "column", "words"))
    for one in findings:
        cells = (one.severity.value, one.code, one.file, str(one.row or ""), one.column, one.what(words))
        writer.writerow([guarded(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
