"""Pruning a full table: how long a batch holds the writer, and how large the table stays, on both databases.

A month of messages is in the tables; every round a day's messages come and the oldest day's go, as every
night. The table must not grow from round to round: the space of what went is used for what comes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from model.message import Address, Incoming, Outgoing
from storage.database import Database
from storage.outbox import Owed
from storage.schema import upgrade
from storage.unit import Unit

_BATCH = 1000
_DAYS = 30
_START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(unit: Unit, day: int, messages: int) -> None:
    """A day's messages, in and out."""
    for number in range(messages // 2):
        at = _START + timedelta(days=day, seconds=number % 86_400)
        chat = Address("telegram", str(number % 5000))
        unit.inbox.add(Incoming(f"{day}-{number}", chat, at, text="楼道的灯坏了好几天，晚上看不见路"))
        key = (day << 32) + number
        unit.outbox.add(Owed(key, str(chat), at, at, Outgoing("记下了，已请维修队看看。" * 3), state="sent"))


def prune(database: Database, before: datetime) -> list[float]:
    """Milliseconds of each batch."""
    took: list[float] = []
    for step in ("inbox", "outbox"):
        after: str | None = ""
        while after is not None:
            key = int(after or 0)

            def work(unit: Unit, step: str = step, key: int = key) -> str | None:
                if step == "inbox":
                    return unit.pruning.inbox(before, _BATCH, look=False).next
                return unit.pruning.outbox(before, key, _BATCH, look=False).next

            started = time.perf_counter()
            after = database.write_now(work)
            took.append((time.perf_counter() - started) * 1000)
    return took


def size(database: Database) -> float:
    """MB of the two tables and their indexes."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            return float(connection.execute(text(pages)).scalar() or 0) / 1e6
        both = "SELECT pg_total_relation_size('inbox') + pg_total_relation_size('outbox')"
        return float(connection.execute(text(both)).scalar() or 0) / 1e6


def measure(name: str, url: str, messages: int, rounds: int) -> None:
    """One database."""
    database = Database(url)
    upgrade(database.engine)
    for day in range(_DAYS):
        database.write_now(lambda unit, day=day: fill(unit, day, messages // _DAYS))  # type: ignore[misc]
    took: list[float] = []
    before = size(database)
    for day in range(_DAYS, _DAYS + rounds):
        took += prune(database, _START + timedelta(days=day - _DAYS + 1))
        database.write_now(lambda unit, day=day: fill(unit, day, messages // _DAYS))  # type: ignore[misc]
        if not database.is_sqlite:  # what autovacuum does by itself within a minute
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM inbox, outbox"))
    middle, late = statistics.median(took), sorted(took)[int(len(took) * 0.99)]
    print(f"| {name} | {messages:,} | {middle:.1f} | {late:.1f} | {before:.0f} | {size(database):.0f} |")
    database.engine.dispose()


def run(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser("benchmarks prune")
    parser.add_argument("--messages", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args(arguments)
    print(f"Batches of {_BATCH} rows; {given.rounds} nights.\n")
    print("| database | messages | batch p50 ms | p99 ms | MB before | MB after |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        measure("SQLite", f"sqlite:///{Path(folder) / 'linli.db'}", given.messages, given.rounds)
        try:
            from tests.postgres import CannotStart, running

            home = stack.enter_context(running())
        except (ImportError, CannotStart) as error:
            print(f"PostgreSQL does not start: {error}")
            return
        measure(
            "PostgreSQL", f"postgresql+psycopg://postgres@/postgres?host={home}", given.messages, given.rounds
        )


if __name__ == "__main__":
    run(sys.argv[1:])
