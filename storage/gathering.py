"""Writes that wait: as few bulk statements as keep the order in which each row is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Insert, Table, Update

from storage.arrays import bulk

Row = dict[str, Any]
Statement = Insert | Update
Shape = tuple[Statement, tuple[str, ...]]
"""A statement and the columns its rows have."""


@cache
def keys_of(table: Table) -> tuple[str, ...]:
    """The names of a table's primary key columns, in their order."""
    return tuple(column.name for column in table.primary_key.columns)


@cache
def key_of(table: Table) -> Callable[[Mapping[str, Any]], Any]:
    """What takes a row's primary key out of it: one value, or a tuple where it has several columns."""
    return itemgetter(*keys_of(table))


class Write(NamedTuple):
    """One row to be written: how, in which table, under which primary key."""

    statement: Statement
    table: str
    key: Any
    row: Row


class Gathered:
    """Bulks in the order they leave.

    A write joins an earlier bulk of its statement unless the same row was written since by another
    statement: what happened to a row later must also be written later. Rows of one bulk have the same
    columns, because the first one decides which columns the statement names.
    """

    __slots__ = ("_bulks", "_last", "_places")

    def __init__(self, writes: Iterable[Write] = ()) -> None:
        self._bulks: list[tuple[Shape, list[Row]]] = []
        self._places: dict[Shape, int] = {}
        self._last: dict[tuple[str, Any], int] = {}
        self.extend(writes)

    def __bool__(self) -> bool:
        return bool(self._bulks)

    def extend(self, writes: Iterable[Write]) -> None:
        """Add writes, in their order."""
        for statement, table, key, row in writes:
            shape, whose = (statement, tuple(row)), (table, key)
            place = self._places.get(shape)
            if place is None or place < self._last.get(whose, 0):
                place = self._places[shape] = len(self._bulks)
                self._bulks.append((shape, []))
            self._last[whose] = place
            self._bulks[place][1].append(row)

    def write(self, connection: Connection) -> None:
        """Run the bulks."""
        for (statement, _), rows in self._bulks:
            write_bulk(connection, statement, rows)


def write_bulk(connection: Connection, statement: Statement, rows: Sequence[Row]) -> None:
    """Run one statement for rows that have the same columns; there is at least one."""
    prepared = bulk(statement, tuple(rows[0]), connection.dialect)
    if prepared.usable:
        prepared.run(connection, rows)
    else:
        connection.execute(statement, list(rows))
