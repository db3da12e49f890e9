"""Migrations lead from nothing to the tables the code expects, on both databases, and back."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest
from alembic import command
from sqlalchemy import Engine, Float, inspect

import storage
from storage import describe, schema
from storage.database import Database
from storage.engines import open_engine
from storage.tables import metadata
from tests.storage.samples import NOW, person

VERSIONS = Path(storage.__file__).parent / "migrations" / "versions"
RELEASED: dict[str, str] = {}
"""Migrations that installations have applied, with the SHA-256 of their file: never to be edited again."""


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    engine = open_engine(empty_url)
    yield engine
    engine.dispose()


def test_from_nothing_to_the_tables_the_code_expects(empty: Engine) -> None:
    assert schema.current(empty) is None
    schema.upgrade(empty)
    assert schema.current(empty) == schema.newest()
    assert schema.differences(empty) == []
    assert set(inspect(empty).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_column_types_and_nullability_are_those_of_the_tables(empty: Engine) -> None:
    schema.upgrade(empty)
    found = inspect(empty)
    for table in metadata.sorted_tables:
        for column in found.get_columns(table.name):
            expected = table.columns[column["name"]]
            kind = getattr(expected.type, "impl", expected.type)
            where = f"{table.name}.{column['name']}"
            kinds = {kind.compile(empty.dialect), "DOUBLE PRECISION" if isinstance(kind, Float) else ""}
            assert str(column["type"]) in kinds, where
            assert column["nullable"] == expected.nullable, where


def test_upgrading_twice_changes_nothing(empty: Engine) -> None:
    schema.upgrade(empty)
    schema.upgrade(empty)
    assert schema.differences(empty) == []


def test_down_to_nothing_and_up_again(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.begin() as connection:
        command.downgrade(schema._config(connection), "base")
    assert set(inspect(empty).get_table_names()) <= {"alembic_version"}
    schema.upgrade(empty)
    assert schema.differences(empty) == []


def test_volunteers_of_before_are_found_by_their_places(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(schema._config(connection), "0008")
        volunteer = metadata.tables["volunteer"]
        for person_id, areas in ((1, ()), (2, ("GH01",)), (3, ("GH01", "GH02", "GH01"))):
            row = {"person_id": person_id, "skills": (), "times": (), "areas": areas, "since": NOW}
            connection.execute(volunteer.insert(), row)
    schema.upgrade(empty)
    with empty.begin() as connection:
        found = connection.exec_driver_sql(
            "SELECT place, person_id FROM volunteer_area ORDER BY person_id, place"
        )
        assert [tuple(row) for row in found] == [("", 1), ("GH01", 2), ("GH01", 3), ("GH02", 3)]


def test_an_upgrade_that_fails_leaves_nothing(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE volunteer (id INTEGER)")
    with pytest.raises(Exception, match="volunteer"):
        schema.upgrade(empty)
    assert inspect(empty).get_table_names() == ["volunteer"]
    assert schema.current(empty) is None


_START = """
import sys
from storage import engines, schema
print("ready", flush=True)
sys.stdin.readline()
schema.upgrade(engines.open_engine(sys.argv[1]))
"""


def test_processes_that_start_together_upgrade_in_turn(empty_url: str) -> None:
    command_line = [sys.executable, "-c", _START, empty_url]
    both = [subprocess.Popen(command_line, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) for _ in range(2)]  # noqa: S603 - our own programs and arguments
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    ended = [process.communicate("go\n", timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    engine = open_engine(empty_url)
    assert schema.differences(engine) == []
    engine.dispose()


async def test_data_survive_an_upgrade(database: Database) -> None:
    await database.write(lambda unit: unit.people.add(person(1)))
    schema.upgrade(database.engine)
    assert await database.read(lambda unit: unit.people.get(1))


def test_a_released_migration_is_never_edited() -> None:
    for name, expected in RELEASED.items():
        assert hashlib.sha256((VERSIONS / name).read_bytes()).hexdigest() == expected, name


def test_migrations_stand_in_one_line() -> None:
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]


def test_every_table_and_column_says_what_it_holds() -> None:
    text = describe.markdown()
    for table in metadata.sorted_tables:
        assert f"\n## {table.name}\n" in text
        for column in table.columns:
            assert column.comment, f"{table.name}.{column.name}"
            assert f"| `{column.name}`" in text
