"""What became of needs, week by week and at a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from digests.facts import MONTH, Demand, Emergency, Hours, Said, Standing, Unmet
from digests.names import Names
from digests.weeks import Span
from digests.words import words
from model import taxonomy
from model.need import Entry, Need, NeedState, Urgency

LATE = timedelta(days=3)
"""From then on, a need that nobody has taken is late."""

ENOUGH_WORDS = 3
"""With fewer words than this, a week is too thin to show what people talk about."""

_KINDS = frozenset({"unmet", "withdrawn", "reopened"})
_DONE = frozenset({NeedState.RESOLVED, NeedState.CLOSED})
_ALIASES = {node.code: taxonomy.level1(node.code).code for node in taxonomy.TAXONOMY}

Moments = dict[str, dict[int, list[datetime]]]
"""Kind of entry → need → when it happened."""


def moments(entries: Iterable[Entry]) -> Moments:
    """When needs became unmet, were withdrawn or reopened, in the order it happened."""
    found: Moments = {kind: defaultdict(list) for kind in _KINDS}
    for entry in entries:
        if entry.kind in _KINDS:
            found[entry.kind][entry.need_id].append(entry.at)
    for by_need in found.values():
        for times in by_need.values():
            times.sort()
    return found


def field_of(code: str) -> str:
    """The level-1 category of a code; a code that the taxonomy does not know stands for itself."""
    return _ALIASES.get(code) or code.partition(".")[0]


@dataclass(slots=True, init=False)
class Filed:
    """A need with the moments that decide how it stood at any time. A draft was never filed."""

    need: Need
    field: str
    withdrawn: datetime | None
    unmet: tuple[datetime, ...]
    reopened: tuple[datetime, ...]
    done: datetime | None

    def __init__(self, need: Need, seen: Moments) -> None:
        self.need = need
        self.field = field_of(need.category)
        self.withdrawn = None
        if need.state is NeedState.WITHDRAWN:
            self.withdrawn = (seen["withdrawn"].get(need.id) or [need.created_at])[-1]
        known = seen["unmet"].get(need.id)
        self.unmet = tuple(known) if known else _now_unmet(need)
        self.reopened = tuple(seen["reopened"].get(need.id, ()))
        self.done = (need.resolved_at or need.closed_at) if need.state in _DONE else None

    def stood(self, moment: datetime) -> str:
        """Empty before it was filed, then "waiting", "served", "done", "unmet" or "withdrawn"."""
        need = self.need
        if need.created_at >= moment:
            return ""
        if self.withdrawn is not None and self.withdrawn < moment:
            return "withdrawn"
        if self.done is not None and self.done < moment:
            return "done"
        turn, stands = need.created_at, "waiting"
        for stands_then, at in (
            ("waiting", _latest(self.reopened, moment)),
            ("unmet", _latest(self.unmet, moment)),
            ("served", need.accepted_at),
        ):
            if at is not None and turn <= at < moment:
                turn, stands = at, stands_then
        return stands


def _latest(moments: Sequence[datetime], before: datetime) -> datetime | None:
    """The last of some moments before another; they stand in order."""
    return next((at for at in reversed(moments) if at < before), None)


def _now_unmet(need: Need) -> tuple[datetime, ...]:
    """Without a story the best guess for a need that is unmet now is that nobody was ever found."""
    return (need.created_at,) if need.state is NeedState.UNMET else ()


def demand(filed: Iterable[Filed], start: datetime, end: datetime) -> dict[str, Demand]:
    """Needs filed from ``start`` to ``end`` by level-1 category, and how they stood at the end."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in filed:
        if start <= one.need.created_at < end:
            counts[one.field][one.stood(end)] += 1
    return {
        code: Demand(stood.total(), stood["served"] + stood["done"], stood["unmet"], stood["withdrawn"])
        for code, stood in sorted(counts.items())
    }


def by_week(filed: Iterable[Filed], spans: Sequence[Span], end: datetime) -> list[dict[str, Any]]:
    """The fields of each ``Week`` that come from needs."""
    starts = [span.start for span in spans]
    tallies = [_Tally() for _ in spans]
    for one in filed:
        for kind, moment in _happened(one):
            if starts[0] <= moment < end:
                tallies[bisect_right(starts, moment) - 1].add(kind, one, moment)
    return [tally.fields(span.start, min(end, span.end)) for tally, span in zip(tallies, spans, strict=True)]


