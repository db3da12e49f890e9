"""From places in a normalised text to the resident's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matching.text.understanding import Span


def span(text: str, start: int, end: int) -> Span:
    """The words of ``text`` from ``start`` to before ``end``."""
    return Span(start, end, text[start:end])


def spans(text: str, matches: Iterable[re.Match[str] | None]) -> tuple[Span, ...]:
    """The words of every match that there is, from left to right, without repeats."""
    found = {(match.start(), match.end()) for match in matches if match}
    return tuple(span(text, start, end) for start, end in sorted(found))
