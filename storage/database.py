"""The database as the rest of the house sees it: one writer, many readers.

Writing goes through one connection, batch after batch, because a commit costs more than anything else a
turn does (docs/decisions/0002): in the writer's thread, or, what is short, on SQLite in the event loop's.
Reading goes through SQLAlchemy's asynchronous engine (aiosqlite, psycopg) and never waits for the writer.

On PostgreSQL other processes write too (docs/decisions/0012). When two get in each other's way, or the
connection is lost before the commit, the work is done again; when the database stays away, ``Away`` says so.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, RootTransaction, event, func, make_url, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.checkpointing import Checkpoints
from storage.disk import Disk
from storage.engines import open_engine, open_reader
from storage.kept import Kept, at_once
from storage.straight import WRITES
from storage.transaction import Spoiled
from storage.trouble import Away, Trouble, trouble_of
from storage.unit import Unit

T = TypeVar("T")
_log = structlog.get_logger(__name__)

_AGAIN = (0.0, 0.05, 0.2, 0.5)
"""Seconds to wait (give or take half) before work that was in another process's way is done again."""
_PATIENCE = 3.0
"""Seconds after which nothing is done again: whoever waits for it is told, and can come again."""


class Database:
    """Opens an installation's database. Close it with ``close``."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = open_engine(url)
        self._writing = self.engine.execution_options(**{WRITES: True})
        event.listen(self.engine, "handle_error", _tell_trouble, retval=True)
        self._reader: AsyncEngine | None = None
        self._kept = Kept(self._connected)
        self._disk = Disk()
        self._in_hand: set[Future[Any]] = set()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="linli-writer", initializer=self._kept.begin)
        self._checkpoints = Checkpoints(self.engine) if self.is_sqlite and self.url.database else None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    async def write(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one transaction on the writer's thread; durable when this returns.

        The work may be run twice: when a row of one of its turns cannot be written, all is rolled back
        and done again turn by turn, so that only the turn that is at fault fails; and when it met another
        process's. Away when the database cannot be reached or cannot write.
        """
        return await self._write_there(work)

    async def _write_there(self, work: Callable[[Unit], T], *, careful: bool = False) -> T:
        return await asyncio.wrap_future(self._in_turn(partial(self.write_now, work, careful=careful)))

    def _in_turn(self, call: Callable[..., T], *given: object) -> Future[T]:
        """Have the writer's thread do it, after what it was told to do before."""
        future = self._writer.submit(call, *given)
        self._in_hand.add(future)
        future.add_done_callback(self._in_hand.discard)
        return future

    async def write_at_hand(self, work: Callable[[Unit], T]) -> T:
        """The same for short work that waits for nobody: on SQLite it runs on the event loop's thread.

        Two threads that both compute take the interpreter from each other at every statement, which costs a
        fifth of a turn. Only the wait for a disk that is not quick is left to the writer's thread; and what
        cannot be done at once, because somebody else is writing or a row is refused, is done there from the
        beginning.
        """
        careful = False
        if self.is_sqlite:
            if self._in_hand:
                await asyncio.wrap_future(self._in_turn(_nothing))
            if not self._in_hand:
                try:
                    return await self._write_here(work)
                except Spoiled:
                    careful = True
                except Trouble:
                    pass
        return await self._write_there(work, careful=careful)

    async def _write_here(self, work: Callable[[Unit], T]) -> T:
        with self._kept.cared_for() as connection:
            with at_once(connection):
                transaction = connection.begin()
            unit, result = self._work_in(connection, work)
            to_do = unit.afterwards or (self._checkpoints and self._checkpoints.is_to_end)
            if not to_do and self._disk.is_quick():
                began = time.perf_counter()
                self._commit(connection, unit, transaction)
                self._disk.took(time.perf_counter() - began)
                return result
        await asyncio.shield(asyncio.wrap_future(self._in_turn(self._commit_here, unit, transaction)))
        return result

    def _commit_here(self, unit: Unit, transaction: RootTransaction) -> None:
        with self._kept.cared_for() as connection:
            self._commit(connection, unit, transaction)

    def write_now(self, work: Callable[[Unit], T], *, careful: bool = False) -> T:
        """``write`` in the calling thread: the writer's, or one that may wait (a command, a test).

        ``careful`` when it is known already that a row will be refused.
        """
        pauses, until = iter(_AGAIN), time.monotonic() + _PATIENCE
        while True:
            try:
                return self._transact(work, careful=careful)
            except Spoiled:
                if careful:
                    raise
                careful = True
            except Trouble as trouble:
                pause = next(pauses, None) if trouble.passing and time.monotonic() < until else None
                if pause is None:
                    raise Away(str(trouble)) from trouble
                time.sleep(pause * random.uniform(0.5, 1.5))

    def _transact(self, work: Callable[[Unit], T], *, careful: bool) -> T:
        with self._kept.lent() as connection:
            transaction = connection.begin()
            try:
                unit, result = self._work_in(connection, work, careful=careful)
            except BaseException:
                transaction.rollback()
                raise
            try:
                self._commit(connection, unit, transaction)
            except Trouble as trouble:
                trouble.passing = trouble.passing and not connection.invalidated  # it may have been committed
                raise
            return result

    def _work_in(
        self, connection: Connection, work: Callable[[Unit], T], *, careful: bool = False
    ) -> tuple[Unit, T]:
        unit = Unit(connection, careful=careful)
        unit.shared = not self.is_sqlite
        result = work(unit)
        unit.close()
        return unit, result

    def _commit(self, connection: Connection, unit: Unit, transaction: RootTransaction) -> None:
        transaction.commit()
        for act in unit.afterwards:
            try:
                act()
            except Exception:  # noqa: BLE001 - all is durable; whatever it was must not deny that
                _log.exception("afterwards_failed")
        if self._checkpoints is not None:
            self._checkpoints.after_commit(connection)

    def _connected(self) -> Connection:
        try:
            return self._writing.connect()
        except DBAPIError as error:
            raise trouble_of(error) or error from error

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run reading work beside the writer."""
        async with self._reading().connect() as connection:
            return await connection.run_sync(lambda plain: work(Unit(plain)))

    async def read_aside(self, work: Callable[[Unit], T]) -> T:
        """Run long reading work in a thread of its own: neither the writer nor the event loop waits."""
        return await asyncio.to_thread(self.read_now, work)

    def read_now(self, work: Callable[[Unit], T]) -> T:
        """The same, in the calling thread, beside whatever that thread may be writing."""
        with self.engine.connect().execution_options(reads_only=True) as connection, connection.begin():
            return work(Unit(connection))

    async def tell(self, channel: str, payload: str) -> None:
        """Say something to every process at once, this one included; only PostgreSQL can."""
        async with self._reading().connect() as connection:
            await connection.execute(select(func.pg_notify(channel, payload)))
            await connection.commit()

    def _reading(self) -> AsyncEngine:
        if self._reader is None:
            self._reader = open_reader(str(self.url.render_as_string(hide_password=False)))
        return self._reader

    async def close(self) -> None:
        """Finish what is being written and close everything."""
        await asyncio.get_running_loop().run_in_executor(None, self._writer.shutdown)
        self._kept.end()
        if self._checkpoints is not None:
            self._checkpoints.close()
        if self._reader is not None:
            await self._reader.dispose()
        self.engine.dispose()


def _nothing() -> None:
    """What the writer's thread does last of all that it was told so far."""


def _tell_trouble(context: ExceptionContext) -> Trouble | None:
    """What a turn meets when the database itself is in trouble, instead of the driver's error."""
    if context.connection is None or not context.connection.get_execution_options().get(WRITES):
        return None
    return trouble_of(context.original_exception)
