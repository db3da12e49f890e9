"""Choices named by their places in the list: 1、3, 1到3, 第一个和第三个, 前两个, 最后一个, A、C, 13."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from surveys.answers.numerals import CHINESE, number
from surveys.answers.words import bare, label

_LONGEST = 80
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMERAL = rf"(?:\d{{1,3}}|[{CHINESE}]{{1,3}}|[a-z](?![a-z])|(?:{'|'.join((*ORDINALS, *COUNTED))})\b)"
_LEAD = r"(?:(?:选|選)?第|选项|option ?|number ?|no\.? ?|#|the )?"
_CLASS = r"(?:st|nd|rd|th)?(?![a-z])(?: ?(?:个|個|項|项|号|號|条|種|种|样|家|位|one\b))?"
_SPAN = re.compile(
    rf"{_LEAD}({_NUMERAL}){_CLASS} ?(?:-|–|—|~|〜|到|至|to|through|until) ?{_LEAD}({_NUMERAL}){_CLASS}"
)
_ONE = re.compile(rf"{_LEAD}({_NUMERAL}){_CLASS}[)）:：]?")
_FROM_FRONT = re.compile(
    rf"(?:最?前面?|头|頭)({_NUMERAL})[个個项項样种條条]?|(?:the )?first ({_NUMERAL})(?: ones?)?"
)
_FROM_END = re.compile(
    rf"(?:最后|最後|最尾|后面?|末尾|倒数)的?({_NUMERAL})[个個项項样种条]"
    rf"|(?:the )?last ({_NUMERAL})(?: ones?)?"
)
_LAST = re.compile(
    r"(?:最后|最後|最尾|最末|末尾|最下面)(?:面)?的?(?:[一嗰那]?[个個项項样种条])?|(?:the )?last(?: one)?"
)
_NTH_LAST = re.compile(
    rf"倒(?:数|數)?第({_NUMERAL})[个個项項样种条]?|(?:the )?second (?:to|from(?: the)?) last(?: one)?"
)
_MIDDLE = re.compile(r"(?:最)?中间(?:的)?(?:那|一|嗰)?[个個项項]?|(?:the )?middle(?: one)?")
_BETWEEN = re.compile(r"[\s,，、;；/.。&+]*(?:和|与|與|及|跟|同|还有|以及|\band\b)?[\s,，、;；/.。&+]*")
_WANTED = re.compile(
    r"^(?:我|我们|就|都|那就|还是|只)*(?:要|选|选择|想要|勾)+(?!项)|(?:都|全)?(?:要|选|吧|是|对"
    r"|有|可以|就行|就好)+$"
    r"|^(?:i (?:want|choose|pick|take)|please|only|just) |(?: please)$"
)
_NAMES = re.compile(rf"[\d{CHINESE}a-z最末]|中间")
"""Without any of these no place is named."""
_CIRCLED = re.compile(r"[①-⑳]")
_COUNTED, _PLACED = re.compile(r"[个個種种样家位]"), re.compile(r"[第前后後最尾末头頭倒中]")
"""三个 are three of them, 第三个 is the third."""
_LETTERED = re.compile(r"([a-z])(?:[.、．:：)）\s]|(?=[^\x00-\x7f]))")


def places(text: str, labels: Sequence[str]) -> list[int] | None:
    """The places (from 1, in order) that words name, when they do nothing else; None when they do not.

    A place that the list does not have makes it None, too. Letters count where the labels begin with them.
    """
    word = bare(_CIRCLED.sub(lambda one: f" {ord(one[0]) - ord('①') + 1} ", text[:_LONGEST]))
    if not word or len(text) > _LONGEST or not labels:
        return None
    if not _NAMES.search(word) or (_COUNTED.search(word) and not _PLACED.search(word)):
        return None
    stripped = _WANTED.sub("", _WANTED.sub("", word)).strip()
    for one in dict.fromkeys((word, stripped)):
        found = _run(one, labels) or _compact(one, labels)
        if found:
            return sorted(set(found))
    return None


def letters(labels: Sequence[str]) -> dict[str, int]:
    """The letters that labels begin with, and their places; none when they are not A, B, C and so on."""
    found = [_LETTERED.match(label(one)) for one in labels]
    marks = [one[1] for one in found if one is not None]
    wanted = [chr(ord("a") + place) for place in range(len(labels))] if len(labels) <= 26 else [""]
    return {one: place for place, one in enumerate(marks, 1)} if len(marks) > 1 and marks == wanted else {}


def _run(word: str, labels: Sequence[str]) -> list[int] | None:
    """One after another, apart by commas, points, blanks or "and"."""
    at, found = 0, []
    while at < len(word):
        for pattern, meant in _TOKENS:
            token = pattern.match(word, at)
            named = meant(token, labels) if token is not None else None
            if token is not None and named:
                break
        else:
            return None
        found += named
        end = token.end()
        gap = _BETWEEN.match(word, end)
        at = gap.end() if gap is not None else end
        if at == end < len(word) and not _touching(word, token, end):
            return None
    return found


def _touching(word: str, token: re.Match[str], end: int) -> bool:
    """第二个第一个: what ends in a measure word needs nothing between it and the next."""
    return word[end - 1] in "个項项号號条種种样家位" and word[end] in "第前后最倒" and bool(token[0])


def _value(token: str, labels: Sequence[str]) -> int | None:
    if token in ORDINALS:
        return ORDINALS.index(token) + 1
    if token in COUNTED:
        return COUNTED.index(token) + 1
    if token.isascii() and token.isalpha():
        return letters(labels).get(token)
    value = number(token)
    return int(value) if value is not None and value == int(value) else None


def _in_list(wanted: Sequence[int | None], labels: Sequence[str]) -> list[int] | None:
    known = [one for one in wanted if one is not None and 1 <= one <= len(labels)]
    return known if known and len(known) == len(wanted) else None


def _span(token: re.Match[str], labels: Sequence[str]) -> list[int] | None:
    ends = _in_list([_value(token[1], labels), _value(token[2], labels)], labels)
    return list(range(ends[0], ends[1] + 1)) if ends and ends[0] < ends[1] else None


def _one(token: re.Match[str], labels: Sequence[str]) -> list[int] | None:
    return _in_list([_value(token[1], labels)], labels)


def _count(token: re.Match[str], labels: Sequence[str]) -> int:
    """How many; 0 when it is more than there are."""
    value = _value(token[1] or token[2], labels) or 0
    return value if 0 < value <= len(labels) else 0


def _front(token: re.Match[str], labels: Sequence[str]) -> list[int]:
    return list(range(1, _count(token, labels) + 1))


def _end(token: re.Match[str], labels: Sequence[str]) -> list[int]:
    return list(range(len(labels) - _count(token, labels) + 1, len(labels) + 1))


def _nth_last(token: re.Match[str], labels: Sequence[str]) -> list[int] | None:
    value = _value(token[1], labels) if token[1] else 2
    return _in_list([len(labels) + 1 - value if value else None], labels)


def _middle(_token: re.Match[str], labels: Sequence[str]) -> list[int]:
    return [len(labels) // 2 + 1] if len(labels) % 2 and len(labels) > 1 else []


_TOKENS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Sequence[str]], list[int] | None]], ...] = (
    (_NTH_LAST, _nth_last),
    (_FROM_FRONT, _front),
    (_FROM_END, _end),
    (_LAST, lambda _token, labels: [len(labels)]),
    (_MIDDLE, _middle),
    (_SPAN, _span),
    (_ONE, _one),
)


def _compact(word: str, labels: Sequence[str]) -> list[int] | None:
    """13 or 一三 or AC without anything between; digits only in a list so short that each is one place."""
    marks = [_value(one, labels) for one in word] if len(word) > 1 else []
    ok = word.isdigit() or all(one in CHINESE for one in word) or (word.isascii() and word.isalpha())
    if not ok or len(set(marks)) != len(marks) or len(labels) > 9:
        return None
    return _in_list(marks, labels)
