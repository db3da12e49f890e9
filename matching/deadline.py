"""By when somebody must have answered an offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from matching.workdays import next_working_day
from model.need import Urgency


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many working days: the day of the offer does not count, the last one ends with the office hours.

    That is how the Civil Code of China counts days, in its articles 201 to 203.
    """

    days: int
    closes: time = time(18, 0)


Promise = timedelta | WorkingDays

PROMISES: Mapping[Urgency, Promise] = {
    Urgency.EMERGENCY: timedelta(minutes=15),
    Urgency.URGENT: timedelta(hours=2),
    Urgency.SOON: WorkingDays(1),
    Urgency.ROUTINE: WorkingDays(3),
}
"""What is promised unless an installation's settings say otherwise."""


def deadline(
    urgency: Urgency, since: datetime, tz: tzinfo, promises: Mapping[Urgency, Promise] = PROMISES
) -> datetime:
    """The moment, in UTC, by which an offer made at ``since`` (aware) must be answered.

    Working days are those of the Chinese calendar, in the zone ``tz``. An urgency without a promise has
    the default one.
    """
    promise = promises.get(urgency, PROMISES[urgency])
    if isinstance(promise, timedelta):
        return (since + promise).astimezone(UTC)
    day = since.astimezone(tz).date()
    for _ in range(promise.days):
        day = next_working_day(day)
    return datetime.combine(day, promise.closes, tzinfo=tz).astimezone(UTC)
