"""A day of a city of 18 million, simulated: what Linli must bear, how long people wait, what it takes.

Residents write through the day and, after an item in the evening news, many at once. Arrivals are drawn
minute by minute (Poisson, a fixed seed); each process takes what has come while its last batch was written
and commits it together, as ours does, with the costs that ``benchmarks turns`` measured; replies leave at the
messenger's pace. Nothing here is asked of a running Linli, so the same seed gives the same figures.

``python -m benchmarks city`` prints the tables; ``--pictures docs/pictures`` draws them; ``--turn-us`` and
``--commit-ms`` put in other costs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.city_pictures import draw

Moments = NDArray[np.float64]
MINUTES = 24 * 60
EVENING = 19 * 60 + 40
"""Minute of the day at which the news item is read."""
_BATCH = 64
_SEED = 2026
_CURVE = (
    *(0.15, 0.08, 0.05, 0.04, 0.05, 0.15, 0.5, 1.2, 1.9, 2.0, 1.8, 1.5),
    *(1.1, 1.2, 1.5, 1.5, 1.5, 1.4, 1.3, 1.5, 1.7, 1.3, 0.8, 0.35),
)
"""How busy each hour of the day is: two humps, as on telephone lines of cities."""


@dataclass(frozen=True, slots=True)
class City:
    """Who lives there and what they do; the defaults are a plausible city, said in docs/operations.md."""

    residents: int = 18_000_000
    organizations: int = 27_000
    users: float = 0.15
    """Part of the residents who use Linli at all."""
    needs_a_year: float = 2.0
    """Needs that a user files in a year."""
    turns_a_need: float = 14.0
    """Messages and taps of the resident around a need, surveys' answers and small talk among them."""
    staff_turns: float = 4.0
    """Taps of organizations and social workers for a need."""
    replies: float = 1.3
    """Messages sent for a turn: the answer, and news to others."""
    moved: float = 0.03
    """Part of the users who write because of the evening news."""
    news_minutes: float = 12.0
    """How quickly that fades: after so many minutes half of them have written."""
    news_turns: float = 6.0
    """What each of them says."""

    @property
    def needs(self) -> float:
        """Needs on a working day."""
        return self.residents * self.users * self.needs_a_year / 365 * 1.2

    @property
    def turns(self) -> float:
        """Turns on a day without news."""
        return self.needs * (self.turns_a_need + self.staff_turns)

    @property
    def burst(self) -> float:
        """Turns because of the news."""
        return self.residents * self.users * self.moved * self.news_turns


@dataclass(frozen=True, slots=True)
class Cost:
    """What ``benchmarks turns`` measured, in seconds, and what ``benchmarks growth`` did, in bytes."""

    turn: float = 750e-6
    commit: float = 2.5e-3
    message: float = 560.0
    """A message stored, with its part of everything around it and of the indexes."""
    need: float = 4_000.0
    """A need with its story and offers, once the messages around it are gone."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long turns waited: seconds."""

    p50: float
    p99: float
    longest: float
    queue: int
    """The most that waited at once, in one process."""
    busy: float
    """How busy a process was in its busiest ten minutes."""


def rates(city: City) -> NDArray[np.float64]:
    """Turns a minute through the day."""
    hours = np.array(_CURVE)
    minutes = np.interp(np.arange(MINUTES), np.arange(24) * 60 + 30, hours, period=MINUTES)
    usual = minutes / minutes.sum() * city.turns
    since = np.arange(MINUTES + 1) - EVENING
    written = np.where(since > 0, 1 - 0.5 ** (since / city.news_minutes), 0.0)
    found: NDArray[np.float64] = usual + np.diff(written) * city.burst
    return found


def arrivals(city: City, seed: int = _SEED) -> Moments:
    """Seconds since midnight at which turns come in."""
    draw_ = np.random.default_rng(seed)
    counts = draw_.poisson(rates(city))
    minutes = np.repeat(np.arange(MINUTES), counts)
    moments: Moments = np.sort((minutes + draw_.random(len(minutes))) * 60)
    return moments


