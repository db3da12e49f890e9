"""What many residents follow together: one broken lift, and everybody on its stairs."""

from __future__ import annotations

from digests.block import Block, Item, Items, Tone
from digests.facts import Facts
from digests.sections.naming import field
from model.phrase import phrase

KEY = "shared"
_LISTED = 5


def section(facts: Facts) -> Block | None:
    """A line each, the most followed first; silent where nothing is followed by five or more."""
    if not facts.shared:
        return None
    items = tuple(
        Item(
            phrase("digest.shared.line", category=field(one.category), people=one.people, days=one.days),
            tone=Tone.ALARM if one.unmet else Tone.PLAIN,
        )
        for one in facts.shared[:_LISTED]
    )
    first = facts.shared[0]
    chat = phrase("digest.shared.chat", category=field(first.category), people=first.people)
    return Block(KEY, phrase("digest.shared.title"), (Items(items),), chat)
