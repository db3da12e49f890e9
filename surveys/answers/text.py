"""Free words."""

from __future__ import annotations

import unicodedata

from surveys.answers.asked import Asked, Read, problem

LONGEST = 4000
"""Characters of one answer: what a messenger sends in one message."""


def read(text: str, _asked: Asked) -> Read:
    """The words as they are, trimmed, without control characters (which XML forbids)."""
    kept = "".join(
        one for one in text if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs", "Cn"}
    )
    kept = kept.strip()
    if not kept:
        return problem("text.empty")
    if len(kept) > LONGEST:
        return problem("text.long", limit=LONGEST)
    return kept
