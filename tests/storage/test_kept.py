"""The connection the writer's thread keeps between its transactions."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import person


def connection_of(unit: Unit) -> Connection:
    return unit._connection


async def test_the_writer_writes_on_one_connection_and_others_take_one_for_once(database: Database) -> None:
    first = await database.write(connection_of)
    assert await database.write(connection_of) is first
    assert database.write_now(connection_of) is not first
    assert database.write_now(connection_of).closed


async def test_after_an_error_the_writer_takes_a_new_connection_and_goes_on(database: Database) -> None:
    def fail(unit: Unit) -> None:
        unit.people.add(person(1))
        raise ValueError("no")

    first = await database.write(connection_of)
    with pytest.raises(ValueError, match="no"):
        await database.write(fail)
    assert first.closed
    await database.write(lambda unit: unit.people.add(person(2)))
    assert await database.read(lambda unit: unit.people.load([1, 2])) == {2: person(2)}


async def test_closing_the_database_closes_the_connection_that_was_kept(database: Database) -> None:
    kept = await database.write(connection_of)
    await database.close()
    assert kept.closed


async def test_what_a_turn_writes_beside_its_own_transaction_has_a_connection_of_its_own(
    database: Database,
) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has one writer: nothing is written beside it")

    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        database.write_now(lambda beside: beside.people.add(person(2)))
        unit.people.add(person(3))

    await database.write(work)
    assert set(await database.read(lambda unit: unit.people.load([1, 2, 3]))) == {1, 2, 3}
