"""On PostgreSQL many rows leave as one statement; what is written is the same as row by row."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects.postgresql import psycopg

from model.message import Outgoing
from storage import tables
from storage.arrays import Arrays, bulk
from storage.chats import Chat
from storage.database import Database
from storage.outbox import Owed
from storage.transaction import _insert_of, _upsert_of
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW

DIALECT = psycopg.dialect()


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_rows_of_every_table_go_by_arrays(table: tables.Table) -> None:
    columns = tuple(column.name for column in table.columns)
    for statement in (_insert_of(table), _upsert_of(table, "postgresql")):
        found = bulk(statement, columns, DIALECT)
        assert isinstance(found, Arrays)
        assert found.usable
        assert f"%({columns[-1]})b::" in found._sql


def test_values_of_every_kind_come_back_as_they_went(database: Database) -> None:
    chats = [
        Chat("web:a", "zh_CN", b"\0\xff", NOW, person_id=1, unreachable=True),
        Chat("web:b", "en", b"", NOW + HOUR, staff_id=2**62),
    ]
    owed = [
        Owed(1, "web:a", NOW, NOW, Outgoing("甲\\{}\",'NULL'")),
        Owed(2**62, "web:b", NOW, NOW + HOUR, Outgoing("")),
    ]

    def write(unit: Unit) -> None:
        for chat in chats:
            unit.chats.save(chat)
        for one in owed:
            unit.outbox.add(one)

    database.write_now(write)
    assert database.write_now(lambda unit: unit.chats.load(["web:a", "web:b"])) == {
        one.chat: one for one in chats
    }
    assert database.write_now(lambda unit: unit.outbox.waiting(9)) == owed


def test_of_a_row_that_is_written_twice_the_last_version_stays(database: Database) -> None:
    def write(unit: Unit) -> None:
        for session in (b"1", b"2", b"3"):
            unit.chats.save(Chat("web:a", "en", session, NOW))
            unit.chats.save(Chat(f"web:{session.decode()}", "en", session, NOW))

    database.write_now(write)
    found = database.write_now(lambda unit: unit.chats.load(["web:a", "web:2"]))
    assert {key: chat.session for key, chat in found.items()} == {"web:a": b"3", "web:2": b"2"}


@pytest.mark.postgres
def test_whole_numbers_and_fractions_may_stand_in_one_column(migrated_postgres: str) -> None:
    database = Database(migrated_postgres)

    def write(unit: Unit) -> list[object]:
        for code, latitude in (("a", 30), ("b", 30.5), ("c", None)):
            row = {column.name: None for column in tables.place.columns}
            names = {"code": code, "level": "community", "zh": "", "en": "", "aliases": (), "phone": ""}
            unit.insert(tables.place, row | names | {"latitude": latitude})
        found = [row["latitude"] for row in unit.rows(tables.place.select().order_by(tables.place.c.code))]
        raise LookupError(found)

    with pytest.raises(LookupError) as undone:
        database.write_now(write)
    assert undone.value.args[0] == [30.0, 30.5, None]
    database.engine.dispose()
