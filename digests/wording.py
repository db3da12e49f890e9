"""Numbers as phrases: small counts that could point at a person, durations, comparisons, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from babel.dates import format_skeleton

from locales import Texts
from model.bilingual import in_language
from model.phrase import Phrase, phrase

SMALL = 5
"""Counts below this are not shown where they could point at a person."""


_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])|(?<=[，。；：、（）]) | (?=[，。；：、（）])")
"""Spaces that stand between Chinese characters once a template is filled in; beside digits they belong."""


@runtime_checkable
class HasName(Protocol):
    """Anything that has a name in each language: a category, an organization, a place."""

    def name(self, language: str) -> str:
        """The name in a language."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A pair of names; the Chinese one stands in where the other is missing."""

    zh: str
    en: str = ""

    def name(self, language: str) -> str:
        """The name in a language."""
        return in_language(language, self.zh, self.en)


def say(texts: Texts, what: Phrase) -> str:
    """The words of a phrase whose parameters may be phrases, names, days, or tuples of these."""
    text = texts.say(what.key, **{name: _words(texts, value) for name, value in what.params.items()})
    return _LOOSE.sub("", text)


def _words(texts: Texts, value: object) -> object:
    if isinstance(value, Phrase):
        return say(texts, value)
    if isinstance(value, HasName):
        return value.name(texts.language)
    if isinstance(value, date):
        return format_skeleton("MMMd", value, locale=texts.language)
    if isinstance(value, tuple):
        return texts.say("digest.comma").join(str(_words(texts, one)) for one in value)
    return value


def called(name: HasName) -> Phrase:
    """Just a name."""
    return phrase("digest.plain", text=name)


def plain(text: object) -> Phrase:
    """A text that is the same in every language."""
    return phrase("digest.plain", text=text)


def many(key: str, n: int, **params: object) -> Phrase:
    """The phrase ``key.one`` for one and ``key.many`` for any other number, which it knows as ``n``."""
    return phrase(f"{key}.one" if n == 1 else f"{key}.many", n=n, **params)


def fewer(than: int = SMALL) -> Phrase:
    """The words for a count that is not shown."""
    return phrase("digest.fewer", n=than)


def small(n: int) -> Phrase:
    """A count that could point at a person: exact when nobody or at least five, else "fewer than 5"."""
    return fewer() if 0 < n < SMALL else plain(n)


def protect(parts: Sequence[int]) -> tuple[Phrase, ...]:
    """Parts of a known sum, so that no small one can be seen or worked out.

    A single hidden part would be the sum less the others; then the smallest other part becomes a step
    of five, too ("fewer than 10" for 7).
    """
    shown = [small(n) for n in parts]
    hidden = hidden_parts(parts)
    for place in hidden:
        if parts[place] >= SMALL:
            shown[place] = fewer((parts[place] // SMALL + 1) * SMALL)
    return tuple(shown)


def hidden_parts(parts: Sequence[int]) -> frozenset[int]:
    """The places of the parts that ``protect`` does not show."""
    hidden = {place for place, n in enumerate(parts) if 0 < n < SMALL}
    rest = [place for place, n in enumerate(parts) if n >= SMALL]
    if len(hidden) == 1 and rest:
        hidden.add(min(rest, key=lambda place: parts[place]))
    return frozenset(hidden)


def pieces(count: int | Phrase) -> Phrase:
    """A count of needs with its measure word, where the language has one."""
    return phrase("digest.pieces", n=count)


def hours(amount: float | None) -> Phrase:
    """A duration as people say it: minutes below an hour, hours below two days, then days."""
    if amount is None:
        return phrase("digest.none")
    if amount < 1:
        return many("digest.minutes", max(1, round(amount * 60)))
    if amount < 48:
        return _tenths("digest.hours", amount)
    return _tenths("digest.days", amount / 24)


def _tenths(key: str, amount: float) -> Phrase:
    rounded = round(amount, 1) if amount < 10 else round(amount)
    if rounded == int(rounded):
        return many(key, int(rounded))
    return phrase(f"{key}.many", n=rounded)


def beside(now: Phrase, before: Phrase | None) -> Phrase:
    """A number with last week's beside it; alone when there was no last week."""
    return phrase("digest.beside", now=now, before=before) if before else phrase("digest.alone", now=now)
