"""What in the facts calls for attention: categories that rise, organizations with too much or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import median

from digests.facts import Facts, Work

AT_LEAST = 5
"""Fewer needs in a week are never called a rise."""

WEEKS = 4
"""Without this many earlier weeks nobody knows what is usual."""

CERTAIN = 2.1
"""Standard deviations above the usual week. With the other two conditions a category with nothing new
about it gets over this in fewer than 2 of 100 weeks, and one that trebles from ten in 96 of 100
(simulated; the tests repeat it).
"""

GROWTH = 1.5
"""And by half more than usual, so that a large category's small excess is not news."""

_MAD_TO_SIGMA = 1.4826


@dataclass(frozen=True, slots=True)
class Rise:
    """A category (level 1 or 2) with clearly more new needs than usual."""

    category: str
    now: int
    before: int
    usual: float


def rises(facts: Facts) -> tuple[Rise, ...]:
    """What is rising, the clearest first. A rising leaf stands for its field when it makes most of it."""
    fields = _rising(facts, [{code: one.new for code, one in week.demand.items()} for week in facts.weeks])
    leaves = _rising(facts, [week.leaves for week in facts.weeks])
    chosen: dict[str, tuple[float, Rise]] = dict(leaves)
    for code, (score, rise) in fields.items():
        inside = [leaf for leaf in leaves if leaf.startswith(f"{code}.")]
        excess = sum(leaves[leaf][1].now - leaves[leaf][1].usual for leaf in inside)
        if excess < (rise.now - rise.usual) / 2:
            chosen[code] = (score, rise)
            for leaf in inside:
                del chosen[leaf]
    ranked = sorted(chosen.values(), key=lambda pair: (-pair[0], pair[1].category))
    return tuple(rise for _, rise in ranked)


def _rising(facts: Facts, weeks: list[dict[str, int]]) -> dict[str, tuple[float, Rise]]:
    """The rising codes of a table of counts, each with how far it stands out."""
    if facts.history < WEEKS:
        return {}
    past, now = weeks[len(weeks) - 1 - facts.history : -1], weeks[-1]
    found: dict[str, tuple[float, Rise]] = {}
    for code, count in now.items():
        earlier = [week.get(code, 0) for week in past]
        usual, score = stands_out(count, earlier)
        if count >= AT_LEAST and score >= CERTAIN and count >= GROWTH * usual:
            found[code] = (score, Rise(code, count, earlier[-1], usual))
    return found


def stands_out(count: int, earlier: list[int]) -> tuple[float, float]:
    """The usual count of earlier weeks, and by how many standard deviations this one lies above it.

    Counts of a week are taken as Poisson and made even by Anscombe's square root; where the earlier weeks
    scatter more than Poisson would, the deviation grows with them. Median and median absolute deviation,
    so that one wild week long ago neither hides nor makes a rise.
    """
    usual = max(median(earlier), sum(sorted(earlier)[:-1]) / max(1, len(earlier) - 1))
    scatter = _MAD_TO_SIGMA * median(abs(n - usual) for n in earlier)
    dispersion = max(1.0, scatter**2 / max(usual, 1.0))
    distance = 2 * (sqrt(count + 0.375) - sqrt(usual + 0.375))
    return usual, distance / sqrt(dispersion * (1 + 1 / len(earlier)))


def overloaded(facts: Facts) -> tuple[Work, ...]:
    """Organizations with at least as much in hand as they said they can take, the fullest first."""
    full = [work for work in facts.organizations if work.capacity is not None and work.load >= work.capacity]
    full = [work for work in full if work.load > 0]
    return tuple(sorted(full, key=lambda work: (-(work.load - (work.capacity or 0)), work.id)))


def idle(facts: Facts) -> tuple[Work, ...]:
    """Organizations with nothing in hand that nobody has asked for four weeks."""
    return tuple(work for work in facts.organizations if not work.load and not work.month.offered)


@dataclass(frozen=True, slots=True)
class Relief:
    """An idle organization that does what an overloaded one does."""

    overloaded: Work
    idle: Work
    category: str


def relief(facts: Facts) -> tuple[Relief, ...]:
    """For each overloaded organization an idle one that could take some of the same field's needs."""
    free = list(idle(facts))
    found: list[Relief] = []
    for work in overloaded(facts):
        wanted = sorted(work.categories, key=lambda code: -_demand(facts, code))
        match = next(((code, other) for code in wanted for other in free if code in other.categories), None)
        if match:
            found.append(Relief(work, match[1], match[0]))
            free.remove(match[1])
    return tuple(found)


def _demand(facts: Facts, code: str) -> int:
    return facts.month[code].new if code in facts.month else 0
