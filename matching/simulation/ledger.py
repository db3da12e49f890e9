"""What Linli would have on record while the year goes by: loads and records, nothing hidden."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from matching.simulation.world import Result
from model.organization import Record


class Ledger:
    """The books. ``load`` and ``records`` are what a ``Situation`` takes."""

    def __init__(self) -> None:
        self.load: dict[int, int] = defaultdict(int)
        self.records: dict[tuple[int, str], Record] = {}
        self._due: dict[int, list[tuple[int, int, str, Result]]] = defaultdict(list)

    def answered(self, organization: int, field: str, result: Result, *, accepted: bool) -> None:
        """An offer was answered."""
        self._add(
            organization,
            field,
            offered=1,
            accepted=int(accepted),
            declined=int(not accepted),
            answer_hours_sum=result.hours,
        )

    def took(self, day: int, service: int, organization: int, field: str, result: Result) -> None:
        """A service has the need in hand until its last day."""
        self.load[service] += 1
        self._due[day + result.days].append((service, organization, field, result))

    def close(self, day: int) -> None:
        """The needs whose last day this is are closed, solved or not, and rated."""
        for service, organization, field, result in self._due.pop(day, ()):
            self.load[service] -= 1
            self._add(organization, field, solved=int(result.solved), rated=1, satisfaction_sum=result.rating)

    def _add(self, organization: int, field: str, **figures: float) -> None:
        for category in (field, ""):
            key = organization, category
            record = self.records.get(key) or Record(organization, category)
            more = {name: getattr(record, name) + figure for name, figure in figures.items()}
            self.records[key] = replace(record, **more)
