"""The outbox: what is owed, in order; what became of it; what is owed no more."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from model.message import Button, File, Outgoing
from storage import tables
from storage.database import Database
from storage.outbox import Owed, Settled, announced, announcements
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW


def owed(message_id: int, chat: str = "test:me", **fields: Any) -> Owed:
    usual = {
        "id": message_id,
        "chat": chat,
        "at": NOW,
        "not_before": NOW,
        "message": Outgoing(f"t{message_id}"),
    }
    return Owed(**usual | fields)


def settled(message_id: int, state: str = "sent", **fields: Any) -> Settled:
    usual = {"id": message_id, "state": state, "attempts": 1, "not_before": NOW}
    return Settled(**usual | fields)


@pytest.fixture
def full(database: Database) -> Database:
    """Messages 1, 2, 3 to me and 4 to another, written in a different order."""

    def work(unit: Unit) -> None:
        for message_id in (3, 1, 2):
            unit.outbox.add(owed(message_id))
        unit.outbox.add(owed(4, "test:other"))

    database.write_now(work)
    return database


def waiting(database: Database, limit: int = 100) -> list[int]:
    return [one.id for one in database.write_now(lambda unit: unit.outbox.waiting(limit))]


def test_a_message_that_another_version_wrote_otherwise_holds_up_no_other(full: Database) -> None:
    """It waits for a version that can read it; a start, and everybody else's messages, do not."""
    strange = {"text": "t2", "replaces": 5}
    database = full
    database.write_now(lambda unit: unit.update(tables.outbox, {"id": 2}, {"payload": strange}))
    with capture_logs() as logs:
        assert waiting(database) == [1, 3, 4]
        read = database.read_now(lambda unit: [unit.outbox.of_ids([1, 2]), unit.outbox.of_chat("test:me")])
    assert [[one.id for one in found] for found in read] == [[1], [1, 3]]
    assert {(one["event"], one["id"]) for one in logs} == {("message_unreadable", 2)}
    assert database.read_now(lambda unit: unit.outbox.count_waiting()) == 4


def test_what_waits_comes_out_in_the_order_of_the_ids(full: Database) -> None:
    assert waiting(full) == [1, 2, 3, 4]
    assert waiting(full, 2) == [1, 2]
    assert full.write_now(lambda unit: unit.outbox.count_waiting()) == 4


def test_only_what_is_due_until_a_moment_and_goes_through_a_messenger_is_asked_for(
    database: Database,
) -> None:
    def work(unit: Unit) -> list[list[int]]:
        for message_id, chat, due in (
            (1, "web:a", NOW),
            (2, "telegram:a", NOW + HOUR),
            (3, "telegram:b", NOW),
            (4, "telegrams:b", NOW),
        ):
            unit.outbox.add(owed(message_id, chat, not_before=due))
        return [
            unit.outbox.waiting_ids(9, NOW),
            unit.outbox.waiting_ids(9, NOW, ["telegram"]),
            unit.outbox.waiting_ids(9, NOW + HOUR, ["telegram", "web"]),
            [one.id for one in unit.outbox.waiting(2, NOW + HOUR)],
            [one.id for one in unit.outbox.of_ids([3, 9, 2])],
        ]

    assert database.write_now(work) == [[1, 3, 4], [3], [1, 2, 3], [1, 2], [2, 3]]


def test_notices_name_the_messenger_and_its_ids_and_are_never_too_long() -> None:
    many = [("telegram", 2**62 + number) for number in range(1000)]
    told = list(announcements([("web", 1), *many, ("web", 2)]))
    assert announced(told[0]) == ("web", [1, 2])
    assert [one for payload in told[1:] for one in announced(payload)[1]] == [one for _, one in many]
    assert max(len(payload) for payload in told) < 8000


def test_a_message_comes_back_whole(database: Database) -> None:
    message = Outgoing(
        "您好",
        ((Button("好", "a:1"), Button("页", url="http://x")), (Button("否", "b"),)),
        replaces="7",
        picture=File("a.png", "image/png", "k"),
        ask_location="在哪",
        quiet=True,
    )
    one = owed(1, not_before=NOW + HOUR, message=message, attempts=2)
    database.write_now(lambda unit: unit.outbox.add(one))
    assert database.write_now(lambda unit: unit.outbox.waiting(9)) == [one]


def test_what_was_sent_waits_no_more_and_keeps_its_reference(full: Database) -> None:
    full.write_now(lambda unit: unit.outbox.settle([settled(1, ref="77", sent_at=NOW), settled(2, "failed")]))
    assert waiting(full) == [3, 4]
    first, second, third = full.write_now(lambda unit: unit.outbox.of_chat("test:me"))
    assert (first.state, first.ref, first.attempts) == ("sent", "77", 1)
    assert (second.state, third.state) == ("failed", "waiting")


def test_what_is_tried_again_waits_until_later(full: Database) -> None:
    full.write_now(
        lambda unit: unit.outbox.settle(
            [settled(1, "waiting", attempts=3, not_before=NOW + HOUR, error="429")]
        )
    )
    again = full.write_now(lambda unit: unit.outbox.waiting(1))[0]
    assert (again.attempts, again.not_before) == (3, NOW + HOUR)


def test_settling_nothing_does_nothing(full: Database) -> None:
    full.write_now(lambda unit: unit.outbox.settle([]))
    assert waiting(full) == [1, 2, 3, 4]


def test_a_dropped_chat_is_owed_nothing_and_its_neighbours_still_are(full: Database) -> None:
    full.write_now(lambda unit: unit.outbox.settle([settled(1)]))
    full.write_now(lambda unit: unit.outbox.drop("test:me"))
    assert waiting(full) == [4]
    states = [one.state for one in full.write_now(lambda unit: unit.outbox.of_chat("test:me"))]
    assert states == ["sent", "dropped", "dropped"]


def test_a_message_dropped_while_it_was_tried_is_not_tried_again(full: Database) -> None:
    full.write_now(lambda unit: unit.outbox.drop("test:me"))
    full.write_now(lambda unit: unit.outbox.settle([settled(1, "waiting"), settled(2, "sent", ref="9")]))
    assert waiting(full) == [4]
    states = {one.id: one.state for one in full.write_now(lambda unit: unit.outbox.of_chat("test:me"))}
    assert states == {1: "dropped", 2: "sent", 3: "dropped"}


def test_forgotten_chats_have_only_empty_messages(full: Database) -> None:
    full.write_now(lambda unit: unit.outbox.forget(["test:me", "test:unknown"]))
    assert waiting(full) == [4]
    found = full.write_now(lambda unit: unit.outbox.of_chat("test:me"))
    assert {one.message for one in found} == {Outgoing("")}
    assert full.write_now(lambda unit: unit.outbox.of_chat("test:other"))[0].message.text == "t4"


def test_forgetting_no_chats_forgets_nothing(full: Database) -> None:
    full.write_now(lambda unit: unit.outbox.forget([]))
    assert waiting(full) == [1, 2, 3, 4]


def test_a_chats_history_is_its_newest_messages_oldest_first(full: Database) -> None:
    def ids(after: int = 0, limit: int = 200) -> list[int]:
        return [one.id for one in full.write_now(lambda unit: unit.outbox.of_chat("test:me", after, limit))]

    assert ids() == [1, 2, 3]
    assert ids(after=1) == [2, 3]
    assert ids(limit=2) == [2, 3]
