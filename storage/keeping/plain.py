"""Rows as plain values, the same whichever database they lie in; the ground for copying and comparing.

Our own column types (moments, tags, packed data) are passed over: a copy must bring over what is stored,
also where our code of today could not read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, MetaData, Table, func, select
from sqlalchemy.types import TypeDecorator, TypeEngine

BATCH = 2_000
"""Rows that are in memory at a time."""
_MODULUS = 1 << 128
_encode = msgspec.msgpack.Encoder().encode
Values = tuple[Any, ...]


@cache
def plain(table: Table) -> Table:
    """The same table with columns of the database's own kinds."""
    columns = [
        Column(one.name, _kind(one.type), primary_key=one.primary_key, autoincrement=False)
        for one in table.columns
    ]
    return Table(table.name, MetaData(), *columns)


def _kind(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def batches(connection: Connection, table: Table) -> Iterator[list[Values]]:
    """All rows of a table, some thousand at a time, in no particular order."""
    reading = connection.execution_options(stream_results=True, yield_per=BATCH)
    for partition in reading.execute(select(plain(table))).partitions():
        yield [tuple(row) for row in partition]


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(plain(table))).scalar_one())


@dataclass(slots=True)
class Sum:
    """How many rows, and the sum of their hashes: the same for the same rows in any order."""

    rows: int = 0
    hashes: int = 0

    def add(self, rows: Sequence[Values]) -> None:
        """Count rows in."""
        for row in rows:
            digest = hashlib.sha256(_encode(row)).digest()
            self.hashes = (self.hashes + int.from_bytes(digest[:16], "big")) % _MODULUS
        self.rows += len(rows)


def without_nul(rows: list[Values]) -> tuple[list[Values], int]:
    """Rows whose texts hold no NUL character, which PostgreSQL cannot keep; and how many rows had one."""
    found = 0
    for place, row in enumerate(rows):
        if any(isinstance(value, str) and "\0" in value for value in row):
            rows[place] = tuple(v.replace("\0", "") if isinstance(v, str) else v for v in row)
            found += 1
    return rows, found
