"""Chats take turns; one that floods waits its time, in order, and nobody else notices."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.channel import Overloaded
from bot.fairness import _MOST_OF_ONE, FairQueue
from model.message import Address, Incoming

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def update(number: int, chat: str = "a", text: str = "hello") -> Incoming:
    return Incoming(f"{chat}{number}", Address("web", chat), NOW, text=text)


def take(queue: FairQueue) -> list[str]:
    """Everything that is ready, in the order in which it goes."""
    found = []
    while queue.ready:
        found.append(queue.get_nowait().update.update_id)
    return found


async def test_chats_take_turns_and_each_keeps_its_order() -> None:
    queue = FairQueue(100, limit=0)
    for chat, count in (("a", 4), ("b", 2), ("c", 1)):
        for number in range(count):
            queue.put(update(number, chat))
    assert take(queue) == ["a0", "b0", "c0", "a1", "b1", "a2", "a3"]
    assert len(queue) == 0


async def test_a_burst_within_the_limit_goes_at_once() -> None:
    queue = FairQueue(100, limit=20)
    for number in range(20):
        queue.put(update(number))
    assert len(take(queue)) == 20
    assert queue.untold(["web:a"]) == []


async def test_what_comes_faster_than_the_limit_waits_its_time_and_keeps_its_order() -> None:
    queue = FairQueue(100, limit=100)  # ten a second
    began = asyncio.get_running_loop().time()
    for number in range(103):
        if number < 100:
            queue.put(update(number))
            queue.get_nowait()
        else:
            queue.put(update(number))
    assert not queue.ready
    late = [(await queue.get()).update.update_id for _ in range(3)]
    assert late == ["a100", "a101", "a102"]
    assert asyncio.get_running_loop().time() - began > 0.2


async def test_others_go_at_once_while_one_floods() -> None:
    queue = FairQueue(100, limit=5)
    for number in range(30):
        queue.put(update(number))
    queue.put(update(0, "b"))
    assert take(queue) == ["a0", "b0", "a1", "a2", "a3", "a4"]
    assert len(queue) == 25


async def test_a_chat_that_floods_can_never_fill_the_queue() -> None:
    queue = FairQueue(2000, limit=5)
    for number in range(_MOST_OF_ONE):
        queue.put(update(number))
    with pytest.raises(Overloaded):
        queue.put(update(_MOST_OF_ONE))
    assert (len(queue), queue.refused) == (_MOST_OF_ONE, 0)
    assert queue.slowed == _MOST_OF_ONE - 5 + 1
    queue.put(update(0, "b"))


async def test_a_full_queue_refuses_everybody() -> None:
    queue = FairQueue(3, limit=20)
    for chat in "abc":
        queue.put(update(0, chat))
    with pytest.raises(Overloaded):
        queue.put(update(0, "d"))
    assert len(queue) == 3


async def test_a_flooding_chat_is_to_be_asked_for_patience_once_a_flood() -> None:
    queue = FairQueue(100, limit=2)
    for number in range(4):
        queue.put(update(number))
    assert queue.untold(["web:a", "web:b", "web:a"]) == ["web:a"]
    queue.told(["web:a"])
    queue.put(update(5))
    assert queue.untold(["web:a"]) == []


async def test_danger_does_not_wait_nor_what_was_said_before_it() -> None:
    queue = FairQueue(100, limit=2, urgent=lambda one: "fire" in one.text)
    for number in range(6):
        queue.put(update(number))
    assert take(queue) == ["a0", "a1"]
    queue.put(update(6, text="fire!"))
    assert take(queue) == ["a2", "a3", "a4", "a5", "a6"]


async def test_a_polled_chat_only_takes_turns() -> None:
    queue = FairQueue(100, limit=2, patient=lambda _: False)
    for number in range(5):
        queue.put(update(number))
    queue.put(update(0, "b"))
    assert take(queue) == ["a0", "b0", "a1", "a2", "a3", "a4"]
    assert queue.untold(["web:a"]) == ["web:a"]


async def test_a_chats_updates_can_be_taken_out_whether_awake_or_asleep() -> None:
    queue = FairQueue(100, limit=2)
    for number in range(4):
        queue.put(update(number))
    queue.put(update(0, "b"))
    assert [item.update.update_id for item in queue.take_out(["web:a", "web:x"])] == ["a0", "a1", "a2", "a3"]
    assert take(queue) == ["b0"]
    for number in range(3):
        queue.put(update(number, "c"))
    take(queue)
    assert [item.update.update_id for item in queue.take_out()] == ["c2"]
    assert (len(queue), queue.ready, queue.oldest()) == (0, False, None)


async def test_whoever_waits_for_the_next_is_woken() -> None:
    queue = FairQueue(100)
    waiting = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    queue.put(update(1))
    assert (await waiting).update.update_id == "a1"


async def test_the_oldest_is_the_one_that_waits_longest() -> None:
    queue = FairQueue(100)
    queue.put(update(1))
    since = queue.oldest()
    await asyncio.sleep(0.01)
    queue.put(update(1, "b"))
    assert queue.oldest() == since


async def test_chats_at_rest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.fairness._REMEMBERED", 10)
    monkeypatch.setattr("bot.fairness._SWEEP", 0.0)
    queue = FairQueue(100, limit=100_000)
    for number in range(50):
        queue.put(update(number, str(number)))
        queue.get_nowait()
        await asyncio.sleep(0.001)
    assert len(queue._paces) < 20


async def test_after_a_rest_a_chat_is_as_quick_as_any() -> None:
    queue = FairQueue(200, limit=100)
    for number in range(101):
        queue.put(update(number))
    await asyncio.sleep(0.11)
    take(queue)
    queue._paces["web:a"].bucket._full_at = 0.0
    queue.put(update(200))
    assert take(queue) == ["a200"]
    assert queue.untold(["web:a"]) == []
