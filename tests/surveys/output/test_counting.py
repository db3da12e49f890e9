"""Counts that point at nobody."""

from __future__ import annotations

import pytest

from surveys.output.counting import Bar, Shown, bars, steps

COUNT, FEW, WITHHELD = Shown.COUNT, Shown.FEW, Shown.WITHHELD
CASES = [
    ("nothing is small", {"a": 7, "b": 5}, True, [COUNT, COUNT]),
    ("nobody is no person", {"a": 12, "b": 0}, True, [COUNT, COUNT]),
    ("one small count would be the rest", {"a": 10, "b": 2}, True, [WITHHELD, FEW]),
    ("the next smallest goes with it", {"a": 30, "b": 2, "c": 6}, True, [COUNT, FEW, WITHHELD]),
    ("several small ones hide each other", {"a": 10, "b": 3, "c": 4}, True, [COUNT, FEW, FEW]),
    ("two that are one and one do not", {"a": 10, "b": 1, "c": 1}, True, [WITHHELD, FEW, FEW]),
    ("several answers have no rest", {"a": 10, "b": 2}, False, [COUNT, FEW]),
]


@pytest.mark.parametrize(("name", "counts", "exclusive", "shown"), CASES, ids=[case[0] for case in CASES])
def test_a_small_count_is_hidden_with_what_gives_it_away(
    name: str, counts: dict[str, int], *, exclusive: bool, shown: list[Shown]
) -> None:
    found = bars(counts, sum(counts.values()), exclusive=exclusive)
    assert [bar.shown for bar in found] == shown
    assert all(bar.count == 0 and bar.share == 0 for bar in found if bar.shown is not COUNT)


def test_shares_are_of_those_who_answered() -> None:
    assert bars({"a": 15, "b": 5}, 20)[0] == Bar("a", COUNT, 15, 0.75)
    assert bars({"a": 0}, 0)[0].share == 0


SPANS = [
    ([1, 2, 3], [(1, 2), (2, 3), (3, 4)]),
    ([18, 95], [(10, 20), (20, 30), (30, 40), (40, 50), (50, 60), (60, 70), (70, 80), (80, 90), (90, 100)]),
    ([4, 4], [(4, 5)]),
    ([0.1, 0.15], [(0.1, 0.2)]),
    ([0, 1_000_000], None),
    ([-12, 7], None),
]


@pytest.mark.parametrize(("values", "expected"), SPANS)
def test_spans_are_equal_round_and_hold_every_value(
    values: list[float], expected: list[tuple[float, float]] | None
) -> None:
    found = steps(values, most=9)
    assert expected is None or [place for span in found for place in span] == pytest.approx(
        [place for span in expected for place in span]
    )
    assert len(found) <= 9
    assert found[0][0] <= min(values)
    assert max(values) < found[-1][1]
