"""How fast messages may leave."""

from __future__ import annotations

import asyncio

import pytest

from bot.pacing import Bucket, Pace


def spend(bucket: Bucket, count: int, now: float = 0) -> list[float]:
    return [round(bucket.reserve(now), 3) for _ in range(count)]


def test_a_burst_goes_at_once_and_the_rest_at_the_rate() -> None:
    assert spend(Bucket(10, 3), 5) == [0, 0, 0, 0.1, 0.2]


def test_without_a_burst_everything_goes_at_the_rate() -> None:
    assert spend(Bucket(2, 1), 3) == [0, 0.5, 1]


def test_a_rested_bucket_has_its_burst_again() -> None:
    bucket = Bucket(10, 2)
    assert spend(bucket, 3) == [0, 0, 0.1]
    assert spend(bucket, 3, now=5) == [0, 0, 0.1]


def test_no_window_of_a_second_holds_more_than_rate_and_burst() -> None:
    bucket = Bucket(27, 3)
    sent = [bucket.reserve(0) for _ in range(300)]
    most = max(sum(start <= moment < start + 1 for moment in sent) for start in sent)
    assert most <= 30


def test_after_a_halt_the_queue_starts_at_the_steady_rate() -> None:
    bucket = Bucket(10, 5)
    bucket.halt(until=2)
    assert spend(bucket, 3) == [2, 2.1, 2.2]


async def test_those_waiting_when_everyone_is_halted_wait_again() -> None:
    pace = Pace(per_second=1000, per_chat_second=1)
    clock = asyncio.get_running_loop().time
    begin = clock()
    for _ in range(3):
        await pace.turn("a")
    waiting = asyncio.create_task(pace.turn("b"))
    pace.halt(0.1)
    await waiting
    assert clock() - begin >= 0.1


async def test_a_chat_s_own_pace_does_not_hold_up_others() -> None:
    pace = Pace(per_second=1000, per_chat_second=1)
    begin = asyncio.get_running_loop().time()
    for _ in range(3):
        await pace.turn("a")
    held = asyncio.create_task(pace.turn("a"))
    await pace.turn("b")
    assert asyncio.get_running_loop().time() - begin < 0.2
    held.cancel()


async def test_the_pace_of_chats_long_silent_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pacing._REMEMBERED", 10)
    pace = Pace(per_second=1e6, per_chat_second=1e6)
    for number in range(100):
        await pace.turn(str(number))
    assert len(pace._chats) <= 12
