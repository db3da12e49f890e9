"""Not the same organization twice."""

from __future__ import annotations

import pytest

from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import situation

CASES = (
    Case(
        "somebody not asked yet may be asked",
        Told("asked.no", 0.5),
        situation=situation(tried=frozenset({2})),
    ),
    Case(
        "who was asked already is excluded",
        Told("asked.yes", None, "这件事已经问过他们了"),
        situation=situation(tried=frozenset({1})),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("asked", case)
