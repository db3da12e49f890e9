"""One transaction, shared by the turns of a batch.

Writes are gathered and leave as few bulk statements; a read first writes what is gathered, so a turn
always sees what was decided before it. A turn that fails is undone alone: what it only gathered is
dropped, what it had to write early lies behind a savepoint.

A row that cannot be written (it breaks a constraint, it cannot be encoded) is only noticed when its bulk
leaves, perhaps in another turn. Then the transaction is ``Spoiled``; ``storage.database`` rolls it back and
has the work done again in a careful one, where every turn writes its own rows and so notices itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    Delete,
    Dialect,
    Executable,
    Insert,
    NestedTransaction,
    Select,
    Table,
    Update,
    bindparam,
)
from sqlalchemy import insert as plain_insert
from sqlalchemy import update as plain_update
from sqlalchemy.dialects import postgresql, sqlite

from storage.among import as_parameter, rows_by_key
from storage.gathering import Gathered, Row, Write, key_of, keys_of, write_bulk
from storage.prepared import query
from storage.rows import maker

T = TypeVar("T")
Found = Mapping[str, Any]


class Spoiled(BaseException):
    """A gathered row of a turn that had ended could not be written.

    Not an ``Exception``, so that the turn in which it shows does not take it for a failure of its own.
    """


@cache
def _insert_of(table: Table) -> Insert:
    return plain_insert(table)


@cache
def _update_of(table: Table, columns: tuple[str, ...]) -> Update:
    statement = plain_update(table).values({name: bindparam(f"set_{name}") for name in columns})
    for name in keys_of(table):
        statement = statement.where(table.c[name] == bindparam(f"key_{name}"))
    return statement


@cache
def _upsert_of(table: Table, dialect: str) -> Insert:
    keys = keys_of(table)
    statement = insert_on_conflict(table, dialect)
    changed = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    if not changed:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def insert_on_conflict(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what happens to a row that is there already, as the database writes it."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _maker_of(kind: Hashable, statement: Select[Any], dialect: Dialect) -> Callable[[Sequence[Any]], Any]:
    found = query(statement, dialect)
    return maker(cast("type[Any]", kind), found.names, found.changes)


class Transaction:
    """Reads and writes of one database transaction. ``careful``: nothing is gathered over a turn's end."""

    shared = False
    """Whether other processes may write at the same time, so that what is changed must be locked before."""

    def __init__(self, connection: Connection, *, careful: bool = False) -> None:
        self._connection = connection
        self._careful = careful
        self._gathered = Gathered()
        self._turn: list[Write] | None = None
        self._turns = 0
        self._savepoint: NestedTransaction | None = None
        self.dialect = connection.dialect.name
        self.afterwards: list[Callable[[], object]] = []
        """What is done beside the database once this is durable."""

    # writing ---------------------------------------------------------------------------------------

    def insert(self, table: Table, row: Row) -> None:
        """Gather a new row."""
        self._gather(Write(_insert_of(table), table.name, key_of(table)(row), row))

    def upsert(self, table: Table, row: Row) -> None:
        """Gather a row that replaces the one with its primary key, if there is one; all columns given."""
        self._gather(Write(_upsert_of(table, self.dialect), table.name, key_of(table)(row), row))

    def update(self, table: Table, key: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Gather a change of the row with this primary key."""
        if not changes:
            return
        row: Row = {f"key_{name}": value for name, value in key.items()}
        row.update({f"set_{name}": value for name, value in changes.items()})
        self._gather(Write(_update_of(table, tuple(changes)), table.name, key_of(table)(key), row))

    def execute(self, statement: Update | Delete | Insert) -> int:
        """Run a statement now, after everything gathered; gives back how many rows it touched."""
        self.flush()
        return self._connection.execute(statement).rowcount

    def returning(self, statement: Update | Delete | Insert) -> Any:  # noqa: ANN401 - a column's type
        """Run a statement with RETURNING now; gives back the first column of the first row, or None."""
        self.flush()
        return self._connection.execute(statement).scalar()

    def beside(self, statement: Update | Delete | Insert) -> Any:  # noqa: ANN401 - a column's type
        """Like ``returning``, in a transaction of its own that is over at once: nobody waits for its locks.

        What it did stays, also when this transaction fails. It is durable when this one is.
        """
        with self._connection.engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            return connection.execute(statement).scalar()

    def many(self, statement: Update, rows: Sequence[Row]) -> None:
        """Run one statement for many rows now, after everything gathered."""
        self.flush()
        if rows:
            write_bulk(self._connection, statement, rows)

    # reading ---------------------------------------------------------------------------------------

    def rows(self, statement: Executable, params: Mapping[str, Any] | None = None) -> Sequence[Found]:
        """All rows of a query, after everything gathered was written."""
        self._before_reading()
        return cast("Sequence[Found]", self._connection.execute(statement, params or {}).mappings().all())

    def by_keys(self, table: Table, column: str, keys: Iterable[Any]) -> Sequence[Found]:
        """The rows of a table whose column is one of many keys, in no particular order."""
        statement = rows_by_key(table, column, self.dialect)
        return self.prepared(statement, {"keys": as_parameter(keys, self.dialect)})

    def prepared(self, statement: Select[Any], params: Mapping[str, Any]) -> Sequence[Found]:
        """All rows of a query that is asked again and again, compiled at its first use."""
        self._before_reading()
        return query(statement, self._connection.dialect).rows(self._connection, params)

    def objects(self, kind: type[T], table: Table, column: str, keys: Iterable[Any]) -> list[T]:
        """``by_keys``, as objects of a kind whose every field is a column."""
        self._before_reading()
        statement = rows_by_key(table, column, self.dialect)
        dialect = self._connection.dialect
        make: Callable[[Sequence[Any]], T] = _maker_of(cast("Hashable", kind), statement, dialect)
        keys = as_parameter(keys, self.dialect)
        return [make(row) for row in query(statement, dialect).raw(self._connection, {"keys": keys})]

    def row(self, statement: Executable, params: Mapping[str, Any] | None = None) -> Found | None:
        """The first row of a query, or None."""
        self._before_reading()
        return cast("Found | None", self._connection.execute(statement, params or {}).mappings().first())

    def value(self, statement: Executable, params: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - a column's type
        """The first column of the first row, or None."""
        self._before_reading()
        return self._connection.execute(statement, params or {}).scalar()

    # turns -----------------------------------------------------------------------------------------

    @contextmanager
    def turn(self) -> Iterator[None]:
        """What is written inside stands or falls together, without its neighbours in the batch."""
        self._turn = []
        self._turns += 1
        before = len(self.afterwards)
        try:
            yield
            self._close_turn(self._turn)
        except Exception:  # not Spoiled and Trouble: they undo all, and SQLite may have done so already
            del self.afterwards[before:]
            if self._savepoint is not None:
                self._savepoint.rollback()
            raise
        finally:
            self._turn = None
            self._savepoint = None

    def _close_turn(self, turn: list[Write]) -> None:
        if self._savepoint is None and not self._careful:
            self._gathered.extend(turn)
            return
        self.flush()
        if self._savepoint is not None:
            self._savepoint.commit()

    def flush(self) -> None:
        """Write what is gathered."""
        self._write_finished()
        if self._turn is None:
            return
        if self._savepoint is None:
            self._savepoint = self._connection.begin_nested()
        if self._turn:
            own = Gathered(self._turn)
            self._turn.clear()
            own.write(self._connection)

    def _before_reading(self) -> None:
        """A turn that has written nothing needs no savepoint to read behind.

        Except on PostgreSQL, where a query that fails would spoil the transaction for its neighbours.
        """
        if self._turn or self.dialect == "postgresql":
            self.flush()
        else:
            self._write_finished()

    def _write_finished(self) -> None:
        """Write what was gathered outside this turn."""
        if not self._gathered:
            return
        gathered, self._gathered = self._gathered, Gathered()
        try:
            gathered.write(self._connection)
        except Exception as error:
            if self._turns:
                raise Spoiled from error
            raise

    def _gather(self, write: Write) -> None:
        if self._turn is not None:
            self._turn.append(write)
        elif self._careful:
            Gathered([write]).write(self._connection)
        else:
            self._gathered.extend([write])
