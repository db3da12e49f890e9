"""Attached tables (CSV, GeoJSON, XML) put into the form itself, so that it is one document to keep."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from surveys.finding import Finding, warning
from surveys.reading.secondary import read_file
from surveys.xpath import Node
from surveys.xpath.node import TEXT

_INSTANCE = re.compile(r"<((?:\w+:)?instance)\b([^>]*?)(?:/>|>\s*</\1\s*>)")
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAME = re.compile(r"[^\W\d][\w.-]*")


def attach(xform_xml: str, files: Mapping[str, bytes]) -> tuple[str, list[Finding]]:
    """The form with its attached files, by their names, as instances written out.

    Gives back also a warning for each file that cannot be read; one that is not among ``files`` stays
    attached, which loading the form tells. Columns with names no expression can ask for are left out.
    """
    told: list[Finding] = []

    def replaced(match: re.Match[str]) -> str:
        source = _SOURCE.search(match[2])
        name = (source[1] or source[2] or "").rpartition("/")[2] if source is not None else ""
        if not name or name not in files:
            return match[0]
        try:
            root = read_file(name, files[name], str)
        except (ValueError, KeyError, TypeError, csv.Error, RecursionError) as problem:
            told.append(warning("survey.form.file_unreadable", name, detail=str(problem)))
            return match[0]
        attributes = _SOURCE.sub("", match[2]).rstrip()
        return f"<{match[1]}{attributes}>{_written(root, top=True)}</{match[1]}>"

    return _INSTANCE.sub(replaced, xform_xml), told


def _written(node: Node, *, top: bool = False) -> str:
    if node.kind == TEXT:
        return escape(node.value)
    local = node.name.rpartition("}")[2]
    if not _NAME.fullmatch(local):
        return ""
    names = ((name.rpartition("}")[2], value) for name, value in node.attributes.items())
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in names if _NAME.fullmatch(name))
    inside = "".join(_written(child) for child in node.children) if node.children else escape(node.value)
    space = ' xmlns=""' if top else ""
    return f"<{local}{space}{attributes}>{inside}</{local}>"
