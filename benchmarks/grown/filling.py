"""Many rows at once, past the layers that a server would go through."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator


def insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    """Many rows with the same columns; columns left out get what their kind has for nothing."""
    known = connection.execute(f"PRAGMA table_info('{table}')").fetchall()
    empty: dict[str, object] = {
        name: (None if not required else "" if kind in {"TEXT", "BLOB"} else 0)
        for _, name, kind, required, _, _ in known
    }
    first = next(rows, None)
    if first is None:
        return
    names = list(empty)

    def values(row: dict[str, object]) -> tuple[object, ...]:
        whole = {**empty, **row}
        return tuple(whole[name] for name in names)

    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    connection.execute(statement, values(first))
    connection.executemany(statement, (values(row) for row in rows))


def count(size: int) -> str:
    """A table expression that counts from 0."""
    return f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {size - 1}) "
