"""How often do they say yes."""

from __future__ import annotations

import pytest

from matching.situation import Means
from model.organization import Record
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option, situation

OFTEN = Record(1, "elderly", offered=10, accepted=9, declined=1)
SELDOM = Record(1, "elderly", offered=10, accepted=2, declined=6, expired=2)

CASES = (
    Case("nothing seen is as usual", Told("acceptance.none", 0.7)),
    Case(
        "what is usual is what is usual here",
        Told("acceptance.none", 0.4),
        situation=situation(means=Means(0.4)),
    ),
    Case(
        "few cases move it little", Told("acceptance.none", 0.74), option()._replace(here=Record(1, "", 1, 1))
    ),
    Case("often", Told("acceptance.often", 0.82, "问过 10 次，接了 9 次"), option()._replace(here=OFTEN)),
    Case(
        "seldom", Told("acceptance.seldom", 0.39, "问过 10 次，只接了 2 次"), option()._replace(here=SELDOM)
    ),
    Case("its other fields speak for it", Told("acceptance.none", 0.82), option()._replace(overall=OFTEN)),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("acceptance", case)
