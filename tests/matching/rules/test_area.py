"""Does it come here."""

from __future__ import annotations

import pytest

from matching.option import Reach
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option

CASES = (
    Case("this grid", Told("area.grid", 1.0), option(reach=Reach.GRID)),
    Case("this community", Told("area.community", 1.0, "就在本社区服务"), option(reach=Reach.COMMUNITY)),
    Case("the whole street", Told("area.street", 0.9), option(reach=Reach.STREET)),
    Case("the whole district", Told("area.district", 0.75), option(reach=Reach.DISTRICT)),
    Case("the whole city", Told("area.city", 0.65), option(reach=Reach.CITY)),
    Case("no area named", Told("area.everywhere", 0.55), option(reach=Reach.EVERYWHERE)),
    Case("nobody said where", Told("area.unknown", 0.5), option(reach=Reach.UNKNOWN)),
    Case("next door counts little", Told("area.near", 0.15), option(reach=Reach.NEAR)),
    Case(
        "elsewhere is excluded",
        Told("area.elsewhere", None, "服务范围不到本社区"),
        option(reach=Reach.ELSEWHERE),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("area", case)
