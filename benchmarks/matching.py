"""One need against a city of organizations: with the index, without it, and as the city grows.

``python -m benchmarks.matching`` prints a table, ``--plot FILE.svg`` draws how the time grows. The cities
are made up with a fixed seed: 12 districts, 176 streets and 2,800 communities, much as Guangzhou has; six
in ten services are for one community, a quarter for a street, the rest for a district or the city.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time as clock
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from math import log10
from pathlib import Path
from zoneinfo import ZoneInfo

from matching.directory import Directory
from matching.option import Fit, Option, Reach
from matching.rank import judge, rank, why
from matching.situation import Situation
from model.need import Need, Urgency
from model.organization import Grade, Opening, Organization, Record, Service
from model.place import Level, Place
from model.taxonomy import LEAVES, LEVEL1

SEED = 2026
SIZES = (1_000, 3_000, 9_000, 27_000, 90_000, 270_000)
CITY = 27_000
NEEDS = 300
SCANS = 9
_DISTRICTS, _STREETS, _COMMUNITIES = 12, 176, 2_800
_WEEK = tuple(Opening(day, time(9), time(18)) for day in range(5))
Row = tuple[str, str]


def places() -> list[Place]:
    """The tree of places of a large city."""
    draw = random.Random(SEED)
    found = [Place("city", Level.CITY, None, "市", "City")]
    found += [Place(f"d{n}", Level.DISTRICT, "city", "区", "District") for n in range(_DISTRICTS)]
    found += [Place(f"s{n}", Level.STREET, f"d{n % _DISTRICTS}", "街道", "Street") for n in range(_STREETS)]
    for n in range(_COMMUNITIES):
        where = 23.0 + draw.random() * 0.5, 113.0 + draw.random() * 0.6
        found.append(
            Place(f"c{n}", Level.COMMUNITY, f"s{n % _STREETS}", "社区", "Community", (), where[0], where[1])
        )
    return found


def _area(draw: random.Random) -> tuple[str, ...]:
    lot = draw.random()
    if lot < 0.60:
        return (f"c{draw.randrange(_COMMUNITIES)}",)
    if lot < 0.85:
        return (f"s{draw.randrange(_STREETS)}",)
    return (f"d{draw.randrange(_DISTRICTS)}",) if lot < 0.95 else ("city",)


def _service(draw: random.Random, number: int, organization: int) -> Service:
    categories = tuple({draw.choice(LEAVES).code for _ in range(draw.randint(1, 3))})
    if draw.random() < 0.1:
        categories = (draw.choice(LEVEL1).code,)
    capacity = draw.randint(2, 20) if draw.random() < 0.8 else None
    fee = "20 元" if draw.random() < 0.2 else ""
    openings = _WEEK if draw.random() < 0.7 else ()
    return Service(
        number, organization, "服务", "Service", categories, _area(draw), "", "", (), capacity, openings, fee
    )


def city(size: int) -> tuple[list[Organization], list[Service]]:
    """So many organizations with one to three services each."""
    draw = random.Random(SEED + size)
    organizations, services = [], []
    for number in range(1, size + 1):
        where = 23.0 + draw.random() * 0.5, 113.0 + draw.random() * 0.6
        grade = draw.choice((*Grade, None, None))
        organizations.append(
            Organization(number, f"组织{number}", "", latitude=where[0], longitude=where[1], grade=grade)
        )
        for _ in range(draw.randint(1, 3)):
            services.append(_service(draw, len(services) + 1, number))
    return organizations, services


def moment(organizations: list[Organization], services: list[Service]) -> Situation:
    """Half the services have something in hand, half the organizations a record."""
    draw = random.Random(SEED)
    load = {one.id: draw.randint(0, 6) for one in services if draw.random() < 0.5}
    records = {}
    for one in organizations:
        if draw.random() < 0.5:
            offered = draw.randint(1, 40)
            for field in ("", draw.choice(LEVEL1).code):
                accepted = round(offered * draw.random())
                records[one.id, field] = Record(
                    one.id, field, offered, accepted, offered - accepted, 0, accepted // 2, 0, 5, 20, 60.0
                )
    return Situation(datetime(2026, 3, 2, 2, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), load, records, seed=SEED)


def needs(count: int) -> list[Need]:
    """Needs of all kinds from all over the city."""
    draw = random.Random(SEED)
    now = datetime(2026, 3, 2, 2, tzinfo=UTC)
    return [
        Need(n, f"A{n}", n, f"c{draw.randrange(_COMMUNITIES)}", draw.choice(LEAVES).code, "", now,
             urgency=draw.choice(tuple(Urgency)))
        for n in range(count)
    ]  # fmt: skip


def _fit(need: Need, service: Service) -> Fit | None:
    if need.category in service.categories:
        return Fit.EXACT
    return Fit.GENERAL if need.category.partition(".")[0] in service.categories else None


def _options(need: Need, directory: Directory, *, filtered: bool) -> Iterator[Option]:
    """Every service there is with how it fits and reaches; ``filtered`` leaves out those that do not."""
    chain = directory.places.chain(need.community or "")
    near = set(directory.places.neighbours(chain))
    for service in directory.services.values():
        fit = _fit(need, service)
        if filtered and fit is None:
            continue
        reach = Reach.ELSEWHERE
        inside = next((code for code in chain if code in service.area), None) if fit else None
        if inside is not None:
            reach = Reach(directory.places.level(inside).value)
        elif fit and near.intersection(service.area):
            reach = Reach.NEAR
        if not filtered or reach is not Reach.ELSEWHERE:
            organization = directory.organizations[service.organization_id]
            yield Option(organization, service, fit or Fit.RELATED, reach)


def scan(need: Need, directory: Directory, situation: Situation, *, filtered: bool) -> int:
    """The same ranking without the index: the rules, in their order, on every service until one excludes it.

    ``filtered`` is the quickest way there is without an index: the rules only on those that fit and reach.
    """
    return len(judge(need, _options(need, directory, filtered=filtered), situation).candidates)


def _median(work: Callable[[Need], object], asked: list[Need]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    took = []
    for need in asked:
        start = clock.perf_counter()
        work(need)
        took.append((clock.perf_counter() - start) * 1000)
    ordered = sorted(took)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def _told(need: Need, directory: Directory, situation: Situation) -> int:
    """Rank, and say why of the first five, as the desk shows them."""
    ranking = rank(need, directory, situation)
    for candidate in ranking.candidates[:5]:
        why(candidate)
    return len(ranking.candidates)


def growth(sizes: tuple[int, ...] = SIZES) -> list[tuple[int, float, float, float, float]]:
    """For each size: median ms, 95th percentile ms, candidates on average, seconds to build the index."""
    figures = []
    asked = needs(NEEDS)
    for size in sizes:
        organizations, services = city(size)
        situation = moment(organizations, services)
        start = clock.perf_counter()
        directory = Directory.build(organizations, services, places())
        built = clock.perf_counter() - start
        gc.collect()
        gc.freeze()
        median, slow = _median(lambda need: _told(need, directory, situation), asked)  # noqa: B023 - used at once
        found = statistics.mean(_told(need, directory, situation) for need in asked[:100])
        gc.unfreeze()
        figures.append((size, median, slow, found, built))
    return figures


def memory(size: int = CITY) -> float:
    """Megabytes of the index itself, beyond the organizations and services it points to."""
    organizations, services = city(size)
    everywhere = places()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    directory = Directory.build(organizations, services, everywhere)
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert directory.services
    return used / 1e6


def run() -> list[Row]:
    """The rows of the table: what was measured, and the figure."""
    organizations, services = city(CITY)
    situation = moment(organizations, services)
    directory = Directory.build(organizations, services, places())
    asked = needs(NEEDS)
    gc.collect()
    median, slow = _median(lambda need: _told(need, directory, situation), asked)
    few = asked[:SCANS]
    for need in few:
        assert len(rank(need, directory, situation).candidates) == scan(
            need, directory, situation, filtered=True
        )
    full, _ = _median(lambda need: scan(need, directory, situation, filtered=False), few)
    filtered, _ = _median(lambda need: scan(need, directory, situation, filtered=True), few)
    rows = [
        (f"one need against {CITY:,} organizations, ranked with reasons, median", f"{median:.2f} ms"),
        ("… 95th percentile", f"{slow:.2f} ms"),
        ("a full scan: the rules on every service, until one excludes it", f"{full:.0f} ms"),
        ("a scan that sorts out by category and area first", f"{filtered:.1f} ms"),
        ("the index takes, of the full scan", f"1/{full / median:.0f}"),
        ("… of the sorted scan", f"1/{filtered / median:.0f}"),
        ("memory of the index", f"{memory():.1f} MB"),
    ]
    for size, middle, late, found, built in growth():
        rows.append(
            (
                f"{size:>7,} organizations",
                f"{middle:6.2f} ms, p95 {late:6.2f} ms, {found:5.0f} candidates, built in {built:.2f} s",
            )
        )
    return rows


def plot(file: Path) -> None:
    """The growth as a picture: milliseconds against organizations, both axes logarithmic, as SVG."""
    import pygal

    figures = growth()
    chart = pygal.XY(
        title="One need, ranked with reasons: milliseconds by number of organizations",
        logarithmic=True, legend_at_bottom=True, js=[], show_x_guides=True,
    )  # fmt: skip
    chart.x_labels = [log10(size) for size in SIZES]
    chart.x_value_formatter = lambda power: f"{round(10**power):,}"
    chart.xrange = (log10(SIZES[0]), log10(SIZES[-1]))
    chart.add("median", [(log10(size), median) for size, median, *_rest in figures])
    chart.add("95th percentile", [(log10(size), slow) for size, _median, slow, *_rest in figures])
    file.write_bytes(chart.render())


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--plot":
        plot(Path(sys.argv[2]))
    else:
        for label, figure in run():
            print(f"{label:<75} {figure}")
