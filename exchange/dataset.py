"""A directory as it was said: rows of HSDS's tables, with everything the standard has no field for."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from exchange import hsds
from exchange.finding import Finding, Severity
from model.cleaning import cleaned
from model.phrase import Phrase, phrase

SPACE = uuid.UUID("6f1c2f0e-6a0b-5d5e-9f0a-3f1d9c1f7a10")
"""The name space of the ids we make."""

Fields = Mapping[str, Any]
"""Values as JSON knows them; a field that is empty is not there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``fields`` always has an "id", and may have fields that HSDS does not know.

    ``file`` and ``line`` say where it was read and do not count when rows are compared.
    """

    table: str
    fields: Fields
    file: str = field(default="", compare=False)
    line: int | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Its id, unique within its table."""
        return str(self.fields["id"])

    def text(self, name: str) -> str:
        """A field as text, without white space around it; "" when it is not there."""
        value = self.fields.get(name)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True)
class Dataset:
    """All rows of a directory, in their order."""

    rows: tuple[Row, ...]

    @cached_property
    def tables(self) -> dict[str, dict[str, Row]]:
        """Rows by table and id."""
        found: dict[str, dict[str, Row]] = {}
        for row in self.rows:
            found.setdefault(row.table, {})[row.id] = row
        return found

    @cached_property
    def _children(self) -> dict[tuple[str, str, str], list[Row]]:
        found: dict[tuple[str, str, str], list[Row]] = {}
        for row in self.rows:
            table = hsds.TABLES.get(row.table)
            for name, one in table.fields.items() if table else ():
                if one.kind is hsds.Kind.LINK and name in row.fields:
                    found.setdefault((row.table, name, str(row.fields[name])), []).append(row)
        return found

    @cached_property
    def loose_addresses(self) -> dict[str, list[Row]]:
        """Addresses that name an organization instead of a location, as HSDS 1 allowed, by its id."""
        found: dict[str, list[Row]] = {}
        for row in self.table("address"):
            if "organization_id" in row.fields:
                found.setdefault(str(row.fields["organization_id"]), []).append(row)
        return found

    def table(self, name: str) -> Iterable[Row]:
        """A table's rows."""
        return self.tables.get(name, {}).values()

    def get(self, table: str, row_id: str) -> Row | None:
        """A row by its table and id."""
        return self.tables.get(table, {}).get(row_id)

    def children(self, table: str, link: str, parent: Row) -> list[Row]:
        """Rows of a table that name this parent in their field ``link``."""
        found = self._children.get((table, link, parent.id), [])
        if table in hsds.OPEN_LINKS:
            return [row for row in found if self.target(row, link) == parent.table]
        return found

    def target(self, row: Row, link: str) -> str:
        """The table a row's link leads to; "" when there is no such row.

        Of a link to any table, the one it names counts, if the id is there; otherwise the first that has it.
        """
        value = str(row.fields.get(link, ""))
        if row.table not in hsds.OPEN_LINKS or link != hsds.OPEN_LINKS[row.table][0]:
            target = hsds.TABLES[row.table].fields[link].target
            return target if self.get(target, value) else ""
        named = row.text(hsds.OPEN_LINKS[row.table][1])
        return next((name for name in (named, *hsds.TABLES) if self.get(name, value)), "")


def differences(one: Dataset, other: Dataset) -> list[str]:
    """How two directories differ, in words; empty when they say the same. Order does not count."""
    found = []
    for table in sorted({*one.tables, *other.tables}):
        left, right = one.tables.get(table, {}), other.tables.get(table, {})
        found += [f"{table} {key} is only in the first" for key in left if key not in right]
        found += [f"{table} {key} is only in the second" for key in right if key not in left]
        for key, row in left.items():
            if key in right and row.fields != right[key].fields:
                names = {*row.fields, *right[key].fields}
                changed = [n for n in sorted(names) if row.fields.get(n) != right[key].fields.get(n)]
                found.append(f"{table} {key} differs in {', '.join(changed)}")
    return found


def made_id(*parts: str) -> str:
    """A UUID made from words: the same for the same."""
    return str(uuid.uuid5(SPACE, "/".join(parts)))


