"""The simulated city: the same seed gives the same day, nobody is lost, and queues behave as queues do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks import city
from benchmarks.city import City, Cost

SMALL = City(residents=200_000)


def test_the_same_seed_gives_the_same_day() -> None:
    assert np.array_equal(city.arrivals(SMALL), city.arrivals(SMALL))
    assert not np.array_equal(city.arrivals(SMALL), city.arrivals(SMALL, seed=1))


def test_the_day_has_as_many_turns_as_its_people_make() -> None:
    assert city.rates(SMALL).sum() == pytest.approx(SMALL.turns + SMALL.burst, rel=0.001)
    assert len(city.arrivals(SMALL)) == pytest.approx(SMALL.turns + SMALL.burst, rel=0.02)


def test_without_news_the_busiest_minute_is_in_the_morning() -> None:
    quiet = city.rates(replace(SMALL, moved=0.0))
    assert 8 * 60 <= int(quiet.argmax()) <= 11 * 60
    assert city.EVENING <= int(city.rates(SMALL).argmax()) <= city.EVENING + 2


def test_an_idle_process_takes_a_turn_at_once() -> None:
    waits = city.serve(np.array([10.0, 20.0, 30.0]), Cost(turn=0.001, commit=0.002), 1)
    assert waits.p50 == pytest.approx(0.003)
    assert waits.queue == 1


def test_what_comes_together_is_committed_together() -> None:
    cost = Cost(turn=0.001, commit=0.010)
    waits = city.serve(np.array([0.0, 0.001, 0.002]), cost, 1)
    # The first alone: 11 ms. The others meanwhile, in one batch: done at 23 ms.
    assert waits.longest == pytest.approx(0.022)


def test_more_processes_never_wait_longer() -> None:
    moments = city.arrivals(City(residents=2_000_000))
    slow = Cost(turn=0.01)
    assert city.serve(moments, slow, 4).p99 <= city.serve(moments, slow, 1).p99


def test_a_process_that_is_dead_makes_its_chats_wait_so_long_and_no_longer() -> None:
    moments = city.arrivals(SMALL)
    hurt = city.serve(moments, Cost(), 2, (city.EVENING * 60.0, 5.0))
    assert 4.0 < hurt.longest < 5.5


@pytest.mark.parametrize(("bots", "longest"), [(1, 99 / 27), (99, 1.0)])
def test_replies_leave_at_the_messenger_s_pace(bots: int, longest: float) -> None:
    together = np.full(100, city.EVENING * 60.0 + 1)
    one_each = replace(SMALL, replies=1.0)
    assert city.sending(together, one_each, bots)[2] <= longest * 2


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.004, "4 ms"), (5.0, "5.0 s"), (600.0, "10.0 min"), (36_000.0, "10.0 h")]
)
def test_spans_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert city.span(seconds) == said


def test_the_pictures_are_whole(tmp_path: Path) -> None:
    minutes = city.rates(SMALL) / 60
    city.draw(tmp_path, minutes, minutes, 1500.0, {1: minutes[1170:], 3: minutes[1170:] / 3}, city.EVENING)
    for name in ("city-day.svg", "city-outbox.svg"):
        assert ET.parse(tmp_path / name).getroot().tag.endswith("svg")  # noqa: S314 - our own
