"""What this very resident has known of them."""

from __future__ import annotations

import pytest

from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import situation

CASES = (
    Case("none", Told("experience.none", 0.5), situation=situation(own={2: 5.0})),
    Case("the best", Told("experience.good", 1.0, "上次帮过忙，评价很好"), situation=situation(own={1: 5.0})),
    Case("good", Told("experience.good", 0.9), situation=situation(own={1: 4.5})),
    Case("fair", Told("experience.fair", 0.5), situation=situation(own={1: 3.0})),
    Case("bad is late, not shut out", Told("experience.bad", 0.0), situation=situation(own={1: 2.0})),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("experience", case)