class Builder:
    """Gathers rows; gives an id to those without one, and tells of ids that come twice."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._rows: dict[tuple[str, str], Row] = {}
        self._made: dict[str, int] = {}
        self._by_field: dict[tuple[str, str], dict[str, str]] = {}

    def add(self, table: str, fields: Fields, file: str = "", line: int | None = None) -> Row:
        """A row of a table. Empty fields are left out; a repeated row is kept once."""
        fields = self._clean(fields, file, line)
        kept = {name: value for name, value in fields.items() if value not in ("", None, [], {})}
        if "id" not in kept:
            kept = {"id": self._make(table, kept), **kept}
            self._say(Severity.REMARK, "id.made", phrase("exchange.id_made"), file, line)
        kept["id"] = str(kept["id"])
        row = Row(table, kept, file, line)
        known = self._rows.get((table, row.id))
        if known is not None and known.fields == row.fields:
            self._say(
                Severity.REMARK, "row.repeated", phrase("exchange.repeated", file=known.file), file, line
            )
            return known
        if known is not None and known.file != file:
            return self.merge(table, kept, file, line)
        if known is not None:
            row = self._renamed(row)
        self._rows[table, row.id] = row
        return row

    def merge(self, table: str, fields: Fields, file: str = "", line: int | None = None) -> Row:
        """The same thing said again in another place: what is new is added, what contradicts is told.

        A value that contradicts an earlier one is kept beside it, as ``name~2``.
        """
        fields = self._clean(fields, file, line)
        known = self._rows.get((table, str(fields.get("id", ""))))
        if known is None:
            return self.add(table, fields, file, line)
        merged = dict(known.fields)
        for name, value in fields.items():
            if value in ("", None, [], {}) or name == "id":
                continue
            if str(merged.setdefault(name, value)) != str(value) and f"{name}~2" not in merged:
                merged[f"{name}~2"] = value
                words = phrase("exchange.contradicts", value=repr(value), used=repr(merged[name]))
                where = f"{table}.{name}"
                self.tell(Finding(Severity.WARNING, "value.contradicts", words, file, line, where))
        row = Row(table, merged, known.file, known.line)
        self._rows[table, row.id] = row
        return row

    def change(self, row: Row, fields: Fields) -> Row:
        """Other fields for a row that was added; its id stays."""
        changed = Row(row.table, dict(fields), row.file, row.line)
        self._rows[row.table, row.id] = changed
        return changed

    def get(self, table: str, row_id: str) -> Row | None:
        """A row that was added."""
        return self._rows.get((table, row_id))

    def by_field(self, table: str, name: str) -> dict[str, str]:
        """Ids of a table's rows by the text of one of their fields. Read once; later rows do not count."""
        if (table, name) not in self._by_field:
            rows = [row for (of, _), row in self._rows.items() if of == table and row.text(name)]
            self._by_field[table, name] = {row.text(name): row.id for row in rows}
        return self._by_field[table, name]

    def tell(self, finding: Finding) -> None:
        """Remember a finding."""
        self.findings.append(finding)

    def dataset(self) -> Dataset:
        """All rows so far."""
        return Dataset(tuple(self._rows.values()))

    def _clean(self, fields: Fields, file: str, line: int | None) -> Fields:
        """The fields without characters that no database can hold; told when there were some."""
        clean: Fields = cleaned(dict(fields))
        if clean != fields:
            words = phrase("exchange.unkeepable")
            self.tell(Finding(Severity.REMARK, "text.unkeepable", words, file, line))
        return clean

    def _say(self, severity: Severity, code: str, words: Phrase, file: str, line: int | None) -> None:
        self.tell(Finding(severity, code, words, file, line, "id"))

    def _make(self, table: str, fields: Fields) -> str:
        said = f"{table} {json.dumps(fields, ensure_ascii=False, sort_keys=True)}"
        self._made[said] = self._made.get(said, 0) + 1
        return made_id(said, str(self._made[said]))

    def _renamed(self, row: Row) -> Row:
        number = 2
        while known := self._rows.get((row.table, f"{row.id}~{number}")):
            if {**known.fields, "id": row.id} == row.fields:
                return known
            number += 1
        name = f"{row.id}~{number}"
        words = phrase("exchange.id_twice", id=row.id, table=row.table, name=name)
        self._say(Severity.ERROR, "id.twice", words, row.file, row.line)
        return Row(row.table, {**row.fields, "id": name}, row.file, row.line)
