"""The year: day by day needs come, somebody is asked first, and what came of it goes into the books."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta, timezone

from matching.rank import Candidate
from matching.simulation.choosers import CHOOSERS, Chooser
from matching.simulation.ledger import Ledger
from matching.simulation.street import street
from matching.simulation.world import World
from matching.situation import Situation, means_of
from model.need import Need

MONTH = 28
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Course:
    """How one chooser fared: the share of needs solved by the first organization asked, by 28 days."""

    name: str
    shares: tuple[float, ...]

    @property
    def year(self) -> float:
        """The mean over the whole year."""
        return sum(self.shares) / len(self.shares)


def live(world: World, name: str, chooser: Chooser) -> Course:
    """One chooser's year in a world."""
    ledger = Ledger()
    solved: dict[int, list[bool]] = {}
    today = -1
    for day, need in world.needs():
        while today < day:
            today += 1
            ledger.close(today)
        chosen = chooser(world, need, _situation(world, need, ledger))
        happy = chosen is not None and _happens(world, day, need, chosen, ledger)
        solved.setdefault(day // MONTH, []).append(happy)
    return Course(name, tuple(sum(month) / len(month) for month in solved.values()))


def _situation(world: World, need: Need, ledger: Ledger) -> Situation:
    means = means_of(ledger.records.values())
    return Situation(
        need.created_at, _CHINA, load=ledger.load, records=ledger.records, seed=world.seed, means=means
    )


def _happens(world: World, day: int, need: Need, chosen: Candidate, ledger: Ledger) -> bool:
    """The first organization answers and perhaps solves it; the full ones have to decline."""
    result = world.result(need, chosen.organization.id)
    field = need.category.partition(".")[0]
    service = chosen.service
    full = service.capacity is not None and ledger.load[service.id] >= service.capacity
    accepted = result.accepted and not full
    ledger.answered(chosen.organization.id, field, result, accepted=accepted)
    if accepted:
        ledger.took(day, service.id, chosen.organization.id, field, result)
    return accepted and result.solved


def simulate(seeds: Iterable[int] = range(1, 6), days: int = 364, needs_a_day: int = 8) -> list[Course]:
    """Each chooser's mean course over several made-up streets and years, one for each seed."""
    worlds = [World(street(seed), seed, days, needs_a_day) for seed in seeds]
    courses = []
    for name, chooser in CHOOSERS.items():
        years = [live(world, name, chooser).shares for world in worlds]
        courses.append(Course(name, tuple(sum(month) / len(month) for month in zip(*years, strict=True))))
    return courses


def table(courses: Iterable[Course]) -> str:
    """The courses as lines of text: the year, the first four weeks, the last, and every four in between."""
    lines = [f"{'solved by the first asked':<26}{'year':>7}{'first':>8}{'last':>7}   every four weeks"]
    for one in courses:
        months = " ".join(f"{share:.0%}" for share in one.shares)
        lines.append(f"{one.name:<26}{one.year:>7.1%}{one.shares[0]:>8.1%}{one.shares[-1]:>7.1%}   {months}")
    return "\n".join(lines)
