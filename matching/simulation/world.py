"""What is true and nobody in the simulation knows: how able each organization is, and what will be needed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from matching.directory import Directory
from model.need import Need, Urgency
from model.place import Level

START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
_URGENCIES = (Urgency.ROUTINE, Urgency.SOON, Urgency.URGENT)
_URGENCY_SHARES = (70, 25, 5)


@dataclass(frozen=True, slots=True)
class Ability:
    """How an organization really is in one field: shares of yes and of solved, hours to answer."""

    accepts: float
    solves: float
    hours: float


@dataclass(frozen=True, slots=True)
class Result:
    """What would come of one offer. Drawn before anybody chooses, so that all choosers have the same luck."""

    accepted: bool
    solved: bool
    rating: int
    hours: float
    days: int


class World:
    """Hidden abilities, and the year's needs, all from one seed."""

    def __init__(self, directory: Directory, seed: int, days: int = 364, needs_a_day: int = 8) -> None:
        self.directory = directory
        self.seed = seed
        self.days = days
        self.needs_a_day = needs_a_day
        self._abilities: dict[tuple[int, str], Ability] = {}
        self._communities = sorted(
            code for code in directory.places.codes() if directory.places.level(code) is Level.COMMUNITY
        )
        self._demand = sorted({code for one in directory.services.values() for code in one.categories})

    def ability(self, organization: int, field: str) -> Ability:
        """The truth about an organization in a field, the same whenever it is asked."""
        key = organization, field
        if key not in self._abilities:
            lot = random.Random(f"{self.seed}/{organization}/{field}")
            self._abilities[key] = Ability(
                lot.betavariate(6, 2), lot.betavariate(3, 2), lot.lognormvariate(1.5, 1.0)
            )
        return self._abilities[key]

    def result(self, need: Need, organization: int) -> Result:
        """What comes of offering this need to this organization."""
        ability = self.ability(organization, need.category.partition(".")[0])
        lot = random.Random(f"{self.seed}/{need.id}/{organization}")
        solved = lot.random() < ability.solves
        return Result(
            accepted=lot.random() < ability.accepts,
            solved=solved,
            rating=lot.choice((4, 4, 5, 5, 3)) if solved else lot.choice((1, 2, 2, 3)),
            hours=ability.hours * lot.uniform(0.5, 1.5),
            days=lot.randint(2, 14),
        )

    def needs(self) -> Iterator[tuple[int, Need]]:
        """The year's needs with their day, from the first to the last."""
        lot = random.Random(f"{self.seed}/needs")
        number = 0
        for day in range(self.days):
            for _ in range(lot.randint(self.needs_a_day // 2, self.needs_a_day * 3 // 2)):
                number += 1
                yield day, self._need(lot, number, day)

    def _need(self, lot: random.Random, number: int, day: int) -> Need:
        return Need(
            number,
            f"S{number}",
            person_id=number,
            community=lot.choice(self._communities),
            category=lot.choice(self._demand),
            text="",
            created_at=START + timedelta(days=day, minutes=lot.randrange(8 * 60)),
            urgency=lot.choices(_URGENCIES, _URGENCY_SHARES)[0],
        )
