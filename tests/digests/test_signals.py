"""What calls for attention, and what does not."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from digests import Facts
from digests.facts import Demand, Offers, Week, Work
from digests.signals import AT_LEAST, CERTAIN, GROWTH, idle, overloaded, relief, rises, stands_out


def weeks_of(code: str, counts: list[int], leaf: list[int] | None = None) -> tuple[Week, ...]:
    """Weeks with counts of one field, perhaps with those of one leaf in it."""
    leaves = leaf or [0] * len(counts)
    return tuple(
        Week(f"w{place}", demand={code: Demand(count)}, leaves={f"{code}.ebike": inside})
        for place, (count, inside) in enumerate(zip(counts, leaves, strict=True))
    )


@pytest.mark.parametrize(
    ("label", "earlier", "now", "rising"),
    [
        ("one more than usual is chance", [4, 5, 5, 4, 5, 4, 5, 5], 6, False),
        ("three times the usual", [4, 5, 5, 4, 5, 4, 5, 5], 15, True),
        ("out of nothing", [0, 0, 0, 0, 0, 0, 0, 0], 6, True),
        ("out of nothing, but few", [0, 0, 0, 0, 0, 0, 0, 0], 4, False),
        ("a field that always jumps", [2, 14, 3, 16, 2, 15, 3, 14], 16, False),
        ("one wild week long ago hides nothing", [5, 60, 5, 4, 5, 6, 5, 4], 60, True),
        ("large, and a little larger", [100, 101, 99, 100, 102, 98, 100, 100], 130, False),
        ("large, and by half larger", [100, 101, 99, 100, 102, 98, 100, 100], 160, True),
    ],
)
def test_a_rise_is_clearly_more_than_the_earlier_weeks(
    *, label: str, earlier: list[int], now: int, rising: bool, made: Callable[..., Facts]
) -> None:
    facts = made(weeks=weeks_of("safety", [*earlier, now]))
    assert bool(rises(facts)) is rising


def test_with_less_than_four_earlier_weeks_nothing_is_called_a_rise(made: Callable[..., Facts]) -> None:
    weeks = weeks_of("safety", [0, 0, 0, 0, 0, 5, 5, 5, 30])
    assert rises(made(weeks=weeks, history=3)) == ()
    assert rises(made(weeks=weeks, history=4))


def test_a_leaf_that_makes_most_of_the_rise_stands_for_its_field(made: Callable[..., Facts]) -> None:
    facts = made(weeks=weeks_of("safety", [5] * 8 + [16], [2] * 8 + [12]))
    assert [rise.category for rise in rises(facts)] == ["safety.ebike"]


def test_a_field_stands_for_itself_when_it_rises_in_all_its_parts(made: Callable[..., Facts]) -> None:
    facts = made(weeks=weeks_of("safety", [5] * 8 + [30], [0] * 8 + [6]))
    assert [rise.category for rise in rises(facts)] == ["safety"]


def poisson(dice: random.Random, mean: float) -> int:
    limit, count, product = math.exp(-mean), 0, dice.random()
    while product > limit:
        count += 1
        product *= dice.random()
    return count


@pytest.mark.parametrize(("mean", "seen_at_least"), [(2.0, 250), (6.0, 750), (10.0, 930), (20.0, 990)])
def test_quiet_weeks_give_few_false_alarms_and_a_threefold_week_is_seen(
    mean: float, seen_at_least: int
) -> None:
    dice = random.Random(7)
    false = seen = 0
    for _ in range(1000):
        earlier = [poisson(dice, mean) for _ in range(8)]
        false += called_a_rise(poisson(dice, mean), earlier)
        seen += called_a_rise(poisson(dice, 3 * mean), earlier)
    assert false <= 20
    assert seen >= seen_at_least


def called_a_rise(count: int, earlier: list[int]) -> bool:
    usual, score = stands_out(count, earlier)
    return count >= AT_LEAST and score >= CERTAIN and count >= GROWTH * usual


WORKS = (
    Work(1, "满", "Full", ("elderly", "health"), capacity=6, load=9),
    Work(2, "刚满", "Just full", ("legal",), capacity=4, load=4),
    Work(3, "闲", "Idle", ("elderly",), capacity=5),
    Work(4, "问过", "Asked", ("elderly",), capacity=5, month=Offers(offered=2)),
    Work(5, "没说", "Unsaid", ("safety",), load=30),
    Work(6, "不接", "None", ("safety",), capacity=0),
)


def test_overloaded_is_at_or_over_what_they_said_the_fullest_first(made: Callable[..., Facts]) -> None:
    assert [work.id for work in overloaded(made(organizations=WORKS))] == [1, 2]


def test_idle_has_nothing_in_hand_and_was_not_asked_for_four_weeks(made: Callable[..., Facts]) -> None:
    assert [work.id for work in idle(made(organizations=WORKS))] == [3, 6]


def test_relief_pairs_a_full_organization_with_an_idle_one_of_its_field(made: Callable[..., Facts]) -> None:
    found = relief(made(organizations=WORKS, month={"elderly": Demand(20)}))
    assert [(one.overloaded.id, one.idle.id, one.category) for one in found] == [(1, 3, "elderly")]
