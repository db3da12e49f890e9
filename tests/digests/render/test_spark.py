"""Sparklines."""

from __future__ import annotations

from digests.render.spark import points, runs, sparkline


def test_zero_lies_at_the_bottom_and_the_highest_week_at_the_top() -> None:
    assert points((0, 5, 10), width=100, height=20, edge=0) == [(0, 20), (50, 10), (100, 0)]


def test_weeks_of_zeros_are_a_line_at_the_bottom() -> None:
    assert points((0, 0), width=100, height=20, edge=0) == [(0, 20), (100, 20)]


def test_an_unknown_week_breaks_the_line() -> None:
    places = points((1, 2, None, 3, 4))
    assert places[2] is None
    assert [len(run) for run in runs(places)] == [2, 2]
    assert sparkline((1, 2, None, 3, 4), "").count("<polyline") == 2


def test_a_week_between_two_gaps_is_no_line_and_the_end_has_a_dot_only_when_known() -> None:
    assert "<circle" in sparkline((1, None, 3, 4), "")
    assert "<circle" not in sparkline((1, 2, None), "")
    assert sparkline((1, None, 3, 4), "").count("<polyline") == 1


def test_one_week_is_no_line() -> None:
    assert sparkline((None, None, 5), "five") == ""
    assert sparkline((), "") == ""


def test_the_label_is_escaped() -> None:
    assert 'aria-label="&lt;5"' in sparkline((1, 2), "<5")
