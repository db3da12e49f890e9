"""Sayings that answer any list (all, none, I do not know), and the choices that say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from surveys.answers.asked import Asked
from surveys.answers.numerals import number
from surveys.answers.sayings import ALL_OF_SO_MANY, ANY_LABEL, NONE_LABEL, UNKNOWN_LABEL, UNSAID_LABEL
from surveys.answers.words import bare, does_not_know, does_not_mind, rather_not, says_all, says_none
from surveys.choices import Option

_LONGEST = 40
_MOST_TRIED = 60
"""Choices of a list whose constraint is tried out, two at a time."""


def meant(text: str, options: Sequence[Option]) -> list[Option] | None:
    """The choices a saying means; None when it is none of them. 不知道 means only the choice that says so."""
    if does_not_mind(text):
        return _labelled(options, ANY_LABEL)
    if is_all(text, options):
        return [one for one in options if says_all(one.label)]
    if does_not_know(text):
        return _labelled(options, UNKNOWN_LABEL)
    if rather_not(text):
        return _labelled(options, UNSAID_LABEL)
    if says_none(text):
        return _labelled(options, NONE_LABEL) or None
    return None


def is_all(text: str, options: Sequence[Option]) -> bool:
    """Whether all of a list is meant; 三个都要 and both only where there are so many."""
    found = ALL_OF_SO_MANY.fullmatch(bare(text)) if len(text) <= _LONGEST else None
    if found is None:
        return says_all(text)
    count = number(found["count"] or found["all"] or "two")
    return count in {len(options), sum(not _is_exclusive(one) for one in options)}


def _is_exclusive(option: Option) -> bool:
    return any(_is(option, pattern) for pattern in _EXCLUSIVE)


def unsure(options: Sequence[Option]) -> Option | None:
    """The choice for those who are not sure, if there is one."""
    return next(iter(_labelled(options, UNKNOWN_LABEL)), None)


def _labelled(options: Sequence[Option], pattern: re.Pattern[str]) -> list[Option]:
    return [one for one in options if _is(one, pattern)]


def _is(option: Option, pattern: re.Pattern[str]) -> bool:
    return _says(option.label, pattern)


@lru_cache(maxsize=8192)
def _says(label: str, pattern: re.Pattern[str]) -> bool:
    """Whether a label says that; with its last particle or without."""
    return any(pattern.fullmatch(one) for one in (bare(label), label.strip().casefold()))


def is_any(option: Option) -> bool:
    """Whether a choice says that anything will do, which cannot go with "all but"."""
    return _is(option, ANY_LABEL)


def together(asked: Asked) -> list[Option]:
    """All choices that can go together: without those that exclude the others, like 都没有 and 不知道.

    These are known by what they say, or because the constraint lets each stand alone and with no other.
    """
    named = [one for one in asked.options if not _is_exclusive(one)]
    if asked.stands is None or not 2 < len(asked.options) <= _MOST_TRIED:
        return named
    alone = [one for one in named if _stands_alone(one, asked)]
    return [one for one in named if one not in alone] if len(alone) < len(named) else named


def _stands_alone(option: Option, asked: Asked) -> bool:
    if asked.stands is None or not asked.stands(option.value):
        return False
    order = [one.value for one in asked.options]
    return not any(
        asked.stands(" ".join(sorted((option.value, one), key=order.index)))
        for one in order
        if one != option.value
    )


_EXCLUSIVE = (NONE_LABEL, UNKNOWN_LABEL, UNSAID_LABEL)
