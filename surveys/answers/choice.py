"""One of several choices: tapped, or typed by number, label, value, part of the label or pinyin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import number
from surveys.answers.words import bare, yes_or_no
from surveys.choices import Option

YES_VALUES = frozenset({"yes", "y", "1", "true", "是", "有", "oui"})
NO_VALUES = frozenset({"no", "n", "0", "false", "否", "没有", "non"})
MOST_NAMED = 5
_NUMBER = re.compile(r"(?:第|选|no\.? ?|#)?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:个|项|号|\.|、|\))?\Z")


def read(text: str, asked: Asked) -> Read:
    """The value of the one choice that the words mean."""
    found = matching(text, asked.options)
    if len(found) == 1:
        return found[0].value
    if not found:
        return problem("choice.none", said=text[:40])
    names = "、".join(one.label.strip() for one in found[:MOST_NAMED])
    return problem("choice.several", said=text[:40], choices=names)


def matching(text: str, options: Sequence[Option], *, loosely: bool = True) -> list[Option]:
    """The choices that typed words can mean: the exact ones when there are any, else all that contain them.

    ``loosely`` also takes a sentence that contains a label.
    """
    word = bare(text)
    if not word:
        return []
    for reader in READERS if loosely else READERS[:-1]:
        found = reader(word, options)
        if found:
            return found
    return []


def _exact(word: str, options: Sequence[Option]) -> list[Option]:
    return [one for one in options if word in {bare(one.label), one.value.casefold()}][:1]


def _by_number(word: str, options: Sequence[Option]) -> list[Option]:
    found = _NUMBER.match(word)
    value = number(found[1]) if found else None
    if value is None or not 1 <= value <= len(options):
        return []
    return [options[int(value) - 1]]


def _yes_or_no(word: str, options: Sequence[Option]) -> list[Option]:
    meant = yes_or_no(word)
    if meant is None:
        return []
    wanted = YES_VALUES if meant else NO_VALUES
    found = [one for one in options if one.value.casefold() in wanted or bare(one.label) in wanted]
    return found if len(found) == 1 else []


def _part(word: str, options: Sequence[Option]) -> list[Option]:
    starting = [one for one in options if bare(one.label).startswith(word)]
    return starting or [one for one in options if word in bare(one.label)]


def _pinyin(word: str, options: Sequence[Option]) -> list[Option]:
    if not (word.isascii() and word.replace(" ", "").isalpha()):
        return []
    word = word.replace(" ", "")
    found = []
    for one in options:
        full, initials = spelled(one.label)
        if full and (full.startswith(word) or initials.startswith(word) or (len(word) > 2 and word in full)):
            found.append(one)
    return found


def _within(word: str, options: Sequence[Option]) -> list[Option]:
    """The words contain a label: "我选中度" means 中度. An English one only as words: no Yes in yesterday."""
    found = [one for one in options if len(bare(one.label)) > 1 and _says(bare(one.label), word)]
    return found if len(found) == 1 else []


def _says(label: str, words: str) -> bool:
    if not label.isascii():
        return label in words
    return re.search(rf"(?<![a-z0-9]){re.escape(label)}(?![a-z0-9])", words) is not None


READERS: tuple[Callable[[str, Sequence[Option]], list[Option]], ...] = (
    _exact,
    _by_number,
    _yes_or_no,
    _part,
    _pinyin,
    _within,
)


@lru_cache(maxsize=4096)
def spelled(label: str) -> tuple[str, str]:
    """A Chinese label in pinyin: whole, and the first letters; empty when nothing in it is Chinese."""
    if not any("一" <= one <= "鿿" for one in label):
        return "", ""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a while to load and are seldom needed

    syllables = lazy_pinyin(label, errors="ignore")
    return "".join(syllables), "".join(one[:1] for one in syllables)
