"""The database as a whole: what is written is durable, readers and the writer do not wait for each other."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from model.person import Person
from storage import tables
from storage.database import Database
from storage.engines import open_engine
from storage.unit import Unit
from tests.storage.samples import NOW, person


async def test_what_was_written_is_read(database: Database) -> None:
    await database.write(lambda unit: unit.people.add(person(1)))
    assert await database.read(lambda unit: unit.people.get(1)) == person(1)


async def test_what_was_written_is_there_for_the_next_process(database: Database, database_url: str) -> None:
    await database.write(lambda unit: unit.people.add(person(1)))
    other = Database(database_url)
    assert await other.read(lambda unit: unit.people.get(1)) == person(1)
    await other.close()


async def test_work_that_fails_leaves_nothing(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.flush()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await database.write(work)
    assert await database.read(lambda unit: unit.people.get(1)) is None


async def test_the_writer_goes_on_after_work_that_failed(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await database.write(lambda _: 1 // 0)
    await database.write(lambda unit: unit.people.add(person(1)))
    assert await database.read(lambda unit: unit.people.get(1))


async def test_writes_run_one_after_another_in_one_thread(database: Database) -> None:
    threads: list[str] = []

    def add(number: int) -> None:
        def work(unit: Unit) -> None:
            threads.append(threading.current_thread().name)
            before = len(unit.people.of_community("GH01"))
            unit.people.add(person(number, community="GH01", consent_at=NOW))
            assert len(unit.people.of_community("GH01")) == before + 1

        return work

    await asyncio.gather(*(database.write(add(number)) for number in range(20)))
    assert len(set(threads)) == 1
    assert len(await database.read(lambda unit: unit.people.of_community("GH01"))) == 20


async def test_work_at_hand_runs_on_the_loop_s_thread_where_nothing_in_it_waits(database: Database) -> None:
    def work(unit: Unit) -> str:
        unit.people.add(person(1))
        return threading.current_thread().name

    name = await database.write_at_hand(work)
    assert (name == threading.current_thread().name) is database.is_sqlite
    assert await database.read(lambda unit: unit.people.get(1)) == person(1)


async def test_work_at_hand_that_fails_leaves_nothing_and_the_writer_goes_on(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.flush()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await database.write_at_hand(work)
    await database.write_at_hand(lambda unit: unit.people.add(person(2)))
    assert await database.read(lambda unit: unit.people.load([1, 2])) == {2: person(2)}


async def test_work_at_hand_is_done_again_turn_by_turn_when_a_row_is_refused(database: Database) -> None:
    failed: list[int] = []
    tries: list[int] = []

    def work(unit: Unit) -> None:
        failed.clear()
        tries.append(1)
        for number, id_ in enumerate((1, 1, 2)):
            try:
                with unit.turn():
                    unit.people.add(person(id_))
            except IntegrityError:
                failed.append(number)

    await database.write_at_hand(work)
    assert (failed, len(tries)) == ([1], 2)
    assert set(await database.read(lambda unit: unit.people.load([1, 2]))) == {1, 2}


async def test_what_is_to_be_done_afterwards_is_done_once_and_only_of_what_is_durable(
    database: Database,
) -> None:
    """Not of a turn that failed, nor of what was rolled back; and an error in it denies nothing."""
    done: list[str] = []

    def work(unit: Unit) -> None:
        for number, id_ in enumerate((1, 1, 2)):
            with suppress(IntegrityError), unit.turn():
                unit.people.add(person(id_))
                unit.afterwards.append(partial(done.append, f"{number}"))
        unit.afterwards.append(lambda: 1 // 0)
        assert done == []

    def fail(unit: Unit) -> None:
        work(unit)
        raise RuntimeError("no")

    for write in (database.write, database.write_at_hand):
        with pytest.raises(RuntimeError, match="no"):
            await write(fail)
    assert done == []
    await database.write_at_hand(work)
    assert done == ["0", "2"]
    assert set(await database.read(lambda unit: unit.people.load([1, 2]))) == {1, 2}


async def test_work_at_hand_waits_its_turn_behind_other_writing(database: Database) -> None:
    order: list[str] = []

    def slow(unit: Unit) -> None:
        time.sleep(0.05)
        order.append("slow")

    first = asyncio.ensure_future(database.write(slow))
    await asyncio.sleep(0.01)
    await database.write_at_hand(lambda _: order.append("at hand"))
    await first
    assert order == ["slow", "at hand"]


async def test_a_reader_does_not_wait_for_the_writer_and_sees_the_state_before(database: Database) -> None:
    halfway, go_on = threading.Event(), threading.Event()

    def slow(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.flush()
        halfway.set()
        assert go_on.wait(60)

    writing = asyncio.create_task(database.write(slow))
    await asyncio.to_thread(halfway.wait, 60)
    assert await database.read(lambda unit: unit.people.get(1)) is None
    go_on.set()
    await writing
    assert await database.read(lambda unit: unit.people.get(1))


async def test_twenty_readers_at_once_each_get_their_answer(database: Database) -> None:
    await database.write(lambda unit: [unit.people.add(person(number)) for number in range(20)])

    def get(number: int) -> Person | None:
        return database.read(lambda unit: unit.people.get(number))

    found = await asyncio.gather(*(get(number) for number in range(20)))
    assert [one.id for one in found] == list(range(20))


async def test_what_reading_work_writes_is_not_kept(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.flush()

    await database.read(work)
    assert await database.read(lambda unit: unit.people.get(1)) is None


async def test_closing_waits_for_what_is_being_written(database_url: str) -> None:
    database = Database(database_url)
    started = threading.Event()

    def work(unit: Unit) -> None:
        started.set()
        unit.people.add(person(1))

    writing = asyncio.create_task(database.write(work))
    await asyncio.to_thread(started.wait, 10)
    await database.close()
    await writing
    again = Database(database_url)
    assert await again.read(lambda unit: unit.people.get(1))
    await again.close()


async def test_the_kind_of_database_is_known(database: Database) -> None:
    assert database.is_sqlite == database.url.drivername.startswith("sqlite")


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000)],
)
async def test_sqlite_is_set_to_survive_the_loss_of_power(
    sqlite: Database, pragma: str, expected: object
) -> None:
    with sqlite.engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == expected
    assert await sqlite.read(lambda unit: unit.value(text(f"PRAGMA {pragma}"))) == expected


def test_the_folder_of_an_sqlite_database_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'folder' / 'linli.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()


async def test_two_processes_write_to_one_database_in_turn(database: Database, database_url: str) -> None:
    other = Database(database_url)

    def add(number: int) -> None:
        return lambda unit: unit.people.add(person(number))

    await asyncio.gather(*((database, other)[number % 2].write(add(number)) for number in range(40)))
    found = await database.read(lambda unit: unit.people.load(list(range(40))))
    assert len(found) == 40
    await other.close()


async def test_an_error_does_not_tell_what_residents_said(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        await database.write(lambda unit: [unit.people.add(person(1, name="王奶奶")) for _ in range(2)])
    assert "王奶奶" not in str(caught.value)
    unencodable = select(tables.person).where(tables.person.c.created_at == "王奶奶")
    with pytest.raises(StatementError) as refused:
        await database.read(lambda unit: unit.rows(unencodable))
    assert "王奶奶" not in str(refused.value)
