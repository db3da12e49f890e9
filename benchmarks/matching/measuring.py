"""Timing one need after the other, and the memory of an index."""

from __future__ import annotations

import gc
import statistics
import time as clock
import tracemalloc
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.matching.scans import options, scan
from benchmarks.matching.town import city, moment, needs, places
from matching.directory import Directory
from matching.rank import judge, rank, why
from matching.situation import Situation
from model.need import Need

SIZES = (1_000, 3_000, 9_000, 27_000, 90_000, 270_000)
CITY = 27_000
NEEDS = 300
SCANS = 9
_AT_LARGE = 3


class Took(NamedTuple):
    """Milliseconds a need: median and 95th percentile."""

    median: float
    slow: float


class Grown(NamedTuple):
    """What a city of a size takes; ``filtered`` and ``full`` are the medians of the scans, in ms."""

    size: int
    took: Took
    candidates: float
    built: float
    filtered: float
    full: float


def timed(work: Callable[[Need], object], asked: Sequence[Need]) -> Took:
    """Each need by itself, so that a slow one does not hide in a mean.

    Processor time, so that neighbours
    on the machine do not count.
    """
    took = []
    for need in asked:
        start = clock.process_time()
        work(need)
        took.append((clock.process_time() - start) * 1000)
    took.sort()
    return Took(statistics.median(took), took[int(len(took) * 0.95)])


def told(need: Need, directory: Directory, situation: Situation) -> int:
    """Rank, and say why of the first five, as the desk shows them."""
    ranking = rank(need, directory, situation)
    for candidate in ranking.candidates[:5]:
        why(candidate)
    return len(ranking.candidates)


def growth(sizes: Sequence[int] = SIZES) -> list[Grown]:
    """Each size of city in turn."""
    return [_grown(size) for size in sizes]


def _grown(size: int) -> Grown:
    organizations, services = city(size)
    situation = moment(organizations, services)
    start = clock.process_time()
    directory = Directory.build(organizations, services, places())
    built = clock.process_time() - start
    asked = needs(NEEDS)
    few = asked[:_AT_LARGE]
    gc.collect()
    gc.freeze()
    took = timed(lambda need: told(need, directory, situation), asked)
    found = statistics.mean(told(need, directory, situation) for need in asked[:100])
    filtered = timed(lambda need: scan(need, directory, situation, filtered=True), few).median
    full = timed(lambda need: scan(need, directory, situation, filtered=False), few).median
    gc.unfreeze()
    return Grown(size, took, found, built, filtered, full)


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


class Parts(NamedTuple):
    """Where the time goes at one size, in ms: finding options by index and by hand; judging them."""

    found: Took
    by_hand: Took
    judged: Took


def parts(directory: Directory, situation: Situation, asked: Sequence[Need]) -> Parts:
    """The finding and the judging by themselves. Both ways judge the same options."""
    few = asked[:SCANS]
    known = {need.id: directory.find(need.category, need.community) for need in asked}
    return Parts(
        timed(lambda need: directory.find(need.category, need.community), asked),
        timed(lambda need: list(options(need, directory, filtered=True)), few),
        timed(lambda need: judge(need, known[need.id], situation), asked),
    )
