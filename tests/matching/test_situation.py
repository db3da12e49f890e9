"""What is usual, from few records and from many; and the clock of the week."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from matching.situation import Means, Situation, means_of
from model.organization import Record
from tests.matching.street import TZ


def test_without_records_the_usual_is_the_default() -> None:
    assert means_of([]) == Means()


def test_many_records_outweigh_the_defaults_and_those_of_single_fields_are_not_counted_twice() -> None:
    one = Record(1, "", offered=1000, accepted=500, declined=400, solved=260, reopened=10, rated=200,
                 satisfaction_sum=600, answer_hours_sum=1800.0)  # fmt: skip
    means = means_of([one, Record(1, "elderly", offered=9999, accepted=9999)])
    assert means.acceptance == pytest.approx(0.5, abs=0.01)
    assert means.solving == pytest.approx(0.5, abs=0.01)
    assert means.satisfaction == pytest.approx(3.0, abs=0.06)
    assert means.hours == pytest.approx(2.0, abs=0.15)


def test_few_records_move_the_usual_only_a_little() -> None:
    means = means_of([Record(1, "", offered=1, accepted=0, declined=1)])
    assert 0.6 < means.acceptance < 0.7


def test_the_minute_of_the_week_is_on_the_clocks_of_the_place() -> None:
    assert Situation(datetime(2026, 3, 1, 16, 30, tzinfo=UTC), TZ).minute_of_week == 30
