"""What the evaluation said."""

from __future__ import annotations

import pytest

from model.organization import Grade
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option

CASES = (
    Case("excellent", Told("grade.excellent", 1.0, "评估等级优秀"), option(grade=Grade.EXCELLENT)),
    Case("good", Told("grade.good", 0.75), option(grade=Grade.GOOD)),
    Case("qualified", Told("grade.qualified", 0.5), option(grade=Grade.QUALIFIED)),
    Case(
        "unqualified has a year to mend and is not excluded",
        Told("grade.unqualified", 0.0),
        option(grade=Grade.UNQUALIFIED),
    ),
    Case("not graded yet", Told("grade.none", 0.45)),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("grade", case)
