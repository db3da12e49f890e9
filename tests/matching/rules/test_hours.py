"""Will somebody be there in time. It is Monday 10:00."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from matching.rules.hours import opens_in
from model.need import Urgency
from model.organization import Opening
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import need, option, situation


def at(weekday: int, opens: str, closes: str) -> tuple[Opening, ...]:
    return (Opening(weekday, time.fromisoformat(opens), time.fromisoformat(closes)),)


EMERGENCY = need(urgency=Urgency.EMERGENCY)
SUNDAY_LATE = situation(now=datetime(2026, 3, 1, 15, 30, tzinfo=UTC))

CASES = (
    Case("not given", Told("hours.unsaid", 0.5)),
    Case("open now", Told("hours.open", 1.0), option(openings=at(0, "09:00", "18:00"))),
    Case("opens at this minute", Told("hours.open", 1.0), option(openings=at(0, "10:00", "18:00"))),
    Case("closes at this minute", Told("hours.opens_later", 0.03), option(openings=at(0, "08:00", "10:00"))),
    Case("opens in half an hour", Told("hours.opens_soon", 0.38), option(openings=at(0, "10:30", "18:00"))),
    Case(
        "opens this afternoon",
        Told("hours.opens_in", 0.3, "4 小时后有人"),
        option(openings=at(0, "14:00", "18:00")),
    ),
    Case(
        "opens on Thursday",
        Told("hours.opens_later", 0.06, "3 天后有人"),
        option(openings=at(3, "10:00", "18:00")),
    ),
    Case(
        "an emergency can wait an hour",
        Told("hours.opens_in", 0.37),
        option(openings=at(0, "11:00", "18:00")),
        EMERGENCY,
    ),
    Case(
        "an emergency cannot wait till tomorrow",
        Told("hours.too_late", None, "这会儿没人，等不及"),
        option(openings=at(1, "09:00", "18:00")),
        EMERGENCY,
    ),
    Case(
        "a night service is open past midnight",
        Told("hours.open", 1.0),
        option(openings=at(6, "20:00", "06:00")),
        situation=situation(now=datetime(2026, 3, 1, 18, 0, tzinfo=UTC)),
    ),
    Case(
        "the week goes round from Sunday to Monday",
        Told("hours.opens_in", 0.22),
        option(openings=at(0, "09:00", "18:00")),
        situation=SUNDAY_LATE,
    ),
    Case("round the clock", Told("hours.open", 1.0), option(openings=at(0, "00:00", "00:00"))),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("hours", case)


def test_the_soonest_of_several_openings_counts() -> None:
    openings = at(0, "08:00", "09:00") + at(2, "08:00", "09:00") + at(0, "12:00", "13:00")
    assert opens_in(openings, 10 * 60) == 120
