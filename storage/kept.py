"""The connection that the writer's thread keeps between its transactions.

To take one from the pool and give it back costs a small batch a twentieth of its time. Every other thread
takes one for once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


class Kept:
    """``begin`` is called in the thread that keeps its connection, ``end`` when it is no more."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._thread: int | None = None
        self._connection: Connection | None = None

    def begin(self) -> None:
        """This thread keeps its connection from now on."""
        self._thread = threading.get_ident()

    def end(self) -> None:
        """Close it, if there is one."""
        self._thread = None
        self._drop()

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection without a transaction; after any error the next one is a new one."""
        if threading.get_ident() != self._thread:
            with self._connect() as connection:
                yield connection
            return
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
