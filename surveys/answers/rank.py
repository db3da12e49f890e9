"""All choices in an order: 2 1 3, or the labels from first to last."""

from __future__ import annotations

import re

from model.phrase import Phrase
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.choice import matching
from surveys.answers.words import plain

_SEPARATOR = re.compile(r"(?:[\s,，、;；/>＞]|然后|接着|其次|最后|再|首先|先|\b(?:then|first|and)\b)+")


def read(text: str, asked: Asked) -> Read:
    """Every value once, the most important first; the last one may be left out."""
    order = named(text, asked)
    if not isinstance(order, list):
        return order
    rest = [one.value for one in asked.options if one.value not in order]
    if len(rest) > 1:
        return problem("rank.all", count=len(asked.options))
    return " ".join([*order, *rest])


def named(text: str, asked: Asked) -> list[str] | Phrase:
    """What has its place already, and after it what is named now, in that order."""
    order: list[str] = list(asked.ticks)
    words = [word for word in _SEPARATOR.split(plain(text)) if word]
    if len(words) == 1 and words[0].isdigit() and len(words[0]) == len(asked.options) < 10:
        words = list(words[0])
    for word in words:
        found = matching(word, asked.options)
        if len(found) != 1:
            return problem("choice.none", said=word[:40])
        if found[0].value not in order:
            order.append(found[0].value)
    return order