def serve(moments: Moments, cost: Cost, processes: int, killed: tuple[float, float] | None = None) -> Waits:
    """Turns wait for their batch; chats are spread evenly. ``killed``: when one process dies, how long."""
    draw_ = np.random.default_rng(_SEED + processes)
    whose = draw_.integers(0, processes, len(moments))
    waited, queue, busy = [], 0, 0.0
    for process in range(processes):
        mine = moments[whose == process]
        found, most, used = _batches(mine, cost, killed if process == 0 else None)
        waited.append(found)
        queue, busy = max(queue, most), max(busy, used)
    waits = np.concatenate(waited)
    p50, p99 = np.percentile(waits, (50, 99))
    return Waits(float(p50), float(p99), float(waits.max()), queue, busy)


def _batches(moments: Moments, cost: Cost, killed: tuple[float, float] | None) -> tuple[Moments, int, float]:
    """One process: each batch is what has come while the one before was written."""
    waits = np.empty_like(moments)
    used = np.zeros(MINUTES // 10 + 1)
    free, first, most = 0.0, 0, 0
    while first < len(moments):
        start = max(free, moments[first])
        if killed is not None and killed[0] <= start < killed[0] + killed[1]:
            start = killed[0] + killed[1]
        there = int(np.searchsorted(moments, start, side="right"))
        most = max(most, there - first)
        last = min(max(there, first + 1), first + _BATCH)
        took = cost.commit + (last - first) * cost.turn
        free = start + took
        waits[first:last] = free - moments[first:last]
        used[int(start // 600)] += took
        first = last
    return waits, most, float(used.max() / 600)


def sending(moments: Moments, city: City, bots: int, pace: float = 27.0) -> tuple[float, float, float]:
    """Seconds that replies wait for the messenger's pace: p50 and p99 of the evening, and the longest."""
    evening = moments[moments >= EVENING * 60]
    draw_ = np.random.default_rng(_SEED)
    sent = np.repeat(evening, draw_.poisson(city.replies, len(evening)))
    whose = draw_.integers(0, bots, len(sent))
    waits = []
    for bot in range(bots):
        mine = sent[whose == bot]
        place = np.arange(len(mine)) / pace
        # The time a queue of a steady pace is through with each: the running maximum of what came before.
        waits.append(np.maximum.accumulate(mine - place) + place + 1 / pace - mine)
    together = np.concatenate(waits)
    p50, p99 = np.percentile(together, (50, 99))
    return float(p50), float(p99), float(together.max())


def span(seconds: float) -> str:
    """Seconds as people say them."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size * 1.5:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def the_day(city: City) -> list[str]:
    """What a day brings."""
    minutes = rates(city)
    usual = rates(replace(city, moved=0.0))
    rows = (
        ("residents, of whom use it", f"{city.residents:,}, {city.residents * city.users:,.0f}"),
        ("organizations", f"{city.organizations:,}"),
        ("needs a working day", f"{city.needs:,.0f}"),
        ("turns a working day", f"{city.turns:,.0f}"),
        ("turns a second, on average", f"{city.turns / 86_400:.1f}"),
        ("… in the busiest minute", f"{usual.max() / 60:.1f}"),
        ("people who write because of the news", f"{city.burst / city.news_turns:,.0f}"),
        ("… and their turns", f"{city.burst:,.0f}"),
        ("turns a second in the minute after the news", f"{minutes.max() / 60:,.0f}"),
    )  # fmt: skip
    return ["| a day | |", "| --- | ---: |", *(f"| {name} | {figure} |" for name, figure in rows)]


def processes_needed(moments: Moments, cost: Cost) -> list[str]:
    """How long turns wait with so many processes, and when one of them is killed in the burst."""
    lines = [
        "| processes | busiest ten minutes | wait p50 | p99 | longest | longest queue | one dead for 5 s |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for processes in (1, 2, 4, 8):
        well = serve(moments, cost, processes)
        hurt = serve(moments, cost, processes, (EVENING * 60 + 60.0, 5.0))
        lines.append(
            f"| {processes} | {well.busy:.0%} | {span(well.p50)} | {span(well.p99)} | {span(well.longest)} "
            f"| {well.queue:,} | {span(hurt.longest)} |"
        )
    return lines


def worse_cities(cost: Cost) -> list[str]:
    """The same with more users and stronger news: the number of processes that keeps p99 under a second."""
    lines = ["| | turns a day | busiest second | processes |", "| --- | ---: | ---: | ---: |"]
    for name, city in (
        ("as assumed", City()),
        ("half of all residents use it", City(users=0.5)),
        ("every user writes because of the news", City(moved=1.0)),
        ("half use it, and a tenth of them write because of the news", City(users=0.5, moved=0.1)),
    ):
        busiest = rates(city).max() / 60
        needed = max(1, int(np.ceil(busiest * (cost.turn + cost.commit / _BATCH) / 0.7)))
        lines.append(f"| {name} | {city.turns + city.burst:,.0f} | {busiest:,.0f} | {needed} |")
    return lines


def pace(moments: Moments, city: City) -> list[str]:
    """What the messenger's pace does to replies in the burst, and to a message to many."""
    lines = ["| bots | replies in the evening wait p50 | p99 | longest |", "| ---: | ---: | ---: | ---: |"]
    for bots in (1, 3, 12, 24):
        waits = " | ".join(span(one) for one in sending(moments, city, bots))
        lines += [f"| {bots} | {waits} |"]
    lines += ["", "| a message to | with 1 bot | 12 bots (one a district) | 176 (one a street) |"]
    lines.append("| ---: | ---: | ---: | ---: |")
    users = round(city.residents * city.users)
    for people in (1_000, 10_000, 100_000, users):
        took = " | ".join(span(people / 27 / bots) for bots in (1, 12, 176))
        lines.append(f"| {people:,} | {took} |")
    return lines


def storage(city: City, cost: Cost) -> list[str]:
    """How much lies in the database."""
    messages = city.turns * (1 + city.replies)
    kept = messages * 30 * cost.message
    needs = city.needs * 365 * cost.need
    rows = (
        ("messages a day, in and out", f"{messages:,.0f}"),
        ("messages kept (30 days)", f"{messages * 30:,.0f}, {kept / 1e9:.0f} GB"),
        ("without pruning, after a year", f"{messages * 365 * cost.message / 1e9:,.0f} GB"),
        ("needs, offers and stories, a year", f"{city.needs * 365:,.0f} needs, {needs / 1e9:.0f} GB"),
        ("PostgreSQL's log a day, about four times the rows", f"{messages * cost.message * 4 / 1e9:.0f} GB"),
        ("pruned each night", f"{messages:,.0f} rows, {span(messages / 1000)} at a batch a second"),
    )  # fmt: skip
    return ["| storage | |", "| --- | ---: |", *(f"| {name} | {figure} |" for name, figure in rows)]


def run(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser("benchmarks city")
    parser.add_argument("--turn-us", type=float, default=Cost().turn * 1e6)
    parser.add_argument("--commit-ms", type=float, default=Cost().commit * 1e3)
    parser.add_argument("--pictures", type=Path, help="a folder for two pictures")
    given = parser.parse_args(arguments)
    city, cost = City(), Cost(given.turn_us / 1e6, given.commit_ms / 1e3)
    moments = arrivals(city)
    print(f"A turn costs {given.turn_us:g} µs of a process, a commit {given.commit_ms:g} ms.\n")
    tables = (
        the_day(city),
        processes_needed(moments, cost),
        worse_cities(cost),
        pace(moments, city),
        storage(city, cost),
    )
    print("\n\n".join("\n".join(table) for table in tables))
    if given.pictures:
        quiet = rates(replace(city, moved=0.0)) / 60
        backlog = {bots: _backlog(moments, city, bots) for bots in (1, 3, 12)}
        draw(
            given.pictures, rates(city) / 60, quiet, 1 / (cost.turn + cost.commit / _BATCH), backlog, EVENING
        )


def _backlog(moments: Moments, city: City, bots: int) -> NDArray[np.float64]:
    """Replies that wait at each minute from the news to midnight, over all bots."""
    came = np.bincount((moments // 60).astype(int), minlength=MINUTES)[EVENING - 10 :] * city.replies
    waiting, found = 0.0, []
    for count in came:
        waiting = max(0.0, waiting + count - 27.0 * 60 * bots)
        found.append(waiting)
    return np.array(found)


if __name__ == "__main__":
    run(sys.argv[1:])
