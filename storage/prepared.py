"""Statements of the path every message takes, compiled once for good.

SQLAlchemy writes the SQL and knows how each kind of value lies in a column; both are looked up here at first
use. What is left for each batch is the driver's own work and the few values that need a change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.straight import driver_of, refusal
from storage.types import OwnType

Change = Callable[[Any], Any]
Row = Mapping[str, Any]


class Bulk:
    """One statement for many rows of the same columns; not ``usable`` where Python must fill defaults."""

    __slots__ = ("_binds", "_names", "_pick", "_sql", "usable")

    def __init__(self, statement: ClauseElement, columns: Sequence[str], dialect: Dialect) -> None:
        compiled = _compiled(statement, columns, dialect)
        self.usable = not (compiled.insert_prefetch or compiled.update_prefetch)
        self._sql = compiled.string
        self._names = tuple(compiled.positiontup) if compiled.positiontup is not None else None
        names = self._names if self._names is not None else tuple(compiled.binds)
        self._pick = itemgetter(*names) if len(names) > 1 else None
        places = range(len(names)) if self._names is not None else names
        found = zip(places, (to_column(compiled.binds[name].type, dialect) for name in names), strict=True)
        self._binds: list[tuple[Any, Change]] = [(place, change) for place, change in found if change]

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run it, in one call of the driver."""
        bound = [self._bound(row) for row in rows]
        straight = driver_of(connection)
        if straight is None:
            connection.exec_driver_sql(self._sql, bound)
            return
        try:
            straight.executemany(self._sql, bound).close()
        except sqlite3.Error as error:
            raise refusal(connection, self._sql, error) from error

    def _bound(self, row: Row) -> Any:  # noqa: ANN401 - a tuple or a dict, as the driver likes it
        if self._names is None:
            values: Any = dict(row)
        else:
            values = list(self._pick(row)) if self._pick is not None else [row[self._names[0]]]
        for place, change in self._binds:
            values[place] = change(values[place])
        return values if self._names is None else tuple(values)


class Query:
    """A query with one set of parameters. ``names`` and ``changes`` say what is in the driver's raw rows."""

    __slots__ = ("_binds", "_order", "_sql", "changes", "names")

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled = _compiled(statement, None, dialect)
        self._sql = compiled.string
        self._order = tuple(compiled.positiontup) if compiled.positiontup is not None else None
        self._binds = {name: to_column(bind.type, dialect) for name, bind in compiled.binds.items()}
        columns = list(statement.selected_columns)
        self.names = tuple(column.name for column in columns)
        self.changes: tuple[Change | None, ...] = tuple(_from_column(one.type, dialect) for one in columns)

    def raw(self, connection: Connection, params: Row) -> Sequence[Sequence[Any]]:
        """All its rows, as the driver gives them."""
        bound = {
            name: change(params[name]) if change else params[name] for name, change in self._binds.items()
        }
        given: Any = bound if self._order is None else tuple(bound[name] for name in self._order)
        straight = driver_of(connection)
        if straight is None:
            return connection.exec_driver_sql(self._sql, given).all()
        try:
            return straight.execute(self._sql, given).fetchall()
        except sqlite3.Error as error:
            raise refusal(connection, self._sql, error) from error

    def rows(self, connection: Connection, params: Row) -> list[dict[str, Any]]:
        """All its rows as dicts by column."""
        rows = [dict(zip(self.names, row, strict=True)) for row in self.raw(connection, params)]
        odd = [(name, change) for name, change in zip(self.names, self.changes, strict=True) if change]
        for row in rows:
            for name, change in odd:
                row[name] = change(row[name])
        return rows


@cache
def bulk(statement: ClauseElement, columns: tuple[str, ...], dialect: Dialect) -> Bulk:
    """The bulk of a statement, made once."""
    return Bulk(statement, columns, dialect)


@cache
def query(statement: Select[Any], dialect: Dialect) -> Query:
    """The query of a statement, made once."""
    return Query(statement, dialect)


def _compiled(statement: ClauseElement, columns: Sequence[str] | None, dialect: Dialect) -> SQLCompiler:
    keys = list(columns) if columns is not None else None
    return cast("SQLCompiler", statement.compile(dialect=cast("DefaultDialect", dialect), column_keys=keys))


def to_column(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    """How a value of Python becomes one of the column; None where it is the same."""
    if isinstance(kind, OwnType):
        return kind.to_column
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _from_column(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    if isinstance(kind, OwnType):
        return kind.from_column
    return kind.dialect_impl(dialect).result_processor(dialect, None)
