"""Typed words made comparable: full width to half, traditional spacing gone, yes and no understood."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from surveys.answers.sayings import (
    AGREED,
    ALL,
    DECLINED,
    DONT_KNOW,
    DONT_MIND,
    NO,
    NO_ANSWER,
    NONE,
    RATHER_NOT,
    YES,
)

_ENDS = " \t\r\n。.!！?？,，、;；~～…啊呀呢吧哦啦的"
_DIALECT = "嘛哈嘞咯噻喽呗"
_LONGEST = 40
"""Characters of the longest saying."""


def plain(text: str) -> str:
    """Full-width letters and digits made half-width, control characters gone, trimmed."""
    if text.isprintable() and unicodedata.is_normalized("NFKC", text):
        return text.strip()
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(one for one in folded if one in "\n\t" or unicodedata.category(one)[0] != "C")
    return kept.strip()


def bare(text: str) -> str:
    """Plain, lower case and without closing punctuation and particles."""
    return plain(text).casefold().strip(_ENDS)


@lru_cache(maxsize=8192)
def label(text: str) -> str:
    """A choice's label, bare. Labels are a form's and come again; what people say is never kept here."""
    return bare(text)


def _as_said(text: str) -> tuple[str, ...]:
    """Bare; with its particles, which may belong to the saying (是的); without those of the dialects."""
    word = bare(text)
    return word, plain(text).casefold().strip(" .!！。"), word.rstrip(_DIALECT)


def _is_one_of(text: str, sayings: frozenset[str]) -> bool:
    return any(
        one in sayings or one.removeprefix("我").removeprefix("i ") in sayings for one in _as_said(text)
    )


def no_answer(text: str) -> bool:
    """Whether somebody says that they do not know, do not mind, or would rather not say."""
    return _is_one_of(text, NO_ANSWER)


def does_not_know(text: str) -> bool:
    """Whether somebody says that they do not know."""
    return _is_one_of(text, DONT_KNOW)


def rather_not(text: str) -> bool:
    """Whether somebody would rather not say."""
    return _is_one_of(text, RATHER_NOT)


def does_not_mind(text: str) -> bool:
    """Whether somebody says that anything will do: 都可以, of a list all of them or none in particular."""
    return _is_one_of(text, DONT_MIND)


def says_all(text: str) -> bool:
    """Whether somebody means everything there is in a list."""
    said = len(text) <= _LONGEST and not does_not_mind(text)
    return said and any(ALL.fullmatch(one) for one in _as_said(text))


def says_none(text: str) -> bool:
    """Whether somebody means nothing of what is in a list."""
    return len(text) <= _LONGEST and any(NONE.fullmatch(one) for one in _as_said(text))


def yes_or_no(text: str) -> bool | None:
    """True for yes, False for no, None when it is neither."""
    for candidate in _as_said(text):
        if candidate in YES:
            return True
        if candidate in NO:
            return False
    return None


def agrees(text: str) -> bool | None:
    """The same, said to what one is asked to agree with."""
    for candidate in _as_said(text):
        if candidate in AGREED:
            return True
        if candidate in DECLINED:
            return False
    return yes_or_no(text)
