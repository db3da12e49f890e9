"""Chats: one row each, written anew with every turn."""

from __future__ import annotations

from dataclasses import replace

from storage.chats import Chat
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW

ME = Chat("test:me", "zh_CN", b'{"at": "menu"}\x00\xff', NOW, person_id=1)


def test_a_chat_comes_back_as_it_was_saved_last(database: Database) -> None:
    database.write_now(lambda unit: unit.chats.save(ME))
    later = replace(ME, session=b"", language="en", seen_at=NOW + HOUR, person_id=None, staff_id=5)
    database.write_now(lambda unit: unit.chats.save(later))
    assert database.write_now(lambda unit: unit.chats.get("test:me")) == later
    assert isinstance(later.session, bytes)


def test_only_known_chats_are_loaded(database: Database) -> None:
    database.write_now(lambda unit: unit.chats.save(ME))
    assert database.write_now(lambda unit: unit.chats.load(["test:me", "test:new"])) == {"test:me": ME}
    assert database.write_now(lambda unit: unit.chats.load([])) == {}
    assert database.write_now(lambda unit: unit.chats.get("test:new")) is None


def test_a_persons_chats_come_with_the_last_used_first(database: Database) -> None:
    def work(unit: Unit) -> list[str]:
        unit.chats.save(replace(ME, chat="test:a"))
        unit.chats.save(replace(ME, chat="test:b", seen_at=NOW + HOUR))
        unit.chats.save(replace(ME, chat="test:c", person_id=2, staff_id=9))
        assert [one.chat for one in unit.chats.of_staff(9)] == ["test:c"]
        return [one.chat for one in unit.chats.of_person(1)]

    assert database.write_now(work) == ["test:b", "test:a"]


def test_a_blocked_chat_is_unreachable_until_the_person_comes_back(database: Database) -> None:
    def work(unit: Unit) -> list[bool]:
        unit.chats.save(ME)
        unit.chats.mark_unreachable("test:me")
        blocked = unit.chats.get("test:me").unreachable
        unit.chats.mark_unreachable("test:me", unreachable=False)
        return [blocked, unit.chats.get("test:me").unreachable]

    assert database.write_now(work) == [True, False]


def test_a_deleted_chat_is_unknown(database: Database) -> None:
    def work(unit: Unit) -> Chat | None:
        unit.chats.save(ME)
        unit.chats.delete("test:me")
        return unit.chats.get("test:me")

    assert database.write_now(work) is None
