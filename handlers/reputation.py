"""What Linli has seen of each organization, without asking the database for all of it at every need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from matching.situation import Means, Records, means_of
from model.organization import Record
from storage.unit import Unit

_MEMORY = timedelta(days=365)
_HOUR = timedelta(hours=1)
_SAMPLE = 500
"""So many offers are looked at for every need; where a year has more, they are remembered for an hour."""
_REMEMBERED = 20_000

_Own = dict[tuple[int, str], Record]


class Reputation:
    """The records of organizations over a year, and what is usual over all of them.

    A street's few offers are looked at anew each time. A city's are remembered: an organization's for an
    hour, and what is usual (which scarce records lean on) from the newest ones. So a need's routing costs
    the same however long Linli is in use.
    """

    def __init__(self) -> None:
        self._usual: tuple[datetime, Means] | None = None
        self._own: dict[int, tuple[datetime, _Own]] = {}

    def of(self, unit: Unit, organizations: Collection[int], now: datetime) -> tuple[Records, Means]:
        """The records of these organizations (perhaps with others'), and what is usual."""
        usual = self._usual
        if usual is None or not _fresh(usual[0], now):
            newest = unit.referrals.records(now - _MEMORY, newest=_SAMPLE)
            means = means_of(newest.values())
            if sum(record.offered for (_, field), record in newest.items() if not field) < _SAMPLE:
                return newest, means
            usual = self._usual = (now, means)
        return self._records(unit, organizations, now), usual[1]

    def _records(self, unit: Unit, organizations: Collection[int], now: datetime) -> Records:
        known = {one: self._own[one] for one in organizations if one in self._own}
        known = {one: kept for one, kept in known.items() if _fresh(kept[0], now)}
        if missing := [one for one in organizations if one not in known]:
            found: dict[int, _Own] = defaultdict(dict)
            for key, record in unit.referrals.records(now - _MEMORY, organizations=missing).items():
                found[key[0]][key] = record
            if len(self._own) + len(missing) > _REMEMBERED:
                self._own.clear()
            for one in missing:
                known[one] = self._own[one] = (now, found[one])
        return {key: record for _, own in known.values() for key, record in own.items()}


def _fresh(at: datetime, now: datetime) -> bool:
    return at <= now < at + _HOUR
