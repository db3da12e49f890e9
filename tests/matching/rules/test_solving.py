"""How often is it solved."""

from __future__ import annotations

import pytest

from model.organization import Record
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option


def took(accepted: int, solved: int, reopened: int = 0) -> Record:
    return Record(1, "elderly", offered=accepted, accepted=accepted, solved=solved, reopened=reopened)


CASES = (
    Case("nothing seen is as usual", Told("solving.none", 0.7)),
    Case(
        "nine of ten", Told("solving.share", 0.82, "近一年 9 成已解决"), option()._replace(here=took(10, 9))
    ),
    Case(
        "nearly all is not yet ten tenths",
        Told("solving.share", 0.93, "近一年 9 成已解决"),
        option()._replace(here=took(50, 48 + 1, 1)),
    ),
    Case("all", Told("solving.all", 0.89, "近一年接的 10 件都解决了"), option()._replace(here=took(10, 10))),
    Case("reopened is not solved", Told("solving.share", 0.7), option()._replace(here=took(10, 10, 3))),
    Case(
        "hardly any",
        Told("solving.seldom", 0.39, "接了 10 件，解决了 2 件"),
        option()._replace(here=took(10, 2)),
    ),
    Case(
        "more reopened than solved is none",
        Told("solving.seldom", 0.26),
        option()._replace(here=took(10, 1, 3)),
    ),
    Case("two cases are no habit yet", Told("solving.none", 0.77), option()._replace(here=took(2, 2))),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("solving", case)
