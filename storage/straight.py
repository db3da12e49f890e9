"""The way to SQLite past SQLAlchemy, for statements that it has compiled once and that every batch runs.

Executing costs SQLAlchemy some 20 µs a statement, four times what SQLite itself needs for a short one, and a
batch has about ten. On PostgreSQL, and where a driver is asynchronous, there is no such way.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage.trouble import trouble_of

WRITES = "linli_writes"
"""The execution option of a connection that writes: what it meets may be trouble of the database."""


def driver_of(connection: Connection) -> sqlite3.Connection | None:
    """SQLite's own connection inside a transaction of SQLAlchemy's; None where there is neither."""
    raw: object = connection.connection.dbapi_connection
    return raw if isinstance(raw, sqlite3.Connection) and connection.in_transaction() else None


def refusal(connection: Connection, sql: str, error: sqlite3.Error) -> BaseException:
    """What SQLAlchemy would have raised, without the parameters; or ``Trouble``."""
    trouble = trouble_of(error) if connection.get_execution_options().get(WRITES) else None
    return trouble or DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True)
