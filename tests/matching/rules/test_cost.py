"""What it costs."""

from __future__ import annotations

import pytest

from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import need, option

CASES = (
    Case("free", Told("cost.free", 0.8, "不收费")),
    Case("with a fee", Told("cost.fee", 0.4, "要收费：每餐 10 元"), option(fee="每餐 10 元")),
    Case(
        "a fee weighs more where money is the trouble",
        Told("cost.fee", 0.1),
        option(fee="10 元"),
        need(category="livelihood.goods"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("cost", case)
