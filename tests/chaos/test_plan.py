"""How many lives a run has, and how they end."""

from __future__ import annotations

import random

import pytest

from chaos.run import Plan


@pytest.mark.parametrize(
    ("kills", "stops", "lives", "asked"), [(100, 0.2, 125, 25), (8, 0.2, 10, 2), (10, 0, 10, 0), (9, 1, 9, 9)]
)
def test_who_is_asked_to_end_comes_on_top_of_those_killed(
    kills: int, stops: float, lives: int, asked: int
) -> None:
    plan = Plan("webhook", 1, kills=kills, stops=stops)
    assert plan.lives == lives
    assert len(plan.asked(random.Random(1))) == asked
