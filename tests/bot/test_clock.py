"""Ids grow with time and never come twice, whatever the clock does."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Ids, now

START = 1_795_000_000_000

CLOCKS = {
    "stands still": itertools.repeat(START),
    "goes on": itertools.count(START),
    "jumps back": itertools.cycle([START + 5000, START, START + 4999]),
    "crawls backwards": itertools.count(START, -1),
    "leaps forward": itertools.count(START, 86_400_000),
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_each_id_is_larger_than_the_one_before(clock: str) -> None:
    ids = Ids(process=7, milliseconds=lambda: next(CLOCKS[clock]))
    made = [ids() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert 0 < made[0] < made[-1] < 2**63


def test_more_ids_than_a_millisecond_holds_borrow_from_the_next() -> None:
    ids = Ids(process=0, milliseconds=lambda: START)
    made = [ids() for _ in range(3 * 4096)]
    assert made[-1] >> 22 == (made[0] >> 22) + 2


def test_two_processes_at_the_same_moment_make_different_ids() -> None:
    first, second = (Ids(process, lambda: START) for process in (1, 2))
    assert not {first() for _ in range(5000)} & {second() for _ in range(5000)}


def test_a_process_number_too_large_is_folded_into_its_bits() -> None:
    assert Ids(1024 + 3, lambda: START)() == Ids(3, lambda: START)()


def test_threads_never_get_the_same_id() -> None:
    ids = Ids()
    with ThreadPoolExecutor(8) as threads:
        made = [one for part in threads.map(lambda _: [ids() for _ in range(2000)], range(8)) for one in part]
    assert len(set(made)) == 16_000


def test_now_is_aware_and_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_ids_go_on_above_those_of_another_process_whose_clock_is_ahead() -> None:
    ours = Ids(process=1, milliseconds=lambda: 1_800_000_000_000)
    theirs = Ids(process=2, milliseconds=lambda: 1_800_000_005_000)
    newest = [theirs() for _ in range(3)][-1]
    assert ours() < newest
    ours.follow(newest)
    following = [ours() for _ in range(3)]
    assert newest < following[0] < following[1] < following[2]
    ours.follow(0)
    ours.follow(newest - 10**9)
    assert ours() > following[2]


def test_a_process_that_gets_another_number_gives_other_ids() -> None:
    one, other = (Ids(process=1, milliseconds=lambda: 1_800_000_000_000) for _ in range(2))
    other.belong_to(2)
    assert one() != other()
