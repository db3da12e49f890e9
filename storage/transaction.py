"""One transaction, shared by the turns of a batch.

Writes are gathered and leave as few bulk statements; a read first writes what is gathered, so a turn
always sees what was decided before it. A turn that fails is undone alone: what it only gathered is
dropped, what it had to write early lies behind a savepoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Connection,
    Delete,
    Executable,
    Insert,
    NestedTransaction,
    Table,
    Update,
    bindparam,
    insert,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

Row = dict[str, Any]
Found = Mapping[str, Any]


@cache
def _update_of(table: Table, columns: tuple[str, ...]) -> Update:
    keys = list(table.primary_key.columns)
    statement = update(table).values({name: bindparam(f"set_{name}") for name in columns})
    for key in keys:
        statement = statement.where(key == bindparam(f"key_{key.name}"))
    return statement


@cache
def _upsert_of(table: Table, dialect: str) -> Insert:
    keys = [column.name for column in table.primary_key.columns]
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(table)
    changed = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


class Transaction:
    """Reads and writes of one database transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gathered: dict[Executable, list[Row]] = {}
        self._turn: dict[Executable, list[Row]] | None = None
        self._savepoint: NestedTransaction | None = None
        self.dialect = connection.dialect.name

    # writing ---------------------------------------------------------------------------------------

    def insert(self, table: Table, row: Row) -> None:
        """Gather a new row."""
        self._gather(_insert_of(table), row)

    def upsert(self, table: Table, row: Row) -> None:
        """Gather a row that replaces the one with its primary key, if there is one; all columns given."""
        self._gather(_upsert_of(table, self.dialect), row)

    def update(self, table: Table, key: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Gather a change of the row with this primary key."""
        row: Row = {f"key_{name}": value for name, value in key.items()}
        row.update({f"set_{name}": value for name, value in changes.items()})
        self._gather(_update_of(table, tuple(changes)), row)

    def execute(self, statement: Update | Delete | Insert) -> int:
        """Run a statement now, after everything gathered; gives back how many rows it touched."""
        self.flush()
        return self._connection.execute(statement).rowcount

    def many(self, statement: Update, rows: Sequence[Row]) -> None:
        """Run one statement for many rows now, after everything gathered."""
        self.flush()
        if rows:
            self._connection.execute(statement, list(rows))

    # reading ---------------------------------------------------------------------------------------

    def rows(self, statement: Executable, params: Mapping[str, Any] | None = None) -> Sequence[Found]:
        """All rows of a query, after everything gathered was written."""
        self.flush()
        return cast("Sequence[Found]", self._connection.execute(statement, params or {}).mappings().all())

    def row(self, statement: Executable, params: Mapping[str, Any] | None = None) -> Found | None:
        """The first row of a query, or None."""
        self.flush()
        return cast("Found | None", self._connection.execute(statement, params or {}).mappings().first())

    def value(self, statement: Executable, params: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - a column's type
        """The first column of the first row, or None."""
        self.flush()
        return self._connection.execute(statement, params or {}).scalar()

    # turns -----------------------------------------------------------------------------------------

    @contextmanager
    def turn(self) -> Iterator[None]:
        """What is written inside stands or falls together, without its neighbours in the batch."""
        self._turn = {}
        try:
            yield
            self._close_turn()
        except BaseException:
            if self._savepoint is not None:
                self._savepoint.rollback()
            raise
        finally:
            self._turn = None
            self._savepoint = None

    def _close_turn(self) -> None:
        turn = self._turn or {}
        if self._savepoint is not None:
            _write(self._connection, turn)
            self._savepoint.commit()
        else:
            for statement, rows in turn.items():
                self._gathered.setdefault(statement, []).extend(rows)

    def flush(self) -> None:
        """Write what is gathered."""
        if self._gathered:
            gathered, self._gathered = self._gathered, {}
            _write(self._connection, gathered)
        if self._turn is not None and self._savepoint is None:
            self._savepoint = self._connection.begin_nested()
        if self._turn:
            turn, self._turn = self._turn, {}
            _write(self._connection, turn)

    def _gather(self, statement: Executable, row: Row) -> None:
        target = self._gathered if self._turn is None else self._turn
        target.setdefault(statement, []).append(row)


@cache
def _insert_of(table: Table) -> Insert:
    return insert(table)


def _write(connection: Connection, gathered: dict[Executable, list[Row]]) -> None:
    for statement, rows in gathered.items():
        connection.execute(statement, rows)
