"""Is there room."""

from __future__ import annotations

import pytest

from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option, situation

CASES = (
    Case("all free", Told("capacity.left", 1.0), option(capacity=4)),
    Case(
        "some left",
        Told("capacity.left", 0.82, "还有 3 个名额"),
        option(capacity=4),
        situation=situation(load={10: 1}),
    ),
    Case(
        "the last place", Told("capacity.last", 0.47), option(capacity=4), situation=situation(load={10: 3})
    ),
    Case(
        "full",
        Told("capacity.full", None, "手上已有 4 件，名额满了"),
        option(capacity=4),
        situation=situation(load={10: 4}),
    ),
    Case("over full", Told("capacity.full", None), option(capacity=4), situation=situation(load={10: 6})),
    Case("takes nothing", Told("capacity.full", None), option(capacity=0)),
    Case("no capacity named, nothing in hand", Told("capacity.free", 0.6)),
    Case(
        "no capacity named, a little in hand", Told("capacity.unsaid", 0.5), situation=situation(load={10: 2})
    ),
    Case("no capacity named, much in hand", Told("capacity.busy", 0.25), situation=situation(load={10: 10})),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("capacity", case)
