"""The inbox: what was once worked on is known, by messenger and update id."""

from __future__ import annotations

import msgspec
from structlog.testing import capture_logs

from model.message import Address, Incoming, Location, Media, MediaKind
from storage import tables
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW, incoming


def test_an_update_is_known_once_it_was_added(database: Database) -> None:
    database.write_now(lambda unit: unit.inbox.add(incoming("1")))
    known = database.write_now(lambda unit: unit.inbox.known([incoming("1"), incoming("2")]))
    assert known == {("test", "1")}


def test_the_same_id_of_another_messenger_is_another_update(database: Database) -> None:
    database.write_now(lambda unit: unit.inbox.add(incoming("1")))
    other = incoming("1", address=Address("web", "me"))
    assert database.write_now(lambda unit: unit.inbox.known([other])) == set()


def test_an_update_gathered_in_the_same_transaction_is_known(database: Database) -> None:
    def work(unit: Unit) -> set[tuple[str, str]]:
        unit.inbox.add(incoming("1"))
        return unit.inbox.known([incoming("1")])

    assert database.write_now(work) == {("test", "1")}


def test_of_no_updates_none_is_known(database: Database) -> None:
    assert database.write_now(lambda unit: unit.inbox.known([])) == set()


def test_two_hundred_updates_are_looked_up_at_once(database: Database) -> None:
    updates = [incoming(str(number)) for number in range(200)]
    database.write_now(lambda unit: [unit.inbox.add(one) for one in updates[::2]])
    assert len(database.write_now(lambda unit: unit.inbox.known(updates))) == 100


def test_what_was_said_comes_back_whole(database: Database) -> None:
    said = Incoming(
        "1",
        Address("test", "me"),
        NOW,
        text="水 \U0001f408 \x00",
        tap="a:b",
        source="5",
        media=Media(MediaKind.PHOTO, "ref", size=3),
        location=Location(23.1, 113.3),
        blocked=None,
    )
    database.write_now(lambda unit: unit.inbox.add(said))
    assert database.write_now(lambda unit: unit.inbox.of_chat("test:me", NOW)) == [said]


def test_what_another_version_wrote_otherwise_is_left_out(database: Database) -> None:
    database.write_now(lambda unit: [unit.inbox.add(incoming(number)) for number in ("1", "2")])
    key = {"channel": "test", "update_id": "1"}
    database.write_now(lambda unit: unit.update(tables.inbox, key, {"payload": {"text": 5}}))
    with capture_logs() as logs:
        found = database.write_now(lambda unit: unit.inbox.of_chat("test:me", NOW))
    assert found == [incoming("2")]
    assert [(one["event"], one["update_id"]) for one in logs] == [("update_unreadable", "1")]


def test_a_field_that_only_another_version_knows_is_passed_over(database: Database) -> None:
    database.write_now(lambda unit: unit.inbox.add(incoming("1", tap="yes")))
    written = {**msgspec.to_builtins(incoming("1", tap="yes")), "tap_id": "7"}
    key = {"channel": "test", "update_id": "1"}
    database.write_now(lambda unit: unit.update(tables.inbox, key, {"payload": written}))
    assert database.write_now(lambda unit: unit.inbox.of_chat("test:me", NOW)) == [incoming("1", tap="yes")]


def test_a_chat_is_read_from_a_moment_on_in_the_order_it_was_said(database: Database) -> None:
    def work(unit: Unit) -> list[str]:
        unit.inbox.add(incoming("10", at=NOW))
        unit.inbox.add(incoming("9", at=NOW))
        unit.inbox.add(incoming("8", at=NOW - HOUR))
        unit.inbox.add(incoming("11", at=NOW + HOUR))
        unit.inbox.add(incoming("12", chat="other"))
        return [one.update_id for one in unit.inbox.of_chat("test:me", NOW)]

    assert database.write_now(work) == ["9", "10", "11"]


def test_a_poisoned_update_is_known_and_keeps_its_traceback(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.inbox.add(incoming("1"))
        unit.inbox.add(incoming("2", at=NOW), error="Traceback: old")
        unit.inbox.add(incoming("3", at=NOW + HOUR), error="Traceback: new")

    database.write_now(work)
    poisoned = database.write_now(lambda unit: unit.inbox.poisoned())
    assert poisoned == [("test", "3", "Traceback: new"), ("test", "2", "Traceback: old")]
    assert database.write_now(lambda unit: unit.inbox.poisoned(limit=1)) == poisoned[:1]
    assert database.write_now(lambda unit: unit.inbox.known([incoming("2")]))


def test_a_forgotten_chat_is_empty_but_its_ids_stay_known(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.inbox.add(incoming("1"), error="secret words")
        unit.inbox.add(incoming("2", chat="other"))
        unit.inbox.forget("test:me")

    database.write_now(work)
    assert database.write_now(lambda unit: unit.inbox.of_chat("test:me", NOW)) == []
    assert database.write_now(lambda unit: unit.inbox.poisoned())[0][2] == ""
    assert database.write_now(lambda unit: unit.inbox.known([incoming("1")]))
    assert database.write_now(lambda unit: unit.inbox.of_chat("test:other", NOW))
