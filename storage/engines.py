"""Connections as we rely on them: SQLite with a log and full syncs, PostgreSQL seeing when it is cut off."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.kept import PATIENCE
from storage.straight import refusal

_PATIENT: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "linli",
}
"""How soon a PostgreSQL that was cut off counts as gone: in seconds, ``tcp_user_timeout`` in milliseconds."""
_IDLE = "-c idle_in_transaction_session_timeout=30000"
"""A process that was cut off in the middle of a batch gives its locks back after so many milliseconds."""


def open_engine(url: str) -> Engine:
    """A synchronous engine with the settings we rely on (WAL and FULL on SQLite).

    Parameters stay out of error messages: they hold what residents said, and errors end up in logs.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        pooled: dict[str, Any] = {}
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            pooled["pool_use_lifo"] = True  # the connection with warm pages first
        engine = create_engine(url, hide_parameters=True, **pooled)
        _tune_sqlite(engine)
        return engine
    return create_engine(url, hide_parameters=True, connect_args=patient(url, options=_IDLE))


def patient(url: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever libpq takes
    """What we ask of connections to PostgreSQL, unless the URL says otherwise."""
    said = make_url(url).query
    return {name: value for name, value in {**_PATIENT, **more}.items() if name not in said}


def open_reader(url: str) -> AsyncEngine:
    """An asynchronous engine for reading."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_async_engine(parsed.set(drivername="sqlite+aiosqlite"), hide_parameters=True)
        _tune_sqlite(engine.sync_engine)
        return engine
    return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True, connect_args=patient(url))


def _tune_sqlite(engine: Engine) -> None:
    """WAL, so that readers and the writer do not wait for each other.

    FULL, so that a commit survives the loss of power. Transactions are begun by us, since the driver's
    own habit of beginning them breaks savepoints.
    """

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        del record
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={PATIENCE}",
            "wal_autocheckpoint=50000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        statement = "BEGIN" if _reads_only(connection) else "BEGIN IMMEDIATE"
        raw: object = connection.connection.dbapi_connection
        if isinstance(raw, sqlite3.Connection):
            try:
                raw.execute(statement).close()
            except sqlite3.Error as error:
                raise refusal(connection, statement, error) from error
        else:
            connection.exec_driver_sql(statement)


def _reads_only(connection: Connection) -> bool:
    options: dict[str, Any] = dict(connection.get_execution_options())
    return connection.dialect.is_async or bool(options.get("reads_only"))
