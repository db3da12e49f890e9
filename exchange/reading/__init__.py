"""Reading a directory, in whatever form it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exchange.dataset import Builder, Dataset
from exchange.finding import Finding, Refused, Severity
from exchange.reading.encoding import decode
from exchange.reading.objects import read_document
from exchange.reading.older import modernise
from exchange.reading.parcel import Files, unpack
from exchange.reading.tables import is_lists, read_files, read_lists
from exchange.reading.workbook import read_workbook
from model.phrase import phrase

__all__ = ["Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and what there is to tell about it."""

    dataset: Dataset
    findings: tuple[Finding, ...]
    is_hsds: bool = True
    """Whether it was meant to follow the standard; a plain sheet was not."""


def read(files: Files) -> Reading:
    """The directory in some files (one zip, one workbook, JSON documents, or CSV tables), by their names.

    Nothing is left out silently: what has no place in HSDS is kept in the row under its own name, and
    what is no data of a directory is told of. Refused when a file cannot be read at all.
    """
    found = unpack(files)
    builder = Builder()
    by_end: dict[str, dict[str, bytes]] = {}
    for name, data in found.items():
        by_end.setdefault(name.lower().rpartition(".")[2], {})[name] = data
    if "csv" in by_end:
        read_files(builder, found)
    elif "xlsx" in by_end:
        _each_workbook(builder, found)
    elif "json" in by_end:
        _documents(builder, found)
    else:
        names = ", ".join(sorted(found)[:5]) or "nothing"
        raise Refused(phrase("exchange.no_files", names=names))
    modernise(builder)
    return Reading(
        builder.dataset(), tuple(builder.findings), is_hsds="csv" in by_end or "xlsx" not in by_end
    )


def _each_workbook(builder: Builder, files: Files) -> None:
    for name, data in sorted(files.items()):
        if name.lower().endswith(".xlsx"):
            read_workbook(builder, name, data)
        else:
            builder.tell(_other(name))


def _documents(builder: Builder, files: Files) -> None:
    """Documents with everything first: what the shorter ones say then adds to it."""
    for name in sorted(files, key=lambda one: (-len(files[one]), one)):
        if not name.lower().endswith(".json"):
            builder.tell(_other(name))
            continue
        document = _parsed(name, files[name])
        if isinstance(document, Mapping) and (what := _no_data(document)):
            builder.tell(Finding(Severity.REMARK, "file.other", phrase(what), name))
        elif isinstance(document, Mapping) and is_lists(document):
            read_lists(builder, name, document)
        else:
            read_document(builder, name, document)


def _no_data(document: Mapping[str, Any]) -> str:
    """The text that says what a document is which stands beside a directory's data; "" for data."""
    if document.get("type") == "object" and "properties" in document:
        return "exchange.other_schema"
    if "openapi_url" in document and "id" not in document:
        return "exchange.other_api"
    return ""


def _other(name: str) -> Finding:
    return Finding(Severity.REMARK, "file.other", phrase("exchange.other"), name)


def _parsed(name: str, data: bytes) -> Any:  # noqa: ANN401 - any JSON
    text, _ = decode(data, name)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Refused(
            phrase("exchange.no_json", why=error.msg, column=error.colno), name, error.lineno
        ) from error
    except RecursionError as error:
        raise Refused(phrase("exchange.deep"), name) from error
    except Refused as error:
        raise Refused(error.finding.words, name) from error
    except ValueError as error:
        raise Refused(str(error), name) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(phrase("exchange.twice", name=twice))
    return found


def _no_number(word: str) -> None:
    raise Refused(phrase("exchange.no_number", word=word))
