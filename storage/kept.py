"""The connection that the writer keeps between its transactions.

To take one from the pool and give it back costs a small batch a twentieth of its time. Every other thread
takes one for once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

PATIENCE = 10_000
"""Milliseconds that SQLite waits for another process that writes."""


class Kept:
    """``begin`` is called in the writer's thread, ``lent`` in any, ``end`` when nobody writes any more."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._thread: int | None = None
        self._connection: Connection | None = None

    def begin(self) -> None:
        """This thread is the writer's."""
        self._thread = threading.get_ident()

    def end(self) -> None:
        """Close it, if there is one."""
        self._thread = None
        self._drop()

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection without a transaction: in the writer's thread the kept one, unless it is in use.

        What a turn writes beside its own transaction (a file) has a connection of its own.
        """
        in_use = self._connection is not None and self._connection.in_transaction()
        if threading.get_ident() == self._thread and not in_use:
            with self.cared_for() as connection:
                yield connection
        else:
            with self._connect() as connection:
                yield connection

    @contextmanager
    def cared_for(self) -> Iterator[Connection]:
        """The kept connection, for whom the writer leaves it to; after any error the next is a new one."""
        if self._connection is None:
            self._connection = self._connect()
        try:
            yield self._connection
        except BaseException:
            self._drop()
            raise

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


@contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """What is begun inside fails when another process writes, instead of waiting for it. SQLite only."""
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise AssertionError("a connection that was lost")
    raw.cursor().execute("PRAGMA busy_timeout=0").close()
    try:
        yield
    finally:
        raw.cursor().execute(f"PRAGMA busy_timeout={PATIENCE}").close()