def _happened(one: Filed) -> Iterator[tuple[str, datetime]]:
    """What happened to a need, and when."""
    need = one.need
    yield "filed", need.created_at
    if need.accepted_at:
        yield "accepted", need.accepted_at
    if one.done:
        yield "resolved", one.done
        if need.rating:
            yield "rated", need.closed_at or one.done
    if need.state is NeedState.CLOSED and need.closed_at:
        yield "closed", need.closed_at
    if one.withdrawn:
        yield "withdrawn", one.withdrawn
    for moment in one.unmet:
        yield "unmet", moment
    for moment in one.reopened:
        yield "reopened", moment


class _Tally:
    """One week's counts while they grow."""

    __slots__ = ("counts", "filed", "ratings", "to_accept", "to_resolve", "unmet")

    def __init__(self) -> None:
        self.filed: list[Filed] = []
        self.counts: Counter[str] = Counter()
        self.to_accept: list[float] = []
        self.to_resolve: list[float] = []
        self.ratings: Counter[int] = Counter()
        self.unmet: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, one: Filed, moment: datetime) -> None:
        """Count something that happened in this week."""
        self.counts[kind] += 1
        if kind == "filed":
            self.filed.append(one)
        elif kind == "accepted":
            self.to_accept.append(_hours(one.need.created_at, moment))
        elif kind == "resolved":
            self.to_resolve.append(_hours(one.need.created_at, moment))
        elif kind == "rated" and one.need.rating:
            self.ratings[one.need.rating] += 1
        elif kind == "unmet":
            self.unmet[one.field, one.need.unmet_reason] += 1

    def fields(self, start: datetime, end: datetime) -> dict[str, Any]:
        """The fields of a ``Week``."""
        leaves = Counter(one.need.category for one in self.filed if "." in one.need.category)
        return {
            **{name: self.counts[name] for name in _COUNTED},
            "demand": demand(self.filed, start, end),
            "leaves": dict(sorted(leaves.items())),
            "unmet": tuple(Unmet(*key, count) for key, count in sorted(self.unmet.items())),
            "to_accept": _middle(self.to_accept),
            "to_resolve": _middle(self.to_resolve),
            "ratings": tuple(self.ratings[stars] for stars in range(1, 6)),
        }


_COUNTED = ("accepted", "resolved", "closed", "withdrawn", "reopened")


def _hours(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 3600


def _middle(hours: list[float]) -> Hours:
    return Hours(len(hours), round(median(hours), 2) if hours else None)


def standing(filed: Iterable[Filed], moment: datetime, overdue: int) -> Standing:
    """What was open at a moment."""
    counts: Counter[str] = Counter()
    late = 0
    emergencies: list[Emergency] = []
    for one in filed:
        stood = one.stood(moment)
        counts[stood] += 1
        age = moment - one.need.created_at
        late += stood == "waiting" and age > LATE
        if one.need.urgency is Urgency.EMERGENCY and stood in {"waiting", "served", "unmet"}:
            emergencies.append(Emergency(one.need.number, round(age.total_seconds() / 3600, 1)))
    return Standing(
        open=counts["waiting"] + counts["served"] + counts["unmet"],
        waiting=counts["waiting"],
        late=late,
        unmet=counts["unmet"],
        overdue=overdue,
        emergencies=tuple(sorted(emergencies, key=lambda emergency: -emergency.hours)),
    )


def said(
    filed: Sequence[Filed], spans: Sequence[Span], never: Sequence[Names]
) -> tuple[int, tuple[Said, ...]]:
    """What residents said most, over how many weeks, each with how many said it in as many weeks before.

    One week; where that is too few people to make out words, four.
    """
    weeks = 1
    now = words(_texts(filed, spans[-1].start, spans[-1].end), never)
    if len(now) < ENOUGH_WORDS:
        weeks = MONTH
        now = words(_texts(filed, spans[-MONTH].start, spans[-1].end), never)
    texts = _texts(filed, spans[-2 * weeks].start, spans[-weeks].start)
    earlier = {word.word: word.count for word in words(texts, never)} if now else {}
    return weeks, tuple(Said(word.word, word.count, earlier.get(word.word, 0)) for word in now)


def _texts(filed: Iterable[Filed], start: datetime, end: datetime) -> list[tuple[int, str]]:
    return [(one.need.person_id, one.need.text) for one in filed if start <= one.need.created_at < end]
