"""The database as the rest of the house sees it: one writer, many readers.

All writing happens in one thread with one connection, batch after batch, because a commit costs more
than anything else a turn does (docs/decisions/0002). Reading goes through SQLAlchemy's asynchronous
engine (aiosqlite, psycopg) and never waits for the writer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.transaction import Spoiled
from storage.unit import Unit

T = TypeVar("T")


class Database:
    """Opens an installation's database. Close it with ``close``."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = open_engine(url)
        self._reader: AsyncEngine | None = None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="linli-writer")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    async def write(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one transaction on the writer's thread; durable when this returns.

        The work may be run twice: when a row of one of its turns cannot be written, all is rolled back
        and done again turn by turn, so that only the turn that is at fault fails.
        """
        return await asyncio.get_running_loop().run_in_executor(self._writer, self.write_now, work)

    def write_now(self, work: Callable[[Unit], T]) -> T:
        """The same, in the calling thread; for the command line and for tests."""
        try:
            return self._transact(work, careful=False)
        except Spoiled:
            return self._transact(work, careful=True)

    def _transact(self, work: Callable[[Unit], T], *, careful: bool) -> T:
        with self.engine.begin() as connection:
            unit = Unit(connection, careful=careful)
            result = work(unit)
            unit.flush()
            return result

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run reading work beside the writer."""
        if self._reader is None:
            self._reader = _open_reader(str(self.url.render_as_string(hide_password=False)))
        async with self._reader.connect() as connection:
            return await connection.run_sync(lambda plain: work(Unit(plain)))

    async def close(self) -> None:
        """Finish what is being written and close everything."""
        await asyncio.get_running_loop().run_in_executor(None, self._writer.shutdown)
        if self._reader is not None:
            await self._reader.dispose()
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """A synchronous engine with the settings we rely on (WAL and FULL on SQLite).

    Parameters stay out of error messages: they hold what residents said, and errors end up in logs.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, hide_parameters=True)
        _tune_sqlite(engine)
        return engine
    return create_engine(url, pool_pre_ping=True, hide_parameters=True)


def _open_reader(url: str) -> AsyncEngine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_async_engine(parsed.set(drivername="sqlite+aiosqlite"), hide_parameters=True)
        _tune_sqlite(engine.sync_engine)
        return engine
    return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True)


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
            "busy_timeout=10000",
            "wal_autocheckpoint=10000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if _reads_only(connection) else "BEGIN IMMEDIATE")


def _reads_only(connection: Connection) -> bool:
    options: dict[str, Any] = dict(connection.get_execution_options())
    return connection.dialect.is_async or bool(options.get("reads_only"))
