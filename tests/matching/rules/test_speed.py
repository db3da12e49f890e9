"""How fast do they answer."""

from __future__ import annotations

import pytest

from model.need import Urgency
from model.organization import Record
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import need, option


def answered(times: int, hours: float) -> Record:
    return Record(1, "elderly", offered=times, accepted=times, answer_hours_sum=times * hours)


CASES = (
    Case("nothing seen is as usual", Told("speed.none", 0.67)),
    Case(
        "minutes",
        Told("speed.minutes", 0.84, "一般 20 分钟内答复"),
        option()._replace(here=answered(10, 1 / 3)),
    ),
    Case("hours", Told("speed.hours", 0.77, "一般 4 小时答复"), option()._replace(here=answered(10, 4.0))),
    Case("days", Told("speed.days", 0.39, "一般要 2 天才答复"), option()._replace(here=answered(10, 53.0))),
    Case(
        "too slow for what is urgent",
        Told("speed.hours", 0.22),
        option()._replace(here=answered(10, 4.0)),
        need(urgency=Urgency.URGENT),
    ),
    Case("one answer is no habit yet", Told("speed.none", 0.69), option()._replace(here=answered(1, 3.0))),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("speed", case)
