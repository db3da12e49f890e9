"""How content were the people."""

from __future__ import annotations

import pytest

from model.organization import Record
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option


def rated(times: int, mean: float) -> Record:
    return Record(1, "elderly", rated=times, satisfaction_sum=round(times * mean))


CASES = (
    Case("nothing seen is as usual", Told("satisfaction.none", 0.75)),
    Case(
        "very content",
        Told("satisfaction.mean", 0.89, "10 位邻居打 4.9 分"),
        option()._replace(here=rated(10, 4.9)),
    ),
    Case("so so", Told("satisfaction.mean", 0.59), option()._replace(here=rated(10, 3.0))),
    Case(
        "not content",
        Told("satisfaction.low", 0.42, "10 位邻居只打 1.9 分"),
        option()._replace(here=rated(10, 1.9)),
    ),
    Case(
        "one rating is no habit yet", Told("satisfaction.none", 0.64), option()._replace(here=rated(1, 1.0))
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("satisfaction", case)
