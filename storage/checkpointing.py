"""SQLite's log is carried over into the database beside the writer, not in the middle of a commit.

Left to itself, SQLite does it in the commit that makes the log too long, and that commit then takes a
hundred milliseconds. Here a second connection carries over most of it in its own thread (PASSIVE waits for
nobody: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint), and what was written meanwhile, and again
what was written meanwhile, each time less. The writer carries over the few pages that are left, so that the
log is empty and begins anew instead of growing.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import structlog
from sqlalchemy import Connection, Engine

_EVERY = 2.0
"""Seconds between two, while there is writing; a page that is written again meanwhile goes over once."""
_FEW = 250
"""Pages of the log (4 KB each) that the writer may be left with."""
_PASSES = 6
"""How often the other thread goes over the log, at most: it may be slower than the writer."""
_CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"
_log = structlog.get_logger(__name__)


class Checkpoints:
    """``after_commit`` is called by the writer; there is nothing to do while nobody writes."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._last = clock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="linli-checkpoint")
        self._under_way: Future[None] | None = None

    @property
    def is_to_end(self) -> bool:
        """Whether the next commit is followed by some work."""
        return self._under_way is not None and self._under_way.done()

    def after_commit(self, writer: Connection) -> None:
        """Begin to carry over when it is time; finish what was carried over meanwhile."""
        if self._under_way is None:
            if self._clock() - self._last >= _EVERY:
                self._under_way = self._thread.submit(self._carry_over)
        elif self.is_to_end:
            self._under_way = None
            self._last = self._clock()
            carry_over(writer)

    def wait(self) -> None:
        """Until what is under way has ended."""
        if self._under_way is not None:
            self._under_way.result()

    def close(self) -> None:
        """Wait for what is under way."""
        self._thread.shutdown()

    def _carry_over(self) -> None:
        with self._engine.connect() as connection:
            before = 0
            for _ in range(_PASSES):
                length = carry_over(connection)
                if length - before < _FEW:
                    return
                before = length


def carry_over(connection: Connection) -> int:
    """Carry over what can be without waiting for anybody. What cannot be now will be another time.

    Gives back how many pages the log has, carried over or not; 0 when that is not known. Outside any
    transaction, so past SQLAlchemy, which would begin one.
    """
    raw = connection.connection.dbapi_connection
    if raw is None:
        return 0
    cursor = raw.cursor()
    try:
        cursor.execute(_CHECKPOINT)
        found = cursor.fetchone()
    except sqlite3.Error:
        _log.exception("checkpoint_failed")
        return 0
    finally:
        cursor.close()
    return int(found[1]) if found is not None else 0
