"""The slow-down after failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from web.throttle import Throttle

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (4, 0), (5, 2), (6, 4), (8, 16), (40, 300)])
def test_the_wait_doubles_from_the_fifth_failure_up_to_five_minutes(failures: int, seconds: int) -> None:
    throttle = Throttle()
    for _ in range(failures):
        throttle.failed(("login:lin",), NOW)
    assert throttle.wait(("login:lin", "from:elsewhere"), NOW) == timedelta(seconds=seconds)


def test_a_success_forgives_the_login() -> None:
    throttle = Throttle()
    for _ in range(6):
        throttle.failed(("login:lin",), NOW)
    throttle.succeeded("login:lin")
    assert not throttle.wait(("login:lin",), NOW)


def test_failures_long_ago_are_forgotten() -> None:
    throttle = Throttle()
    for _ in range(6):
        throttle.failed(("login:lin",), NOW)
    later = NOW + timedelta(hours=1)
    throttle.failed(("login:lin",), later)
    assert not throttle.wait(("login:lin",), later)


def test_memory_stays_small_however_many_names_are_tried() -> None:
    throttle = Throttle()
    for number in range(10_050):
        throttle.failed((f"login:{number}",), NOW)
    assert len(throttle._failures) == 10_000
