"""New organizations get their chance."""

from __future__ import annotations

import pytest

from matching.rules.fairness import draw
from model.organization import Record
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option

LOT = draw(0, 7, 1)

CASES = (
    Case("new", Told("fairness.new", round(LOT, 2)), option()),
    Case(
        "half known",
        Told("fairness.known", round(LOT / 2, 2)),
        option()._replace(here=Record(1, "", offered=5)),
    ),
    Case(
        "well known",
        Told("fairness.known", round(LOT / 20, 2)),
        option()._replace(here=Record(1, "", offered=95)),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("fairness", case)


def test_the_lot_is_the_same_again_and_another_for_another_need_seed_or_organization() -> None:
    assert draw(1, 2, 3) == draw(1, 2, 3)
    assert len({draw(1, 2, 3), draw(2, 2, 3), draw(1, 3, 3), draw(1, 2, 4)}) == 4


def test_the_lot_falls_evenly_between_zero_and_one() -> None:
    lots = [draw(5, number, organization) for number in range(100) for organization in range(50)]
    assert all(0 <= lot <= 1 for lot in lots)
    tenths = [sum(tenth <= lot * 10 < tenth + 1 for lot in lots) for tenth in range(10)]
    assert max(tenths) < 1.2 * min(tenths)


def test_every_newcomer_has_the_best_lot_some_time() -> None:
    firsts = {max(range(8), key=lambda one: draw(3, number, one)) for number in range(60)}
    assert firsts == set(range(8))
