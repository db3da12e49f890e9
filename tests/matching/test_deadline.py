"""By when an offer must be answered, with the holidays and exchanged working days of 2025 to 2027."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from matching.deadline import PROMISES, WorkingDays, deadline
from matching.workdays import is_working_day, next_working_day
from model.need import Urgency

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


ROUTINE, SOON, URGENT, EMERGENCY = Urgency


@pytest.mark.parametrize(
    ("label", "urgency", "since", "due"),
    [
        ("an emergency has a quarter of an hour", EMERGENCY, "2026-10-01T23:50", "2026-10-02T00:05"),
        ("urgent has two hours, also at night", URGENT, "2026-02-17T03:00", "2026-02-17T05:00"),
        ("soon is the next working day at six", SOON, "2026-03-02T09:00", "2026-03-03T18:00"),
        ("the hour of the offer does not matter", SOON, "2026-03-02T23:59", "2026-03-03T18:00"),
        ("from Friday to Monday", SOON, "2026-03-06T10:00", "2026-03-09T18:00"),
        ("from Saturday to Monday", SOON, "2026-03-07T10:00", "2026-03-09T18:00"),
        ("routine is three working days", ROUTINE, "2026-03-02T09:00", "2026-03-05T18:00"),
        ("routine over a weekend", ROUTINE, "2026-03-05T09:00", "2026-03-10T18:00"),
        ("before National Day to after it", SOON, "2026-09-30T10:00", "2026-10-08T18:00"),
        ("the Saturday after National Day is worked", ROUTINE, "2026-09-30T10:00", "2026-10-10T18:00"),
        ("the Sunday before National Day is worked", SOON, "2026-09-19T10:00", "2026-09-20T18:00"),
        ("Mid-Autumn on a Friday makes three days off", SOON, "2026-09-24T10:00", "2026-09-28T18:00"),
        ("the Saturday before Spring Festival is worked", SOON, "2026-02-13T10:00", "2026-02-14T18:00"),
        ("nine days of Spring Festival", SOON, "2026-02-14T10:00", "2026-02-24T18:00"),
        ("the Saturday after Spring Festival is worked", SOON, "2026-02-27T10:00", "2026-02-28T18:00"),
        ("over Spring Festival", ROUTINE, "2026-02-13T10:00", "2026-02-25T18:00"),
        ("the Sunday after New Year is worked", SOON, "2025-12-31T10:00", "2026-01-04T18:00"),
        ("Labour Day and the Saturday worked for it", ROUTINE, "2026-04-30T10:00", "2026-05-08T18:00"),
        ("that Saturday itself", SOON, "2026-05-08T10:00", "2026-05-09T18:00"),
        ("Spring Festival the year before", SOON, "2025-01-27T10:00", "2025-02-05T18:00"),
        ("the Sunday worked for it", SOON, "2025-01-25T10:00", "2025-01-26T18:00"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)  # fmt: skip
def test_the_deadline_is(label: str, urgency: Urgency, since: str, due: str) -> None:
    found = deadline(urgency, local(since), SHANGHAI)
    assert found.astimezone(SHANGHAI) == local(due)
    assert found.tzinfo is UTC


def test_the_day_is_the_one_on_the_clocks_of_the_place() -> None:
    """Friday 17:00 in London is already Saturday in Shanghai."""
    assert deadline(Urgency.SOON, datetime(2026, 3, 6, 17, 0, tzinfo=UTC), SHANGHAI) == local(
        "2026-03-09T18:00"
    )


def test_settings_can_promise_otherwise_and_the_rest_stays() -> None:
    promises = {Urgency.ROUTINE: WorkingDays(1, time(12)), Urgency.URGENT: timedelta(hours=1)}
    since = local("2026-03-02T09:00")
    assert deadline(Urgency.ROUTINE, since, SHANGHAI, promises) == local("2026-03-03T12:00")
    assert deadline(Urgency.URGENT, since, SHANGHAI, promises) == local("2026-03-02T10:00")
    assert deadline(Urgency.EMERGENCY, since, SHANGHAI, promises) == local("2026-03-02T09:15")


def test_every_urgency_has_a_promise() -> None:
    assert set(PROMISES) == set(Urgency)


def test_a_year_without_announced_exchanges_has_plain_weekends_and_the_holidays_by_law() -> None:
    assert not is_working_day(date(2035, 10, 1))
    assert not is_working_day(date(2035, 6, 16))
    assert is_working_day(date(2035, 6, 14))


def test_the_next_working_day_is_never_the_same_day() -> None:
    assert next_working_day(date(2026, 3, 2)) == date(2026, 3, 3)


def test_the_calendar_is_read_only_when_somebody_asks_for_a_working_day() -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from matching.deadline import Urgency, deadline;"
        "deadline(Urgency.EMERGENCY, datetime.now(UTC), UTC); print('holidays' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert run.stdout.strip() == "False"
