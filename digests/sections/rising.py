"""What is rising: clearly more than in the earlier weeks, not any one more."""

from __future__ import annotations

from digests.block import Block, Item, Items, Line
from digests.facts import Facts
from digests.sections.naming import field
from digests.signals import WEEKS, Rise, rises
from digests.wording import SMALL, beside, many, pieces, plain, small
from model.phrase import Phrase, phrase

KEY = "rising"


def section(facts: Facts) -> Block | None:
    """The rising categories; says so when there is none, or too little past to tell."""
    title = phrase("digest.rising.title")
    if facts.history < WEEKS:
        wait = many("digest.rising.too_early", WEEKS - facts.history)
        return Block(KEY, title, (Line(wait),))
    found = rises(facts)
    if not found:
        return Block(KEY, title, (Line(phrase("digest.rising.nothing")),)) if facts.now.new else None
    chat = phrase("digest.rising.chat", items=tuple(_short(rise) for rise in found[:3]))
    return Block(KEY, title, (Items(tuple(Item(_line(rise)) for rise in found)),), chat)


def _short(rise: Rise) -> Phrase:
    return phrase(
        "digest.rising.short",
        category=field(rise.category),
        count=beside(plain(rise.now), small(rise.before)),
    )


def _line(rise: Rise) -> Phrase:
    usual = round(rise.usual)
    return phrase(
        "digest.rising.line",
        category=field(rise.category),
        count=beside(pieces(rise.now), pieces(small(rise.before))),
        usual=phrase("digest.rising.usual", n=usual)
        if usual >= SMALL
        else phrase("digest.rising.seldom", n=SMALL),
    )
