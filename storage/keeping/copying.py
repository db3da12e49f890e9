"""Copying all rows from one database into another, and checking every one of them afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text

from storage.keeping.plain import Sum, Values, batches, count, plain, without_nul
from storage.tables import metadata

Advance = Callable[[int, int], None]
"""Told how much is done, of how much."""


class NotEmpty(Exception):
    """There is something in the target already."""


class Differs(Exception):
    """A copy is not what it was copied from."""


@dataclass(slots=True)
class Copied:
    """What was copied: each table's sum, and how many rows had a NUL character taken out."""

    tables: dict[str, Sum] = field(default_factory=dict)
    mended: int = 0

    @property
    def rows(self) -> int:
        """Rows in all."""
        return sum(one.rows for one in self.tables.values())


def copy(source: Connection, target: Connection, advance: Advance) -> Copied:
    """Copy every table into the empty ones of the target, read it back, and compare. Differs when not alike.

    Both are in a transaction of the caller's, who commits; so the target gets everything or nothing.
    """
    tables = metadata.sorted_tables
    total = 2 * sum(count(source, table) for table in tables)
    copied, done = Copied(), 0
    for table in tables:
        mine = copied.tables[table.name] = Sum()
        for rows in batches(source, table):
            clean, mended = without_nul(rows)
            copied.mended += mended
            mine.add(clean)
            _put(target, table, clean)
            done += len(rows)
            advance(done, total)
    for table in tables:
        done = _compare(target, table, copied.tables[table.name], lambda now: advance(now, total), done)
    _continue_sequences(target)
    return copied


def _compare(target: Connection, table: Table, wanted: Sum, advance: Callable[[int], None], done: int) -> int:
    found = Sum()
    for rows in batches(target, table):
        found.add(rows)
        done += len(rows)
        advance(done)
    if found != wanted:
        raise Differs(
            f"the table {table.name} is not the same after copying: {wanted.rows} rows were written,"
            f" {found.rows} were read back. Nothing was kept"
        )
    return done


def _put(target: Connection, table: Table, rows: list[Values]) -> None:
    if not rows:
        return
    if target.dialect.name == "postgresql":
        _put_by_copy(target, table, rows)
    else:
        names = [column.name for column in table.columns]
        target.execute(insert(plain(table)), [dict(zip(names, row, strict=True)) for row in rows])


def _put_by_copy(target: Connection, table: Table, rows: list[Values]) -> None:
    """COPY is several times faster than INSERT."""
    driver: Any = target.connection.driver_connection
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as writing:
        for row in rows:
            writing.write_row(row)


def _continue_sequences(target: Connection) -> None:
    """Have ids that the database counts itself go on after the highest there is (ours grow with time)."""
    if target.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            name = target.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
            if name is not None:
                highest = select(func.coalesce(func.max(plain(table).c[column.name]), 0))
                target.execute(select(func.setval(name, highest.scalar_subquery() + 1, False)))


def refuse_unless_empty(connection: Connection) -> None:
    """NotEmpty when the target holds rows of ours, or tables of somebody else's."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" not in names and names:
        raise NotEmpty(f"the target has tables of something else: {', '.join(sorted(names)[:5])}")
    for table in metadata.sorted_tables:
        if table.name in names and holds_rows(connection, table):
            raise NotEmpty(f"the target is not empty: there are rows in the table {table.name}")


def holds_rows(connection: Connection, table: Table) -> bool:
    """Whether a table has any row."""
    return connection.execute(select(text("1")).select_from(plain(table)).limit(1)).first() is not None


def empty(connection: Connection) -> None:
    """Delete all rows of every table of ours."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(plain(table).delete())
