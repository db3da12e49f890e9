"""Does it do what is needed."""

from __future__ import annotations

import pytest

from matching.option import Fit
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option

CASES = (
    Case("the very category", Told("fit.exact", 1.0, "正好做这件事"), option(Fit.EXACT)),
    Case("the whole field", Told("fit.general", 0.7), option(Fit.GENERAL)),
    Case("something else in the field", Told("fit.related", 0.1), option(Fit.RELATED)),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("fit", case)
