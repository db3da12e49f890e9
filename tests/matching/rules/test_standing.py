"""Suspended organizations get no new needs."""

from __future__ import annotations

import pytest

from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option

CASES = (
    Case("in good standing", Told("standing.good", 0.5)),
    Case("suspended", Told("standing.suspended", None), option(suspended=True)),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("standing", case)
