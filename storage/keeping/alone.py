"""Having a database to oneself: nobody else may have it open while it is moved or replaced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.tables import metadata

_PATIENCE = 2_000
"""Milliseconds until somebody who has the database open is taken for running, not for just ending."""
_OTHERS = text(
    "SELECT DISTINCT coalesce(nullif(application_name, ''), usename) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class InUse(Exception):
    """The database is in use."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"the database is in use by {who}. Stop every Linli first: what it wrote meanwhile would be lost"
        )


@contextmanager
def alone(url: str) -> Iterator[Connection]:
    """A connection in one transaction, while nobody else has the database open; InUse otherwise.

    SQLite keeps everybody else out by its exclusive locking mode, which it refuses while anybody has the
    file open. On PostgreSQL whoever is connected to the database counts, and nobody may write to our tables
    until we are done.
    """
    parsed = make_url(url)
    opening = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
    with opening as connection:
        yield connection


@contextmanager
def _sqlite(url: URL) -> Iterator[Connection]:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    _exclusive(engine)
    try:
        connection = engine.connect()
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except OperationalError as error:
        engine.dispose()
        if "locked" not in str(error):
            raise
        raise InUse("a running Linli or another program") from None
    try:
        with _ending(connection):
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _ending(connection: Connection) -> Iterator[None]:
    """Commit what was begun by itself when the body ends; roll it back when it fails."""
    with connection:
        yield
        connection.commit()


def _exclusive(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        del record
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
        cursor.execute("PRAGMA locking_mode=EXCLUSIVE")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")


@contextmanager
def _postgresql(url: URL) -> Iterator[Connection]:
    arguments = {"application_name": "linli db", "options": f"-c lock_timeout={_PATIENCE}"}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if found := sorted(str(name) for name in connection.execute(_OTHERS).scalars()):
                raise InUse(", ".join(found))
            names = set(inspect(connection).get_table_names())
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            # Locked before anything is read: the snapshot is taken by the first query.
            if mine := [f'"{table.name}"' for table in metadata.sorted_tables if table.name in names]:
                connection.execute(text(f"LOCK TABLE {', '.join(mine)} IN SHARE ROW EXCLUSIVE MODE"))
            yield connection
            connection.commit()
    finally:
        engine.dispose()
