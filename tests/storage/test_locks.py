"""Chats are one process's at a time on PostgreSQL, known or not; nothing of it costs anything on SQLite."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import event

from model.message import Outgoing
from storage.database import Database
from storage.locks import key_of
from storage.outbox import Owed
from storage.unit import Unit
from tests.storage.samples import NOW


@pytest.fixture
def shared(migrated_postgres: str) -> Iterator[Database]:
    found = Database(migrated_postgres)
    yield found
    found.engine.dispose()


@pytest.mark.postgres
def test_a_chat_that_is_locked_is_waited_for_although_nobody_has_spoken_in_it(shared: Database) -> None:
    seen: list[str] = []
    locked, third = threading.Event(), threading.Event()

    def first(unit: Unit) -> None:
        unit.chats.lock(["test:new"])
        locked.set()
        third.wait(60)
        time.sleep(0.2)
        seen.append("first")

    def second(unit: Unit) -> None:
        unit.chats.lock(["test:other", "test:new"])
        seen.append("second")

    one = threading.Thread(target=shared.write_now, args=(first,))
    one.start()
    assert locked.wait(60)
    shared.write_now(lambda unit: unit.chats.lock(["test:third"]))
    seen.append("third")
    third.set()
    shared.write_now(second)
    one.join()
    assert seen == ["third", "first", "second"]


@pytest.mark.postgres
def test_batches_that_want_the_same_chats_take_turns_in_whatever_order_they_name_them(
    shared: Database,
) -> None:
    chats = [f"test:{number}" for number in range(50)]
    done: list[int] = []

    def work(order: list[str]) -> None:
        for _ in range(40):
            shared.write_now(lambda unit: unit.chats.lock(order))
        done.append(1)

    threads = [threading.Thread(target=work, args=(order,)) for order in (chats, chats[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert done == [1, 1]


def test_the_keys_of_chats_are_the_same_in_every_process() -> None:
    assert key_of("telegram:42") == key_of("telegram:42") == -7029099809491884645
    assert -(2**63) <= key_of("telegram:43") < 2**63


def test_on_sqlite_a_lock_is_no_statement(sqlite: Database) -> None:
    said: list[str] = []

    def work(unit: Unit) -> None:
        event.listen(sqlite.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        unit.chats.lock(["test:a", "test:b"])

    sqlite.write_now(work)
    assert said == []


@pytest.mark.postgres
def test_the_newest_message_of_some_chats_is_known(shared: Database) -> None:
    def work(unit: Unit) -> list[int]:
        for number, chat in ((5, "test:n1"), (9, "test:n1"), (7, "test:n2"), (99, "test:n3")):
            unit.outbox.add(Owed(number, chat, NOW, NOW, Outgoing("x"), state="sent"))
        found = [unit.outbox.newest(chats) for chats in (["test:n1", "test:n2"], ["test:n2"], ["test:n4"])]
        raise Undone(found)

    with pytest.raises(Undone) as undone:
        shared.write_now(work)
    assert undone.value.args[0] == [9, 7, 0]


class Undone(Exception):
    """Nothing of it stays."""
