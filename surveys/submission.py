"""A finished (or unfinished) session as data: OpenRosa instance XML, JSON, flat rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize
from xml.sax.saxutils import escape

from surveys.form import NO_BIND, Definition
from surveys.instance import Instance
from surveys.reading.xml import XFORMS
from surveys.session import Session
from surveys.tree import InstanceNode, subtree

_QUOTED = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def instance_xml(instance: Instance) -> bytes:
    """The instance as OpenRosa XML in UTF-8, without what is irrelevant; the same bytes for the same data."""
    root = instance.root
    lines: list[str] = []
    _write(lines, root, _declarations(instance))
    return "".join(lines).encode()


def _declarations(instance: Instance) -> str:
    used = {
        name.partition(":")[0]
        for node in subtree(instance.root)
        for name in (node.name, *node.attributes)
        if ":" in name
    }
    known = instance.form.namespaces
    declared = "".join(
        f' xmlns:{prefix}="{escape(known[prefix], _QUOTED)}"' for prefix in sorted(used & set(known))
    )
    own = instance.root.namespace
    default = (
        f' xmlns="{escape(own, _QUOTED)}"'
        if own not in {"", XFORMS} and ":" not in instance.root.name
        else ""
    )
    return default + declared


def _write(lines: list[str], node: InstanceNode, declarations: str = "") -> None:
    attributes = "".join(
        f' {name}="{escape(normalize("NFC", value), _QUOTED)}"'
        for name, value in node.attributes.items()
        if _has_attribute(node, name)
    )
    children = [child for child in node.children if isinstance(child, InstanceNode) and child.relevant]
    opening = f"{node.name}{declarations}{attributes}"
    if children:
        lines.append(f"<{opening}>")
        for child in children:
            _write(lines, child)
        lines.append(f"</{node.name}>")
    elif node.value:
        lines.append(f"<{opening}>{escape(normalize('NFC', node.value))}</{node.name}>")
    else:
        lines.append(f"<{opening}/>")


def _has_attribute(node: InstanceNode, name: str) -> bool:
    """Blank attributes without logic are left out, irrelevant ones too; the root's own always stay."""
    cell = (node.cells or {}).get(f"@{name}")
    if cell is None:
        return True
    return cell.relevant and (bool(cell.value) or cell.definition.bind is not NO_BIND)


Json = str | list["Json"] | dict[str, "Json"]


def instance_json(instance: Instance) -> dict[str, Json]:
    """The relevant answers as nested objects; repeats are lists, several choices stay one text."""
    found = _json(instance.root)
    return found if isinstance(found, dict) else {}


def _json(node: InstanceNode) -> Json:
    if node.definition.is_leaf:
        return node.value
    made: dict[str, Json] = {}
    for child in node.children:
        if not (isinstance(child, InstanceNode) and child.relevant):
            continue
        if child.definition.is_repeat:
            several = made.setdefault(child.name, [])
            if isinstance(several, list):
                several.append(_json(child))
        else:
            made[child.name] = _json(child)
    return made


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat table: the main one, or one for each repeat. Rows know their own and their parent's place."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def instance_rows(instance: Instance) -> tuple[Sheet, ...]:
    """One sheet for the survey and one for each repeat, columns named by path ("group/question").

    Rows of repeats have ``_index`` (from 1 within the sheet), ``_parent`` (the sheet above) and
    ``_parent_index``.
    """
    sheets: dict[str, list[dict[str, str]]] = {}
    _rows(instance.root, instance.root.definition, sheets, "", 0)
    made = []
    for name, rows in sheets.items():
        columns = tuple(dict.fromkeys(column for row in rows for column in row))
        made.append(Sheet(name, columns, tuple(rows)))
    return tuple(made)


def _rows(
    start: InstanceNode,
    sheet: Definition,
    sheets: dict[str, list[dict[str, str]]],
    parent: str,
    parent_index: int,
) -> None:
    name = sheet.path.strip("/").partition("/")[2] or sheet.name
    rows = sheets.setdefault(name, [])
    row: dict[str, str] = {"_index": str(len(rows) + 1)}
    if parent:
        row |= {"_parent": parent, "_parent_index": str(parent_index)}
    rows.append(row)
    place = len(rows)
    _fill(start, sheet.path, row, sheets, name, place)


def _fill(
    node: InstanceNode,
    prefix: str,
    row: dict[str, str],
    sheets: dict[str, list[dict[str, str]]],
    name: str,
    place: int,
) -> None:
    for child in node.children:
        if not (isinstance(child, InstanceNode) and child.relevant):
            continue
        if child.definition.is_repeat:
            _rows(child, child.definition, sheets, name, place)
        elif child.definition.is_leaf:
            row[child.definition.path.removeprefix(prefix + "/")] = child.value
        else:
            _fill(child, prefix, row, sheets, name, place)


def to_xml(session: Session) -> bytes:
    """A session as OpenRosa instance XML."""
    return instance_xml(session.instance)


def to_json(session: Session) -> dict[str, Json]:
    """A session's relevant answers as nested objects."""
    return instance_json(session.instance)


def to_rows(session: Session) -> tuple[Sheet, ...]:
    """A session as flat tables."""
    return instance_rows(session.instance)
