"""What needs deciding this week: the digest's first line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from digests.block import Block, Item, Items, Line, Tone
from digests.facts import Facts
from digests.sections.naming import field, reason
from digests.signals import relief, rises
from digests.wording import SMALL, beside, hours, many, pieces, small
from model.phrase import Phrase, phrase

KEY = "deciding"
AGENDA = 10
"""From this much support on a topic is proposed for the agenda."""

_IN_HEADLINE = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to decide: in a few words for the headline, and as a line of the list."""

    short: Phrase
    item: Item


def section(facts: Facts) -> Block:
    """Everything the committee alone can settle, the most pressing first; never left out."""
    matters = [matter for find in MATTERS for matter in find(facts)]
    title = phrase("digest.deciding.title")
    if not matters:
        quiet = "digest.deciding.nothing" if facts.now.new or facts.standing.open else "digest.deciding.quiet"
        return Block(KEY, title, (Line(phrase(quiet), Tone.GOOD),), chat=phrase(quiet))
    headline = many(
        "digest.deciding.headline",
        len(matters),
        matters=_chain([one.short for one in matters]),
    )
    return Block(KEY, title, (Items(tuple(one.item for one in matters), ordered=True),), chat=headline)


def _chain(parts: list[Phrase]) -> Phrase:
    """The first three parts with semicolons between them, and a sign when there are more."""
    chained = parts[0]
    for part in parts[1:_IN_HEADLINE]:
        chained = phrase("digest.semicolon", first=chained, then=part)
    return phrase("digest.and_more", first=chained) if len(parts) > _IN_HEADLINE else chained


def _emergencies(facts: Facts) -> list[Matter]:
    found = facts.standing.emergencies
    if not found:
        return []
    named = tuple(
        phrase("digest.deciding.emergency", number=one.number, age=hours(one.hours)) for one in found[:4]
    )
    return [
        Matter(
            many("digest.deciding.emergencies.short", len(found)),
            Item(
                many("digest.deciding.emergencies", len(found), named=named),
                phrase("digest.deciding.emergencies.do"),
                Tone.ALARM,
            ),
        )
    ]


def _unmet(facts: Facts) -> list[Matter]:
    held = facts.standing.unmet
    if not held:
        return []
    before = pieces(facts.standing_before.unmet) if facts.last else None
    return [
        Matter(
            many("digest.deciding.unmet.short", held),
            Item(
                phrase("digest.deciding.unmet", held=beside(pieces(held), before)),
                _unmet_mostly(facts),
                Tone.ALARM,
            ),
        )
    ]


def _unmet_mostly(facts: Facts) -> Phrase:
    """In which fields, and why, as far as it happened lately."""
    fields: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for week in facts.weeks[-4:]:
        for one in week.unmet:
            fields[one.category] += one.count
            reasons[one.reason] += one.count
    if fields.total() < SMALL or facts.standing.unmet < SMALL:
        return phrase("digest.deciding.unmet.do")
    return phrase(
        "digest.deciding.unmet.mostly",
        fields=tuple(field(code) for code, _ in fields.most_common(2)),
        reason=reason(reasons.most_common(1)[0][0]),
    )


def _shared(facts: Facts) -> list[Matter]:
    """What many residents follow together; the more of them, the earlier."""
    return [
        Matter(
            phrase("digest.deciding.shared.short", category=field(one.category), people=one.people),
            Item(
                phrase(
                    "digest.deciding.shared", category=field(one.category), people=one.people, days=one.days
                ),
                phrase("digest.deciding.shared.unmet" if one.unmet else "digest.deciding.shared.do"),
                Tone.ALARM if one.unmet else Tone.PLAIN,
            ),
        )
        for one in facts.shared[:2]
    ]


def _late(facts: Facts) -> list[Matter]:
    late = facts.standing.late
    if not late:
        return []
    before = pieces(facts.standing_before.late) if facts.last else None
    return [
        Matter(
            many("digest.deciding.late.short", late),
            Item(
                phrase("digest.deciding.late", late=beside(pieces(late), before)),
                phrase("digest.deciding.late.do"),
            ),
        )
    ]


def _rising(facts: Facts) -> list[Matter]:
    return [
        Matter(
            phrase("digest.deciding.rising.short", category=field(rise.category)),
            Item(
                phrase(
                    "digest.deciding.rising",
                    category=field(rise.category),
                    now=beside(pieces(rise.now), pieces(small(rise.before))),
                ),
                phrase("digest.deciding.rising.do"),
            ),
        )
        for rise in rises(facts)[:2]
    ]


def _relief(facts: Facts) -> list[Matter]:
    return [
        Matter(
            phrase("digest.deciding.relief.short", organization=one.overloaded),
            Item(
                phrase(
                    "digest.deciding.relief",
                    organization=one.overloaded,
                    load=beside(pieces(one.overloaded.load), pieces(one.overloaded.load_before)),
                    capacity=one.overloaded.capacity,
                ),
                phrase("digest.deciding.relief.do", other=one.idle, category=field(one.category)),
            ),
        )
        for one in relief(facts)[:2]
    ]


def _topics(facts: Facts) -> list[Matter]:
    return [
        Matter(
            phrase("digest.deciding.topic.short", title=topic.title),
            Item(phrase("digest.deciding.topic", title=topic.title, support=topic.support)),
        )
        for topic in facts.topics
        if topic.support >= AGENDA
    ][:2]


def _open_decisions(facts: Facts) -> list[Matter]:
    still = sum(not decision.outcome for decision in facts.decisions)
    if not still:
        return []
    return [
        Matter(
            many("digest.deciding.decisions.short", still),
            Item(many("digest.deciding.decisions", still), phrase("digest.deciding.decisions.do")),
        )
    ]


MATTERS: tuple[Callable[[Facts], list[Matter]], ...] = (
    _emergencies,
    _unmet,
    _shared,
    _late,
    _rising,
    _relief,
    _topics,
    _open_decisions,
)
"""What can need deciding, the most pressing first."""
