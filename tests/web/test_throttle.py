"""The slow-down after failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from web.throttle import FEW, Throttle, keys

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (4, 0), (5, 2), (6, 4), (8, 16), (40, 300)])
def test_the_wait_doubles_from_the_fifth_failure_up_to_five_minutes(failures: int, seconds: int) -> None:
    throttle = Throttle()
    for _ in range(failures):
        throttle.failed({"lin": FEW}, NOW)
    assert throttle.wait({"lin": FEW, "elsewhere": FEW}, NOW) == timedelta(seconds=seconds)


def test_a_success_forgives_the_login() -> None:
    throttle = Throttle()
    for _ in range(6):
        throttle.failed({"lin": FEW}, NOW)
    throttle.succeeded({"lin": FEW})
    assert not throttle.wait({"lin": FEW}, NOW)


def test_failures_long_ago_are_forgotten() -> None:
    throttle = Throttle()
    for _ in range(6):
        throttle.failed({"lin": FEW}, NOW)
    later = NOW + timedelta(hours=1)
    throttle.failed({"lin": FEW}, later)
    assert not throttle.wait({"lin": FEW}, later)


def test_memory_stays_small_however_many_names_are_tried() -> None:
    throttle = Throttle()
    for number in range(10_050):
        throttle.failed({f"login {number}": FEW}, NOW)
    assert len(throttle._failures) == 10_000


def test_nobody_locks_a_colleague_out_from_elsewhere_with_a_handful_of_tries() -> None:
    throttle = Throttle()
    for _ in range(10):
        throttle.failed(keys("lin", "10.0.0.9"), NOW)
    assert throttle.wait(keys("lin", "10.0.0.9"), NOW)
    assert not throttle.wait(keys("lin", "10.0.0.1"), NOW)


def test_many_tries_slow_down_everybody_who_tries_that_login() -> None:
    throttle = Throttle()
    for number in range(25):
        throttle.failed(keys("lin", f"10.0.0.{number}"), NOW)
    assert throttle.wait(keys("lin", "10.0.1.1"), NOW) == timedelta(seconds=32)
