"""Rows whose key is one of many, as one statement that never changes.

SQLAlchemy's own ``in_`` writes a new statement for every number of keys, which costs more than the query;
here all keys go in as one parameter: a JSON array on SQLite, an array on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import ARRAY, Column, ColumnElement, Select, String, Table, any_, bindparam, func, select


def is_among(column: Column[Any], dialect: str, name: str = "keys") -> ColumnElement[bool]:
    """The condition that a column is one of the keys in the parameter of this name."""
    if dialect == "postgresql":
        return column == any_(bindparam(name, type_=ARRAY(column.type)))
    each = func.json_each(bindparam(name, type_=String())).table_valued("value")
    return column.in_(select(each.c.value))


def as_parameter(keys: Iterable[Any], dialect: str) -> Any:  # noqa: ANN401 - an array or a text
    """The value of the parameter ``keys``."""
    listed = list(keys)
    return listed if dialect == "postgresql" else msgspec.json.encode(listed).decode()


@cache
def rows_by_key(table: Table, column: str, dialect: str) -> Select[Any]:
    """All columns of the rows of a table whose column is one of the parameter's keys."""
    return select(table).where(is_among(table.c[column], dialect))
