"""Words as an author may have marked them up (HTML and Markdown are allowed in labels), made plain to read.

A messenger shows them as they are, so the markup goes and what it meant to say stays.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

_TAG = re.compile(
    r"</?(?:span|b|i|u|em|strong|font|p|div|h[1-6]|small|big|sub|sup|center|a|br|ul|ol|li|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|div|h[1-6]|li)>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+|tel:[^\s)]+|mailto:[^\s)]+)\)")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1")
_SLANTED = re.compile(
    r"(?<![A-Za-z0-9*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*\\])\*(?![A-Za-z0-9*])"
    r"|(?<![\w\\])_(?=[^\s_])([^_\n]+?)(?<=[^\s_\\])_(?!\w)"
)
_ESCAPED = re.compile(r"\\([\\*_#\[\]()`])")
_BLANKS = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The words without markup: breaks stay breaks, a list keeps its dots, a link names its address."""
    if not any(mark in text for mark in "<&*_#[\\\n"):
        return text.strip()
    if "<" in text:
        text = _TAG.sub("", _ITEM.sub("· ", _BREAK.sub("\n", text)))
    if "&" in text:
        text = html.unescape(text).replace("\xa0", " ")
    text = _LINK.sub(_address, text)
    text = _HEADING.sub("", text)
    text = _BOLD.sub(r"\2", text)
    text = _SLANTED.sub(lambda found: found[1] or found[2], text)
    text = _ESCAPED.sub(r"\1", text)
    return _BLANKS.sub("\n\n", text).strip()


def _address(found: re.Match[str]) -> str:
    words, address = found[1], found[2].partition(":")[2] if found[2].startswith("tel:") else found[2]
    return words if words == address else f"{words} ({address})"
