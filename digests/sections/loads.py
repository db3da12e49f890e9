"""Organizations with more than they can take, and those nobody has asked."""

from __future__ import annotations

from digests.block import Block, Item, Items, Line, Part
from digests.facts import Facts, Work
from digests.signals import idle, overloaded
from digests.wording import beside, called, many, pieces
from model.phrase import Phrase, phrase

KEY = "loads"
_NAMED = 6


def section(facts: Facts) -> Block | None:
    """The full ones with their load, the idle ones by name."""
    if not facts.organizations:
        return None
    full, free = overloaded(facts), idle(facts)
    parts: list[Part] = []
    if full:
        parts.append(Items(tuple(Item(_full(work, facts)) for work in full[:_NAMED])))
    else:
        parts.append(Line(many("digest.loads.none_full", len(facts.organizations))))
    if free:
        parts.append(Line(_idle(free)))
    chat = phrase("digest.loads.chat", full=len(full), idle=len(free)) if full or free else None
    return Block(KEY, phrase("digest.loads.title"), tuple(parts), chat)


def _full(work: Work, facts: Facts) -> Phrase:
    load = beside(pieces(work.load), pieces(work.load_before) if facts.last else None)
    return phrase("digest.loads.full", organization=work, load=load, capacity=work.capacity)


def _idle(free: tuple[Work, ...]) -> Phrase:
    names = tuple(called(work) for work in free[:_NAMED])
    more = len(free) - len(names)
    if not more:
        return many("digest.loads.idle", len(free), names=names)
    return phrase(f"digest.loads.idle.rest.{'one' if more == 1 else 'many'}", n=len(free), names=names)
