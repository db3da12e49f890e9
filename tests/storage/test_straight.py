"""Statements that go to SQLite past SQLAlchemy fail as SQLAlchemy's do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.engines import open_engine
from storage.straight import WRITES, driver_of, refusal
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
        with pytest.raises(sqlite3.IntegrityError) as refused:
            straight.executemany(insert, [("王奶奶",)] * 2)
    told = refusal(connection, insert, refused.value)
    assert isinstance(told, IntegrityError)
    assert "王奶奶" not in str(told)
    assert insert in str(told)


def test_what_is_nobodys_fault_is_trouble_for_who_writes(connection: Connection) -> None:
    writing = connection.execution_options(**{WRITES: True})
    assert isinstance(refusal(writing, "BEGIN IMMEDIATE", _busy()), Trouble)


def test_who_only_reads_meets_the_drivers_error(connection: Connection) -> None:
    told = refusal(connection, "SELECT 1", _busy())
    assert isinstance(told, OperationalError)
    assert "database is locked" in str(told)
