"""Secondary instances: choices and tables, inline or from CSV, GeoJSON and XML files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping

from model.decoding import decoded
from surveys.finding import FormError, warning
from surveys.reading.logic import Reader
from surveys.reading.xml import Element, attribute, elements, parse
from surveys.xpath import Node
from surveys.xpath.node import DOCUMENT, TEXT

MOST_ROWS = 100_000
"""Rows of one attached table; a national list of villages stays below."""


def instances_of(
    model: Element, files: Mapping[str, bytes], written: Callable[[str], str], reader: Reader
) -> dict[str, Node]:
    """Every secondary instance by its id, as the node that holds its root element."""
    found: dict[str, Node] = {}
    for place, element in enumerate(elements(model, "instance")):
        name = attribute(element, "id")
        if place == 0 or name is None:
            continue
        source = attribute(element, "src")
        inline = list(elements(element))
        if inline:
            found[name] = holder(to_node(inline[0], written))
        elif source:
            found[name] = _attached(source, files, written, reader)
    return found


def _attached(source: str, files: Mapping[str, bytes], written: Callable[[str], str], reader: Reader) -> Node:
    data = files.get(source, files.get(source.rpartition("/")[2]))
    if data is None:
        if not source.endswith("last-saved"):
            reader.findings.append(warning("survey.form.file_missing", source.rpartition("/")[2]))
        return holder(Node("root"))
    try:
        return holder(read_file(source, data, written))
    except (ValueError, KeyError, TypeError, csv.Error, RecursionError) as problem:
        name = source.rpartition("/")[2]
        reader.findings.append(warning("survey.form.file_unreadable", name, detail=str(problem)))
        return holder(Node("root"))


def read_file(name: str, data: bytes, written: Callable[[str], str]) -> Node:
    """The root element of an attached file, by the ending of its name. ValueError when unreadable."""
    ending = name.rpartition(".")[2].lower()
    if ending == "csv" or "file-csv" in name:
        return _from_csv(decoded(data)[0])
    if ending in {"geojson", "json"}:
        return _from_geojson(json.loads(decoded(data)[0]))
    try:
        return to_node(parse(data)[0], written)
    except FormError as problem:
        raise ValueError(str(problem)) from problem


def holder(root: Node) -> Node:
    """What instance() gives: a document node around the root element."""
    document = Node("", kind=DOCUMENT)
    document.append(root)
    return document


class Row(Node):
    """An element whose attributes are found by name too, as pulldata() may ask for "@location"."""

    __slots__ = ()

    def named(self, name: str) -> list[Node]:
        """The child elements of a name; of an "@name" the attribute, as a leaf."""
        if name.startswith("@"):
            return [Node(name, self.attributes[name[1:]])] if name[1:] in self.attributes else []
        return super().named(name)


def to_node(element: Element, written: Callable[[str], str]) -> Node:
    """A light node of an element and everything below."""
    node = Row(written(element.tag)) if element.attrib else Node(written(element.tag))
    if element.attrib:
        node.attributes = {written(key): value for key, value in element.attrib.items()}
    below = [child for child in element if isinstance(child.tag, str)]
    if not below:
        node.value = element.text or ""
        return node
    children: list[Node] = []
    _add_text(children, element.text)
    for child in below:
        children.append(to_node(child, written))
        _add_text(children, child.tail)
    for child_node in children:
        child_node.parent = node
    node.children = children
    return node


def _add_text(children: list[Node], text: str | None) -> None:
    """Text beside elements counts only when there is some: indentation is no data."""
    if text and not text.isspace():
        children.append(Node("", text, TEXT))


def _table(rows: Iterable[Iterable[tuple[str, str]]]) -> Node:
    root = Node("root")
    items: list[Node] = []
    for row in rows:
        item = Node("item")
        item.parent = root
        cells = [Node(name, value) for name, value in row]
        for cell in cells:
            cell.parent = item
        item.children = cells
        items.append(item)
        if len(items) > MOST_ROWS:
            msg = f"more than {MOST_ROWS} rows"
            raise ValueError(msg)
    root.children = items
    return root


def _from_csv(text: str) -> Node:
    text = text.replace("\r\n", "\n").replace("\n\r", "\n").replace("\r", "\n")
    header = text.partition("\n")[0]
    delimiter = max(",;\t|", key=header.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    names = rows[0] if rows else []
    return _table(
        [(name, row[place] if place < len(row) else "") for place, name in enumerate(names)]
        for row in rows[1:]
    )


def _from_geojson(data: Mapping[str, object]) -> Node:
    features = data["features"]
    if not isinstance(features, list):
        msg = "no list of features"
        raise ValueError(msg)  # noqa: TRY004 - one error type for unreadable files
    return _table(_feature(feature) for feature in features)


def _feature(feature: Mapping[str, object]) -> list[tuple[str, str]]:
    cells = []
    geometry = feature.get("geometry")
    if isinstance(geometry, Mapping):
        cells.append(("geometry", _geometry(geometry)))
    properties = feature.get("properties")
    named = dict(properties) if isinstance(properties, Mapping) else {}
    if "id" in feature:
        named.setdefault("id", feature["id"])
    cells.extend((str(name), _scalar(value)) for name, value in named.items())
    return cells


def _geometry(geometry: Mapping[str, object]) -> str:
    """ODK's notation: "latitude longitude 0 0" for each point, points apart by "; "."""
    points = geometry["coordinates"]
    if geometry["type"] == "Point":
        points = [points]
    elif geometry["type"] == "Polygon":
        points = points[0]  # type: ignore[index]
    return "; ".join(f"{_scalar(point[1])} {_scalar(point[0])} 0 0" for point in points)  # type: ignore[attr-defined]


def _scalar(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
