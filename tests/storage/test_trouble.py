"""A turn is not to blame when two processes meet or the database is away: work is done again, or Away."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from model.need import NeedState
from storage.database import Database
from storage.engines import open_engine
from storage.trouble import Away, trouble_of
from storage.unit import Unit
from tests.storage.samples import need


def _sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("no")
    error.sqlite_errorcode = code
    return error


def _postgres(kind: Any, state: str | None) -> psycopg.Error:
    error: psycopg.Error = kind("no")
    error.sqlstate = state
    return error


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (_sqlite(sqlite3.SQLITE_FULL), False),
        (_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), False),
        (_sqlite(sqlite3.SQLITE_IOERR_WRITE), False),
        (_sqlite(sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY), None),
        (sqlite3.InterfaceError("a value nobody can bind"), None),
        (_postgres(psycopg.errors.DeadlockDetected, "40P01"), True),
        (_postgres(psycopg.errors.SerializationFailure, "40001"), True),
        (_postgres(psycopg.errors.AdminShutdown, "57P01"), True),
        (_postgres(psycopg.errors.DiskFull, "53100"), True),
        (_postgres(psycopg.OperationalError, None), True),
        (_postgres(psycopg.errors.UniqueViolation, "23505"), None),
        (_postgres(psycopg.DataError, None), None),
        (ValueError("a turn's own fault"), None),
        (None, None),
    ],
)
def test_what_is_trouble_and_what_a_fault(error: BaseException | None, passing: object) -> None:
    found = trouble_of(error)
    assert (found.passing if found else None) is passing


@pytest.fixture
def shared(migrated_postgres: str) -> Iterator[Database]:
    found = Database(migrated_postgres)
    yield found
    with found.engine.begin() as connection:
        connection.execute(text("DELETE FROM need"))
    found.engine.dispose()


@pytest.mark.postgres
def test_work_whose_connection_is_lost_is_done_again_and_no_turn_is_blamed(shared: Database) -> None:
    tries: list[int] = []
    blamed: list[Exception] = []

    def work(unit: Unit) -> None:
        tries.append(1)
        try:
            with unit.turn():
                unit.needs.add(need(1))
                if len(tries) == 1:
                    _cut_from_aside(shared, unit)
                unit.needs.get(1)
        except Exception as error:  # noqa: BLE001 - what a batch would set a turn aside for
            blamed.append(error)

    shared.write_now(work)
    assert (len(tries), blamed) == (2, [])
    assert shared.write_now(lambda unit: unit.needs.get(1)) == need(1)


@pytest.mark.postgres
def test_work_whose_commit_is_in_doubt_is_not_done_again(shared: Database) -> None:
    tries: list[int] = []

    def work(unit: Unit) -> None:
        tries.append(1)
        unit.needs.add(need(2))
        unit.flush()
        _cut_from_aside(shared, unit)

    with pytest.raises(Away):
        shared.write_now(work)
    assert len(tries) == 1


def _cut_from_aside(database: Database, unit: Unit) -> None:
    mine = unit.value(text("SELECT pg_backend_pid()"))
    with database.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": mine})


@pytest.mark.postgres
def test_two_that_wait_for_each_other_are_untangled_and_both_done(shared: Database) -> None:
    shared.write_now(lambda unit: [unit.needs.add(need(number)) for number in (1, 2)])
    both = threading.Barrier(2, timeout=60)
    tries: list[int] = []

    def work(first: int, second: int) -> None:
        def change(unit: Unit) -> None:
            tries.append(first)
            unit.needs.get(first)
            with suppress(threading.BrokenBarrierError):
                both.wait()
            both.abort()
            unit.needs.get(second)

        shared.write_now(change)

    threads = [threading.Thread(target=work, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(tries) == 3


@pytest.mark.postgres
def test_a_need_is_read_as_the_other_process_left_it(shared: Database) -> None:
    shared.write_now(lambda unit: unit.needs.add(need(1, state=NeedState.ROUTED)))
    read = threading.Event()

    def slow(unit: Unit) -> None:
        found = unit.needs.by_number("1001")
        assert found is not None
        read.set()
        time.sleep(0.2)
        unit.needs.change(found, state=NeedState.ACCEPTED)

    thread = threading.Thread(target=shared.write_now, args=(slow,))
    thread.start()
    assert read.wait(60)
    found = shared.write_now(lambda unit: unit.needs.get(1))
    thread.join()
    assert found is not None
    assert found.state is NeedState.ACCEPTED


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_away(tmp_path: Path) -> None:
    database = Database(f"postgresql+psycopg://nobody@/none?host={tmp_path}")
    with pytest.raises(Away):
        database.write_now(lambda unit: unit.needs.get(1))
    database.engine.dispose()


def test_an_embedded_database_somebody_holds_locked_is_away(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locked.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    with database.engine.connect().execution_options(reads_only=True) as warm:
        warm.exec_driver_sql("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Away):
            database.write_now(lambda unit: unit.needs.add(need(1)))
    database.write_now(lambda unit: unit.needs.add(need(1)))
    database.engine.dispose()


async def test_a_disk_that_fills_up_in_a_turn_undoes_the_batch_and_no_turn_is_blamed(
    sqlite: Database,
) -> None:
    """SQLite then rolls back the whole transaction by itself; going on would store half of the batch."""
    blamed: list[Exception] = []

    def work(unit: Unit) -> None:
        for number in (1, 2, 3):
            try:
                with unit.turn():
                    unit.needs.add(need(number))
                    unit.flush()
                    if number == 2:
                        unit.value(text(f"PRAGMA max_page_count={unit.value(text('PRAGMA page_count'))}"))
                        unit.needs.add(need(4, text="x" * 1_000_000))
                        unit.flush()
            except Exception as error:  # noqa: BLE001 - what a batch would set a turn aside for
                blamed.append(error)

    for write in (sqlite.write, sqlite.write_at_hand):
        with pytest.raises(Away):
            await write(work)
    assert blamed == []
    assert await sqlite.read(lambda unit: unit.needs.load([1, 2, 3, 4])) == []


def test_an_error_outside_a_unit_is_the_driver_s_own(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'plain.db'}")
    with pytest.raises(Exception, match="no such table"), engine.begin() as connection:
        connection.exec_driver_sql("SELECT * FROM empty_room")
    engine.dispose()
