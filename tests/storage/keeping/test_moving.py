"""Moving between databases: everything, checked row by row, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, insert, text
from sqlalchemy.types import Boolean, Date, Float, Integer, LargeBinary

from storage.database import Database
from storage.engines import open_engine
from storage.keeping import copying
from storage.keeping.alone import InUse, alone
from storage.keeping.copying import Differs, NotEmpty
from storage.keeping.moving import NotReady, move
from storage.keeping.plain import Sum, batches, plain
from storage.schema import upgrade
from storage.tables import metadata
from tests.conftest import create, sqlite_copy

ROWS = 7


def value(column: Any, number: int) -> Any:
    """A value of the column's own kind that differs from row to row, with everything odd a text can hold."""
    kind = column.type
    if isinstance(kind, LargeBinary):
        return b"\x00\xff\x80" + str(number).encode()
    if isinstance(kind, Boolean):
        return number % 2 == 0
    if isinstance(kind, Date):
        return date(2026, 2, 1 + number)
    if isinstance(kind, Float):
        return 0.1 + number / 3
    if isinstance(kind, Integer):
        return number if kind.__class__ is Integer else (1 << 62) + number
    return f"李奶奶 '{number}' \\N \t\r\n\U0001f3e0 |"


def fill(engine: Engine, rows: int = ROWS) -> None:
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            ready = plain(table)
            connection.execute(
                insert(ready),
                [{c.name: value(c, number) for c in ready.columns} for number in range(rows)],
            )


def sums(url: str) -> dict[str, tuple[int, int]]:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {table.name: _sum(connection, table) for table in metadata.sorted_tables}
    engine.dispose()
    return found


def _sum(connection: Connection, table: Table) -> tuple[int, int]:
    total = Sum()
    for rows in batches(connection, table):
        total.add(rows)
    return total.rows, total.hashes


def no_progress(done: int, total: int) -> None:
    assert 0 <= done <= total


@pytest.fixture
def source(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A SQLite database with rows in every table."""
    url = sqlite_copy(migrated_sqlite, tmp_path)
    engine = open_engine(url)
    fill(engine)
    engine.dispose()
    return url


@pytest.fixture
def other(tmp_path: Path) -> str:
    """A place for another SQLite database."""
    return f"sqlite:///{tmp_path / 'new' / 'other.db'}"


@pytest.fixture
def postgresql(postgres: Path) -> Iterator[str]:
    """An empty PostgreSQL database without tables."""
    return create(postgres, "target")


@pytest.mark.postgres
def test_every_row_goes_to_postgresql_and_back_unchanged(source: str, postgresql: str, other: str) -> None:
    copied = move(source, postgresql, no_progress)
    assert copied.rows == ROWS * len(metadata.sorted_tables)
    assert sums(postgresql) == sums(source)
    move(postgresql, other, no_progress)
    assert sums(other) == sums(source)


def test_a_target_with_rows_is_refused_and_left_alone(source: str, other: str) -> None:
    engine = open_engine(other)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counter (name, value) VALUES ('need', 9)"))
    engine.dispose()
    with pytest.raises(NotEmpty, match="there are rows in the table counter"):
        move(source, other, no_progress)
    assert sums(other)["counter"][0] == 1


def test_a_target_that_belongs_to_something_else_is_refused(source: str, other: str) -> None:
    Path(other.removeprefix("sqlite:///")).parent.mkdir()
    engine = create_engine(other)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customers (id INTEGER)"))
    engine.dispose()
    with pytest.raises(NotEmpty, match="something else: customers"):
        move(source, other, no_progress)


def test_an_error_on_the_way_leaves_the_target_empty(
    source: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(done: int, total: int) -> None:
        if done > total * 0.7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(source, other, break_off)
    assert {rows for rows, _ in sums(other).values()} == {0}
    move(source, other, no_progress)
    assert sums(other) == sums(source)


def test_a_row_that_changed_on_the_way_is_noticed(
    source: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = copying._put

    def forgetful(target: Connection, table: Table, rows: list[Any]) -> None:
        put(target, table, rows[1:] if table.name == "need" else rows)

    monkeypatch.setattr(copying, "_put", forgetful)
    with pytest.raises(Differs, match=r"need is not the same.*7 rows were written, 6 were read"):
        move(source, other, no_progress)
    assert {rows for rows, _ in sums(other).values()} == {0}


async def test_a_running_installation_is_not_moved(source: str, other: str) -> None:
    running = Database(source)
    await running.write(lambda unit: unit.outbox.count_waiting())
    with pytest.raises(InUse, match="Stop every Linli first"):
        move(source, other, no_progress)
    await running.close()
    move(source, other, no_progress)


def test_nobody_can_write_while_it_is_moved(source: str) -> None:
    with alone(source):
        late = create_engine(source, connect_args={"timeout": 0.1})
        with pytest.raises(Exception, match="locked"), late.connect() as connection:
            connection.execute(text("SELECT count(*) FROM need"))
        late.dispose()


@pytest.mark.postgres
def test_whoever_is_connected_to_postgresql_stops_a_move(source: str, postgresql: str, other: str) -> None:
    move(source, postgresql, no_progress)
    running = create_engine(postgresql, connect_args={"application_name": "somebody"})
    with running.connect() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(InUse, match="somebody"):
            move(postgresql, other, no_progress)
    running.dispose()


@pytest.mark.postgres
def test_a_character_that_postgresql_cannot_keep_is_taken_out_and_counted(
    migrated_sqlite: Path, tmp_path: Path, postgresql: str
) -> None:
    source = sqlite_copy(migrated_sqlite, tmp_path)
    engine = open_engine(source)
    with engine.begin() as connection:
        row = {c.name: value(c, 1) for c in plain(metadata.tables["topic"]).columns}
        connection.execute(insert(plain(metadata.tables["topic"])), [{**row, "title": "路\x00灯"}])
    engine.dispose()
    assert move(source, postgresql, no_progress).mended == 1
    engine = open_engine(postgresql)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM topic")).scalar() == "路灯"
    engine.dispose()


def test_an_old_database_is_brought_up_to_date_first(tmp_path: Path, other: str) -> None:
    with pytest.raises(NotReady, match="run `linli db upgrade` first"):
        move(f"sqlite:///{tmp_path / 'none.db'}", other, no_progress)


def test_a_database_is_not_moved_onto_itself(source: str) -> None:
    with pytest.raises(NotReady, match="the same database"):
        move(source, source, no_progress)
