"""How many durable steps a second SQLite itself can write (WAL, synchronous=FULL), without any server.

A step is a row of the inbox, one of the sessions (2 KB) and two of the outbox. Alone each is a commit;
gathered, a commit holds many, each behind a savepoint so that one could fail without the others.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

STATE = bytes(range(256)) * 8
_REPLY = "已登记，编号 1024。我们会尽快联系您。".encode() * 4
Step = tuple[int, int, bytes, bytes]
"""Update id, chat, what was said, the session afterwards."""


def open_database(path: Path) -> sqlite3.Connection:
    """An empty database of three tables, as durable as ours."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=10000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE inbox (id INTEGER PRIMARY KEY, chat INTEGER, payload BLOB)")
    connection.execute("CREATE TABLE session (chat INTEGER PRIMARY KEY, state BLOB)")
    connection.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, chat INTEGER, state TEXT, payload BLOB)")
    return connection


def write(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Several steps in one commit, a savepoint each."""
    run = connection.execute
    run("BEGIN IMMEDIATE")
    for update, chat, said, state in steps:
        run("SAVEPOINT step")
        run("INSERT OR IGNORE INTO inbox VALUES (?, ?, ?)", (update, chat, said))
        run("INSERT OR REPLACE INTO session VALUES (?, ?)", (chat, state))
        for _ in range(2):
            run("INSERT INTO outbox (chat, state, payload) VALUES (?, 'waiting', ?)", (chat, _REPLY))
        run("RELEASE step")
    run("COMMIT")


def rate(together: int, seconds: float) -> float:
    """Steps a second with so many in a commit."""
    with tempfile.TemporaryDirectory() as folder:
        connection = open_database(Path(folder) / "commits.db")
        done, said = 0, b"x" * 300
        started = time.perf_counter()
        while (took := time.perf_counter() - started) < seconds:
            write(connection, [(done + one, (done + one) % 1000, said, STATE) for one in range(together)])
            done += together
        connection.close()
        return done / took


def single_rows(seconds: float) -> float:
    """Commits a second, one small row each."""
    with tempfile.TemporaryDirectory() as folder:
        connection = open_database(Path(folder) / "commits.db")
        done, started = 0, time.perf_counter()
        while (took := time.perf_counter() - started) < seconds:
            connection.execute("INSERT INTO inbox VALUES (?, 1, ?)", (done, b"x" * 300))
            done += 1
        connection.close()
        return done / took


if __name__ == "__main__":
    span = float(sys.argv[1])
    print(single_rows(span), *(rate(together, span) for together in (1, 8, 32, 128)))
