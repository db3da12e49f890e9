"""One street built once, as it is on a Saturday noon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.demo.building import build
from bot.demo.street import Street

SATURDAY = datetime(2026, 11, 21, 4, 50, 55, tzinfo=UTC)


def numbers() -> Callable[[], int]:
    counter = count(1_000_000)
    return lambda: next(counter)


@pytest.fixture(scope="session")
def now() -> datetime:
    return SATURDAY


@pytest.fixture(scope="session")
def street(now: datetime) -> Street:
    return build(numbers(), now)


@pytest.fixture
def ids() -> Callable[[], int]:
    return numbers()
