"""How far is the way."""

from __future__ import annotations

import pytest

from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option

CASES = (
    Case("not known", Told("distance.unknown", 0.5)),
    Case("at the door", Told("distance.metres", 0.99, "约 100 米远"), option(metres=12.0)),
    Case("round the corner", Told("distance.metres", 0.79, "约 500 米远"), option(metres=520.0)),
    Case("a walk", Told("distance.kilometres", 0.57, "约 1.5 公里远"), option(metres=1500.0)),
    Case("across town", Told("distance.kilometres", 0.17), option(metres=10_000.0)),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("distance", case)
