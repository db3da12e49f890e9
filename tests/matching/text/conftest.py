"""What the tests of understanding share: the shipped model, a small street, a fixed moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from matching.text import Gazetteer, Model, Understanding, gazetteer, load_model, understand
from model.place import Level, Place

CHINA = timezone(timedelta(hours=8))
# A Saturday morning.
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=CHINA)

PLACES = (
    Place("X", Level.STREET, None, "肖家河街道", "Xiaojiahe Street"),
    Place("X1", Level.COMMUNITY, "X", "金桂社区", "Jingui", ("金桂花园", "纺织厂宿舍")),
    Place("X2", Level.COMMUNITY, "X", "红星社区", "Red Star", ("红星小区",)),
    Place("X1-3", Level.GRID, "X1", "金桂三网格", "Jingui grid 3", ("幸福里",)),
)


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def street() -> Gazetteer:
    return gazetteer(PLACES, landmarks=("喷泉广场", "老槐树"))


@pytest.fixture
def understood(model: Model, street: Gazetteer) -> Callable[[str], Understanding]:
    def read(text: str) -> Understanding:
        return understand(text, model, street, now=NOW)

    return read
