"""HSDS as nested JSON: an organization or service with everything below it, single, listed or in pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exchange.dataset import Builder, Row
from exchange.extension import NAME, restore
from exchange.finding import Finding, Refused, Severity
from exchange.hsds import NESTINGS, OPEN_LINKS, Nesting
from exchange.reading.tables import read_lists
from model.phrase import Phrase, phrase

_PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
_DEEPEST = 12
"""An organization's service's location's contact's telephone's language's term is at depth 9."""


def read_document(builder: Builder, file: str, document: Any) -> None:  # noqa: ANN401 - any JSON
    """Everything in a document: one object, a list of them, or a page of them. Refused when it is neither."""
    if isinstance(document, Mapping) and isinstance(document.get("contents"), list):
        _page(builder, file, document)
        return
    for number, item in enumerate(document if isinstance(document, list) else [document], 1):
        _Reader(builder, file, number).read(item)


def _page(builder: Builder, file: str, page: Mapping[str, Any]) -> None:
    for number, item in enumerate(page["contents"], 1):
        _Reader(builder, file, number).read(item)
    beside = page.get(NAME)
    if isinstance(beside, Mapping) and isinstance(beside.get("tables"), Mapping):
        read_lists(builder, file, beside["tables"])
    for name in sorted(page.keys() - _PAGE - {NAME, "version", "profile"}):
        builder.tell(
            Finding(
                Severity.WARNING,
                "page.field",
                phrase("exchange.not_kept", value=repr(page[name])[:180]),
                file,
                None,
                name,
            )
        )
    if page.get("last_page") is False:
        words = phrase("exchange.more_pages")
        builder.tell(Finding(Severity.WARNING, "page.more", words, file))


_TELLING = {
    "location": {"location_type"},
    "attribute": {"link_entity", "taxonomy_term"},
    "service_at_location": {"location", "location_id"},
    "service": {"status", "service_at_locations"},
    "taxonomy_term": {"taxonomy_detail", "taxonomy", "parent_id", "term_uri"},
    "taxonomy": {"version"},
}
"""Where an object stands alone, nothing but its fields tells its table; anything else is an organization."""


class _Reader:
    """Reads one object at the top of a document; ``number`` counts them from 1."""

    def __init__(self, builder: Builder, file: str, number: int) -> None:
        self.builder = builder
        self.file = file
        self.number = number

    def read(self, item: Any) -> None:  # noqa: ANN401 - any JSON
        """Add the object's rows. Refused when it is none."""
        if not isinstance(item, Mapping):
            raise self._refused(phrase("exchange.should_object", kind=type(item).__name__))
        if "id" not in item:
            raise self._refused(phrase("exchange.no_id"))
        table = next((table for table, names in _TELLING.items() if names & item.keys()), "organization")
        self._take(table, item, {}, 0)

    def _take(self, table: str, item: Mapping[str, Any], links: Mapping[str, str], depth: int) -> Row:
        """An object and all below it as rows. ``links`` are the fields that its place in the tree implies."""
        if depth > _DEEPEST:
            raise self._refused(phrase("exchange.nested", depth=depth, table=table))
        nested = [one for one in NESTINGS[table] if item.get(one.name) is not None]
        names = {one.name for one in NESTINGS[table]}
        own = restore({name: value for name, value in item.items() if name not in names})
        fields = {**links, **own}
        for one in nested:
            if not one.is_list:
                below = self._take(one.child, self._object(item[one.name], one.name), {}, depth + 1)
                fields.setdefault(one.link, below.id)
        row = self._merged(table, fields, links)
        for one in nested:
            for value in self._list(item[one.name], one.name) if one.is_list else ():
                self._take(one.child, self._object(value, one.name), _links(one, row), depth + 1)
        return row

    def _merged(self, table: str, fields: Mapping[str, Any], links: Mapping[str, str]) -> Row:
        """The row; a second one when one thing lies below two parents of a kind, since a row names one."""
        known = self.builder.get(table, str(fields.get("id", "")))
        firm = links.keys() - dict(OPEN_LINKS.values()).keys()
        if known is None or all(
            str(known.fields.get(name, fields[name])) == str(fields[name]) for name in firm
        ):
            return self.builder.merge(table, fields, self.file, self.number)
        if table == "location":
            rest = {name: value for name, value in fields.items() if name not in links}
            return self.builder.merge(table, rest, self.file, self.number)
        return self.builder.add(table, fields, self.file, self.number)

    def _object(self, value: Any, name: str) -> Mapping[str, Any]:  # noqa: ANN401 - any JSON
        if not isinstance(value, Mapping):
            raise self._refused(phrase("exchange.should_hold", name=name, kind=type(value).__name__))
        return value

    def _list(self, value: Any, name: str) -> list[Any]:  # noqa: ANN401 - any JSON
        if not isinstance(value, list):
            raise self._refused(phrase("exchange.should_list", name=name, kind=type(value).__name__))
        return value

    def _refused(self, words: Phrase) -> Refused:
        return Refused(words, self.file, self.number)


def _links(one: Nesting, parent: Row) -> dict[str, str]:
    if one.child in OPEN_LINKS:
        link, entity = OPEN_LINKS[one.child]
        return {link: parent.id, entity: parent.table}
    return {one.link: parent.id}
