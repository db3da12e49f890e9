"""Several choices at once, typed: 1,3,5 or 送餐、理发."""

from __future__ import annotations

import re

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.choice import matching
from surveys.answers.words import plain

_STRONG = re.compile(r"[,，、;；/\n]+")
_WEAK = re.compile(r"[\s,，、;；/&+和与及跟]+|\band\b")


def read(text: str, asked: Asked) -> Read:
    """The values of all choices named, in the order of the list, apart by spaces."""
    strong = [word for word in _STRONG.split(plain(text)) if word.strip()]
    if len(strong) <= 1:
        whole = matching(text, asked.options, loosely=False)
        if len(whole) == 1:
            return whole[0].value
    first = _all(strong, asked)
    if isinstance(first, str) and len(strong) > 1:
        return first
    weak = _all(_WEAK.split(plain(text)), asked)
    return weak if isinstance(weak, str) else first


def _all(words: list[str], asked: Asked) -> Read:
    wanted: set[str] = set()
    for word in words:
        if not word.strip():
            continue
        found = matching(word, asked.options)
        if len(found) != 1:
            return (
                problem("choice.none", said=word[:40])
                if not found
                else problem(
                    "choice.several", said=word[:40], choices="、".join(one.label for one in found[:5])
                )
            )
        wanted.add(found[0].value)
    if not wanted:
        return problem("choice.none", said=" ".join(words)[:40])
    return " ".join(dict.fromkeys(one.value for one in asked.options if one.value in wanted))
