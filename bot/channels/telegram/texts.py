"""Texts within Telegram's limits, which count UTF-16 units."""

from __future__ import annotations

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_BREAKS = ("\n\n", "\n", "。", "！", "？", ". ", "；", "，", " ")
"""Where a long text is best cut, the best first; the cut is after it."""


def length(text: str) -> int:
    """How long Telegram thinks a text is."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """The text in pieces no longer than the limit, cut where a reader would pause."""
    pieces = []
    while length(text) > limit:
        head = _head(text, limit)
        cut = _cut(head)
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def _head(text: str, limit: int) -> str:
    """The longest beginning within the limit, never half a character."""
    units = text.encode("utf-16-le")[: limit * 2]
    return units.decode("utf-16-le", "ignore")


def _cut(head: str) -> int:
    for mark in _BREAKS:
        place = head.rfind(mark)
        if place >= len(head) // 2:
            return place + len(mark)
    return len(head)
