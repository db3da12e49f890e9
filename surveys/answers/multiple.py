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
    whole = matching(text, asked.options)
    if len(whole) == 1 and not _STRONG.search(text):
        return whole[0].value
    problems: list[Read] = []
    for separator in (_STRONG, _WEAK):
        values = _all(separator.split(plain(text)), asked)
        if not isinstance(values, str):
            problems.append(values)
            continue
        return values
    return problems[0]


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
