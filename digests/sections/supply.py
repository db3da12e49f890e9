"""Demand against supply by category: what was asked for in four weeks, and who could be found for it.

Four weeks, because one week of one community is a handful of needs a category: too few to see anything
but chance, and few enough to recognise people.
"""

from __future__ import annotations

from digests.block import Bar, Bars, Block, Line, Part
from digests.facts import Demand, Facts, Week
from digests.sections.naming import field
from digests.wording import SMALL, beside, fewer, hidden_parts, many, plain, protect, small
from model.phrase import Phrase, phrase

KEY = "supply"


def section(facts: Facts) -> Block:
    """One bar a category; the categories with few needs are named together, without numbers."""
    title = phrase("digest.supply.title")
    shown, few, limit = split(facts.month)
    parts: list[Part] = []
    if shown:
        weeks = _weeks(facts, shown, alone=not few)
        bars = tuple(_bar(facts, code, *of_week) for code, of_week in zip(shown, weeks, strict=True))
        parts.append(Bars(bars, _note(facts, shown, few, limit)))
    elif len(few) > 1:
        parts.append(Line(_few(few, limit)))
    elif few:
        parts.append(Line(phrase("digest.supply.too_few", limit=limit)))
    else:
        parts.append(Line(phrase("digest.supply.nothing")))
    return Block(KEY, title, tuple(parts), _chat(facts, shown))


def split(month: dict[str, Demand]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Categories to show, the longest first; those with too few; and below what number "few" is.

    A single category with few needs would be the rest to the known sum, so the next joins it.
    """
    ranked = sorted((code for code in month if month[code].new), key=lambda code: (-month[code].new, code))
    shown = [code for code in ranked if month[code].new >= SMALL]
    few = ranked[len(shown) :]
    if len(few) == 1 and shown:
        few.insert(0, shown.pop())
    most = max((month[code].new for code in few), default=0)
    return tuple(shown), tuple(few), (most // SMALL + 1) * SMALL


def _weeks(facts: Facts, shown: tuple[str, ...], *, alone: bool) -> list[tuple[Phrase, Phrase]]:
    """This week's and last week's count of each category, none to be worked out from the week's total.

    It could be, where no other category stands beside those shown (``alone``).
    """
    now = _of_week(facts.now, shown, alone=alone)
    last = _of_week(facts.last, shown, alone=alone) if facts.last else [phrase("digest.none") for _ in shown]
    return list(zip(now, last, strict=True))


def _of_week(week: Week, shown: tuple[str, ...], *, alone: bool) -> list[Phrase]:
    counts = [_new(week.demand, code) for code in shown]
    if not alone:
        return [small(count) for count in counts]
    if 0 < week.new < SMALL:
        return [fewer() for _ in counts]
    return list(protect([*counts, week.new - sum(counts)])[: len(counts)])


def _bar(facts: Facts, code: str, week: Phrase, week_before: Phrase) -> Bar:
    demand = facts.month[code]
    parts = (demand.served, demand.waiting, demand.unmet, demand.withdrawn)
    served, waiting, unmet, _ = protect(parts)
    before = facts.month_before.get(code, Demand()).new
    return Bar(
        label=field(code),
        total=plain(demand.new),
        before=small(before) if facts.history >= 4 else phrase("digest.none"),
        week=week,
        week_before=week_before,
        served=served,
        waiting=waiting,
        unmet=unmet,
        lengths=drawn(parts),
    )


def _new(demand: dict[str, Demand], code: str) -> int:
    return demand[code].new if code in demand else 0


def drawn(parts: tuple[int, int, int, int]) -> tuple[float, float, float]:
    """Served, waiting and unmet as lengths that give no hidden part away.

    Every small part is drawn alike, half of what "fewer than five" allows; the part that is hidden with
    it takes what is left.
    """
    hidden = hidden_parts(parts)
    tiny = [place for place in hidden if parts[place] < SMALL]
    rest = sum(parts[place] for place in hidden)
    nominal = rest / len(tiny) if len(tiny) == len(hidden) and tiny else SMALL / 2
    lengths = [
        float(n) if place not in hidden else nominal if place in tiny else rest - nominal * len(tiny)
        for place, n in enumerate(parts)
    ]
    return lengths[0], lengths[1], lengths[2]


def _note(facts: Facts, shown: tuple[str, ...], few: tuple[str, ...], limit: int) -> Phrase | None:
    withdrawn = any(facts.month[code].withdrawn for code in shown)
    named = _few(few, limit) if few else None
    if not withdrawn:
        return named
    left_out = phrase("digest.supply.withdrawn")
    return phrase("digest.then", first=named, then=left_out) if named else left_out


def _few(few: tuple[str, ...], limit: int) -> Phrase:
    return many("digest.supply.few", len(few), fields=tuple(field(code) for code in few), limit=limit)


def _chat(facts: Facts, shown: tuple[str, ...]) -> Phrase | None:
    """The categories most asked for this week, as far as their counts may be shown."""
    now = facts.now.demand
    most = tuple(
        phrase(
            "digest.supply.most",
            field=field(code),
            count=beside(plain(now[code].new), small(_new(facts.last.demand, code)) if facts.last else None),
        )
        for code in sorted(shown, key=lambda code: -_new(now, code))[:3]
        if _new(now, code) >= SMALL
    )
    return phrase("digest.supply.chat", most=most) if most else None
