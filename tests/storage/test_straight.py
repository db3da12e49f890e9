"""Statements that go to SQLite past SQLAlchemy fail as SQLAlchemy's do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from storage.engines import open_engine
from storage.straight import WRITES, driver_of, refusals
from storage.trouble import Trouble


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = open_engine(f"sqlite:///{tmp_path / 'linli.db'}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _busy() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def test_there_is_a_way_only_inside_a_transaction(connection: Connection) -> None:
    assert driver_of(connection) is None
    with connection.begin():
        assert isinstance(driver_of(connection), sqlite3.Connection)


def test_a_row_that_is_refused_is_told_without_what_is_in_it(connection: Connection) -> None:
    with connection.begin():
        straight = driver_of(connection)
        assert straight is not None
        straight.execute("CREATE TABLE person (name TEXT UNIQUE)")
        insert = "INSERT INTO person VALUES (?)"
        with pytest.raises(IntegrityError) as refused, refusals(connection, insert):
            straight.executemany(insert, [("王奶奶",)] * 2)
    assert "王奶奶" not in str(refused.value)
    assert insert in str(refused.value)


def test_what_is_nobodys_fault_is_trouble_for_who_writes(connection: Connection) -> None:
    writing = connection.execution_options(**{WRITES: True})
    with pytest.raises(Trouble), refusals(writing, "BEGIN IMMEDIATE"):
        raise _busy()


def test_who_only_reads_meets_the_drivers_error(connection: Connection) -> None:
    with pytest.raises(Exception, match="database is locked"), refusals(connection, "SELECT 1"):
        raise _busy()
