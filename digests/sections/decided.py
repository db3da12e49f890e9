"""Last week's decisions, and what became of them."""

from __future__ import annotations

from digests.block import Block, Item, Items
from digests.facts import Decision, Facts
from digests.wording import many, plain
from model.phrase import Phrase, phrase

KEY = "decided"


def section(facts: Facts) -> Block | None:
    """Each decision with its outcome; silent when none was taken."""
    if not facts.decisions:
        return None
    done = sum(bool(decision.outcome) for decision in facts.decisions)
    chat = many("digest.decided.chat", len(facts.decisions), done=done)
    items = tuple(Item(plain(one.text), _outcome(one)) for one in facts.decisions)
    return Block(KEY, phrase("digest.decided.title"), (Items(items),), chat)


def _outcome(decision: Decision) -> Phrase:
    if not decision.outcome:
        return phrase("digest.decided.nothing_yet")
    return phrase("digest.decided.outcome", outcome=decision.outcome)
