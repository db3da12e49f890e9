"""One of several choices: tapped, or typed by number, label, value, part of the label or pinyin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from surveys.answers import bands, saying
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import CHINESE, number
from surveys.answers.picking import COUNTED, places
from surveys.answers.within import more, named, negated
from surveys.answers.words import bare, does_not_mind, label, yes_or_no
from surveys.choices import Option

YES_VALUES = frozenset({"yes", "y", "1", "true", "是", "有", "oui"})
NO_VALUES = frozenset({"no", "n", "0", "false", "否", "没有", "non"})
MOST_NAMED = 5
_NUMERAL = re.compile(rf"\d{{1,4}}|[{CHINESE}]{{1,5}}|{'|'.join(COUNTED)}")
_MEASURES = "个個次回人口天年月周岁户位楼层元块辆台部只条套间顿餐杯份件本场趟遍门名张"
_FIRST_NUMBER = re.compile(rf"(?:(\d+)(?![\d.])|([{CHINESE}]+)(?=[{_MEASURES}]|\Z))")
_ONE_LETTER = re.compile(
    r"(?:我|佢|他|她)?(?:是|系|係)?(?:[一1]?个)?(.)(?:的|嘅|士|生|人|性|孩|孩子|娃|娃儿|同志|嘞|哈)?"
)
"""What a label of one character is said with: 女 as 我是女的, 女士."""
_ASKS = re.compile(
    r"[?？]|[吗嘛么]$|什么|怎么|为啥|为什么|哪[个样里些]|咋|多久|^(?:what|how|why|which|does|do|is|are|can)\b"
)


def read(text: str, asked: Asked) -> Read:
    """The value of the one choice that the words mean."""
    found = matching(text, asked.options)
    if len(found) == 1:
        return found[0].value
    if found:
        names = "、".join(one.label.strip() for one in found[:MOST_NAMED])
        return problem("choice.several", said=text[:40], choices=names)
    if saying.is_all(text, asked.options):
        return problem("choice.only_one")
    if does_not_mind(text):
        unsure = saying.unsure(asked.options)
        return (
            problem("choice.or_unsure", choice=unsure.label) if unsure is not None else problem("choice.pick")
        )
    if named(bare(text), asked.options):
        return problem("choice.unclear")
    return problem("choice.none", said=text[:40])


def matching(text: str, options: Sequence[Option], *, loosely: bool = True) -> list[Option]:
    """The choices that typed words can mean: the exact ones when there are any, else all that contain them.

    ``loosely`` also takes a sentence that contains a label.
    """
    word = bare(text)
    if not word:
        return []
    exact = _exact(word, options)
    if exact:
        return exact
    meant = saying.meant(text, options)
    if meant is not None:
        return meant
    for reader in READERS if loosely and not _ASKS.search(text.strip().casefold()) else READERS[:-1]:
        found = reader(word, options)
        if found:
            return found
    return []


def _exact(word: str, options: Sequence[Option]) -> list[Option]:
    """By the label; or by its value, which is not shown: not by a number that may be a place in the list."""
    labelled = [one for one in options if word == label(one.label)]
    if labelled or _NUMERAL.fullmatch(word):
        return labelled[:1]
    return [one for one in options if word == one.value.casefold()][:1]


def _by_number(word: str, options: Sequence[Option]) -> list[Option]:
    """By its place. A number alone may be a value, too, or what a label says: 2 of "没有, 1 次, 2 次"."""
    found = places(word, [one.label for one in options]) or []
    placed = [options[found[0] - 1]] if len(found) == 1 and word not in COUNTED else []
    if not _NUMERAL.fullmatch(word):
        return placed
    value = COUNTED.index(word) + 1 if word in COUNTED else number(word)
    others = [one for one in options if value is not None and one.value == str(int(value))]
    begun = [_first_number(one) for one in options]
    if sum(one is not None for one in begun) > 1:
        others += [one for one, first in zip(options, begun, strict=True) if first == value]
    labels = [one.label for one in options]
    if not placed or bands.smallest(labels) <= len(options):
        others += [options[place] for place in bands.within(word, labels)]
    return list(dict.fromkeys([*placed, *others]))


def _first_number(option: Option) -> Decimal | None:
    """The number that a label begins with; one label that does so in a list says nothing of the others."""
    found = _FIRST_NUMBER.match(label(option.label))
    return number(found[1] or found[2]) if found is not None else None


def _in_band(word: str, options: Sequence[Option]) -> list[Option]:
    return [options[place] for place in bands.within(word, [one.label for one in options])]


def _yes_or_no(word: str, options: Sequence[Option]) -> list[Option]:
    meant = yes_or_no(word)
    if meant is None:
        return []
    wanted = YES_VALUES if meant else NO_VALUES
    found = [one for one in options if one.value.casefold() in wanted or label(one.label) in wanted]
    return found if len(found) == 1 else []


def _part(word: str, options: Sequence[Option]) -> list[Option]:
    if yes_or_no(word) is not None:
        return []  # the no of a noise is none, and 有 is not 有点吃力
    if word.isascii():
        return _first_words(word, options)
    starting = [one for one in options if label(one.label).startswith(word)]
    return starting or [one for one in options if word in label(one.label)]


def _first_words(word: str, options: Sequence[Option]) -> list[Option]:
    """Where a label or one of its words begins so: no he in rather. One letter only at its beginning."""
    begins = re.compile(rf"(?<![a-z0-9]){re.escape(word)}" + (r"(?=[a-z])" if len(word) == 1 else ""))
    starting = [one for one in options if begins.match(label(one.label))]
    inside = [one for one in options if begins.search(label(one.label))] if len(word) > 1 else []
    return starting or inside


def _pinyin(word: str, options: Sequence[Option]) -> list[Option]:
    word = word.replace(" ", "")
    if not (word.isascii() and word.isalpha()) or len(word) < 2 or yes_or_no(word) is not None:
        return []
    found = []
    for one in options:
        full, initials = spelled(one.label)
        if full and (full.startswith(word) or initials.startswith(word) or (len(word) > 2 and word in full)):
            found.append(one)
    return found


def _single(word: str, options: Sequence[Option]) -> list[Option]:
    said = _ONE_LETTER.fullmatch(word)
    return [one for one in options if said is not None and label(one.label) == said[1]]


def _within(word: str, options: Sequence[Option]) -> list[Option]:
    """The words contain one label and do not deny it: "我选中度" means 中度, "不是中度" does not."""
    found = named(word, options)
    return found if len(found) == 1 and not (negated(word, options) or more(word, options)) else []


READERS: tuple[Callable[[str, Sequence[Option]], list[Option]], ...] = (
    _by_number,
    _in_band,
    _yes_or_no,
    _part,
    _pinyin,
    _single,
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
