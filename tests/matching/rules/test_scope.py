"""Have they said before that it is none of their business."""

from __future__ import annotations

import pytest

from model.organization import Record
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option


def _refused(category: str, times: int) -> Record:
    return Record(1, "elderly", offered=9, accepted=1, declined=times, refused=((category, times),))


CASES = (
    Case("nothing was refused", Told("scope.none", 0.5)),
    Case(
        "once",
        Told("scope.refused", 0.25, "这类事他们说过 1 次不归他们管"),
        option()._replace(here=_refused("elderly.meals", 1)),
    ),
    Case("twice", Told("scope.refused", 0.1), option()._replace(here=_refused("elderly.meals", 2))),
    Case("always", Told("scope.refused", 0.0), option()._replace(here=_refused("elderly.meals", 7))),
    Case(
        "another leaf of the field",
        Told("scope.none", 0.5),
        option()._replace(here=_refused("elderly.visits", 3)),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("scope", case)
