"""HSDS 3.1 as nested JSON: a page of organizations with everything below them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from exchange.dataset import Dataset, Row
from exchange.extension import NAME, note
from exchange.hsds import NESTINGS, TABLES, Kind, Nesting
from exchange.writing.strict import strict

_VERSION = "3.1"


def to_json(datasets: Iterable[tuple[str, Dataset]]) -> bytes:
    """One page with all organizations. Rows that belong to none stand beside them, under ``linli``."""
    given = list(datasets)
    contents: list[dict[str, Any]] = []
    tables: dict[str, list[dict[str, Any]]] = {}
    for source, dataset in given:
        writer = _Writer(dataset, source, keep_ids=len(given) == 1)
        contents += [writer.nested(row) for row in dataset.table("organization")]
        for name, rows in writer.left().items():
            tables.setdefault(name, []).extend(rows)
    page: dict[str, Any] = {
        "version": _VERSION,
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }
    if tables:
        page[NAME] = {"tables": tables}
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


_Key = tuple[str, str]


class _Writer:
    """Nests one directory's rows and knows which belong to an organization."""

    def __init__(self, dataset: Dataset, source: str, *, keep_ids: bool) -> None:
        self.dataset = dataset
        self._strict = partial(strict, dataset, source=source, keep_ids=keep_ids)
        self._reached: set[_Key] = set()
        for row in dataset.table("organization"):
            self._reach(row)

    def _reach(self, row: Row) -> None:
        if (row.table, row.id) not in self._reached:
            self._reached.add((row.table, row.id))
            for _, rows in self._below(row):
                for one in rows:
                    self._reach(one)

    def _below(self, row: Row) -> Iterator[tuple[Nesting, list[Row]]]:
        for one in NESTINGS[row.table]:
            if one.is_list:
                yield one, self.dataset.children(one.child, one.link, row)
            elif found := self.dataset.get(one.child, row.text(one.link)):
                yield one, [found]

    def nested(self, row: Row, path: tuple[_Key, ...] = ()) -> dict[str, Any]:
        """A row with everything below it; links that places in the tree say are left out."""
        here = (*path, (row.table, row.id))
        fields = self._strict(row)
        remark = fields.pop(NAME, {})
        original = dict(remark.get("original", {}))
        for link in self._implied(row):
            fields.pop(link, None)
            original.pop(link, None)
        for one, rows in self._below(row):
            items = [self.nested(child, here) for child in rows if (child.table, child.id) not in here]
            if items:
                fields[one.name] = items if one.is_list else items[0]
        remark = note(original, remark.get("added", []))
        return {**fields, NAME: remark} if remark else fields

    def _implied(self, row: Row) -> Iterator[str]:
        for name, field in TABLES[row.table].fields.items():
            if field.kind is Kind.LINK and name in row.fields:
                target = self.dataset.target(row, name)
                parent = (target, str(row.fields[name]))
                if parent in self._reached and _is_nested(target, row.table, name):
                    yield name

    def left(self) -> dict[str, list[dict[str, Any]]]:
        """Rows that belong to no organization, by table."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.dataset.rows:
            if (row.table, row.id) not in self._reached:
                fields = self._strict(row) if row.table in TABLES else dict(row.fields)
                found.setdefault(row.table, []).append(fields)
        return found


def _is_nested(parent: str, child: str, link: str) -> bool:
    """Whether nesting says this link: as the child's place in a list, or as an object in the child."""
    lists = any(one.is_list and one.child == child and one.link == link for one in NESTINGS[parent])
    return lists or any(
        not one.is_list and one.child == parent and one.link == link for one in NESTINGS[child]
    )
