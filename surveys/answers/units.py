"""Whether a number in words is clearly the answer: one number, and of what was asked for.

"7岁" to "how old?" is clear, and so is the 7 of "男孩，7岁，二年级". "一个男孩，二年级" is not: neither
number is an age. What is not clear is asked again rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from surveys.answers.numerals import CHINESE, DIGITS, ENGLISH, is_measured
from surveys.answers.words import plain

AGE, COUNT, MONEY, SPAN, MEASURE, OTHER = "age", "count", "money", "span", "measure", "other"
_WORDS = {
    AGE: "周岁 岁 years year yrs yr yo",
    COUNT: "个 位 口 名 人 户 people persons person",
    MONEY: "块 元 圆 yuan rmb",
    SPAN: "个月 个多月 个小时 个钟头 个星期 天 小时 分钟 周 months month weeks week days day hours hour",
    MEASURE: "分 度 斤 公斤 米 公里 平米 平方 次 遍 趟 points times kg km",
    OTHER: (
        "年级 班 号 栋 幢 单元 楼 层 室 座 点 月 日 家 代 th st nd rd grade class floor building unit room"
    ),
}
_UNITS: Mapping[str, str] = MappingProxyType(
    {word: of for of, all_ in _WORDS.items() for word in all_.split()}
)
"""What the word after a number counts; nothing of OTHER is an answer unless the question names it."""
_LONGEST_FIRST = "|".join(sorted(_UNITS, key=len, reverse=True))
_UNIT = re.compile(rf"[\s-]*({_LONGEST_FIRST})(?![a-z])")
_ASKED = re.compile(rf"(?:几|多少)({_LONGEST_FIRST})")
_ASKED_MANY = re.compile(rf"\bhow many (?:({_LONGEST_FIRST})\b)?", re.IGNORECASE)
_ASKED_AGE = re.compile(r"年龄|年纪|多大|岁数|\bold\b|\bage\b", re.IGNORECASE)

_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_ENGLISH = rf"(?:{'|'.join(sorted(ENGLISH, key=len, reverse=True))}|hundred|thousand|{_ORDINALS})"
_NUMBER = re.compile(
    rf"(?:负|minus\s*|[-+])?(?:\d+(?:,\d{{3}})*(?:\.\d+)?[万萬亿億千k]?|\.\d+"
    rf"|[{CHINESE}]+(?:点[{''.join(DIGITS)}]+)?|\b{_ENGLISH}(?:[\s-]+(?:and\s+)?{_ENGLISH})*\b)"
)
_NO_NUMBER = re.compile(rf"一共|一起|一直|一般|一家(?=[{CHINESE}\d])")
_BEFORE = re.compile(
    r"(?:第|大约|约|大概|差不多|才|刚|只|就|有|共|总共|是|我们|我|他|她|它|家里|家|孩子|今年|现在"
    r"|目前|了|[\s,'.:：¥$]"
    r"|\b(?:an|a|the|he|she|it|is|s|we|are|there|my|our|i|m|am|re|have|has|about|around|only|just"
    r"|child|family|of)\b)*"
)
_NOTHING_MORE = re.compile(r"[\s。.!！,、~～了啊呀吧呢咯嘛哈嘞啦喽多半来左右整]*(?:old)?[\s.!]*")
_ABOUT = re.compile(
    "|".join(
        [
            "三五",
            "一两",
            "两三",
            "三两",
            "俩仨",
            *(f"{one}{two}" for one, two in zip("一二三四五六七八", "二三四五六七八九", strict=True)),
        ]
    )
)
"""七八个, 三五个: two numbers next to each other say that nobody counted."""
_NOT_BEFORE = re.compile(
    r"(?:不到|不足|不止|不满|超过|大于|小于|少于|多于|高于|低于|至少|起码|至多|最多|最少|几|数"
    r"|\b(?:over|above|under|below|(?:more|less|fewer) than|at (?:least|most)|up to|nearly|almost))"
    r"\s*(?:了|有|是)?\s*$"
)
_NOT_AFTER = re.compile(
    r"\s*(?:几|多(?!动)|来(?!了)|余|出头|开外|以[上下内外]|往[上下]"
    r"|[-\s]*(?:something|odd|ish|plus|or (?:so|more|less))\b|\+|'?s\b)"
)
_HUNDREDS = re.compile(r"[上成过][百千万]")
"""八十多, 不到十个, eighty-something, 50+: a number is named, and the answer is another one."""
_RANGE = re.compile(r"\s*(?:[-~–—、]|到|至|或者?|\bto\b|\bor\b)\s*")
"""What stands between the ends of a range."""


def clear(text: str, question: str) -> str | None:
    """The words of a text that say the number that answers a question; None when it is not clear which.

    Without any number in it the text is given back as it is.
    """
    words = _NO_NUMBER.sub("", re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain(text).casefold()))
    wanted = asked_for(question)
    numbers = list(_NUMBER.finditer(words))
    fitting = [one for one in numbers if wanted and _UNITS.get(_unit_after(words, one)) == wanted]
    if is_measured(words) or not numbers:
        return words
    if len(fitting) == 1:
        found = fitting[0]
    elif len(numbers) == 1 and _fits(words, numbers[0], wanted, question):
        found = numbers[0]
    else:
        return None
    if is_estimate(found[0]) or _ends_a_range(words, found, numbers):
        return None
    if _is_near(words, found):
        return None
    return words[
        found.start() : min((one.start() for one in numbers if one.start() > found.start()), default=None)
    ]


def asked_for(question: str) -> str:
    """What a question wants counted: AGE, COUNT …; "" when its words do not say."""
    if _ASKED_AGE.search(question):
        return AGE
    found = _ASKED.search(question)
    many = _ASKED_MANY.search(question)
    if found is not None:
        return _UNITS[found[1]]
    return _UNITS.get((many[1] or "").casefold(), COUNT) if many is not None else ""


def is_estimate(numeral: str) -> bool:
    """三四, 七八十: two numbers between which it lies."""
    return _ABOUT.search(numeral) is not None and not _by_digits(numeral)


def _unit_after(words: str, number: re.Match[str]) -> str:
    found = _UNIT.match(words, number.end())
    return found[1] if found is not None else ""


def _fits(words: str, number: re.Match[str], wanted: str, question: str) -> bool:
    """Whether the only number there is may be the answer: nothing strange before or after it."""
    unit = _unit_after(words, number)
    of = _UNITS.get(unit, "")
    if _BEFORE.fullmatch(words, 0, number.start()) is None or re.search(_ORDINALS, number[0]):
        return False
    if of == OTHER:
        return wanted == OTHER or (not wanted and unit in question.casefold())
    if wanted and of:
        return of == wanted
    return wanted != AGE or _NOTHING_MORE.fullmatch(words, number.end()) is not None


def _ends_a_range(words: str, found: re.Match[str], numbers: list[re.Match[str]]) -> bool:
    """Whether it is the second of two numbers between which the answer lies: 5到6个, 5-6个."""
    before = [one for one in numbers if one.end() <= found.start()]
    if not before:
        return False
    return _RANGE.fullmatch(words, before[-1].end(), found.start()) is not None or found[0][0] in "-+"


def _is_near(words: str, number: re.Match[str]) -> bool:
    """Whether the words say that the number is not quite it: what stands before it, behind it or its unit."""
    unit = _UNIT.match(words, number.end())
    ends = (number.end(), unit.end()) if unit is not None else (number.end(),)
    before = _NOT_BEFORE.search(words, 0, number.start()) or _HUNDREDS.match(
        words, max(number.start() - 1, 0)
    )
    return before is not None or any(_NOT_AFTER.match(words, end) for end in ends)


def _by_digits(number: str) -> bool:
    """一二三, 一三五: said digit by digit, which is no estimate."""
    return len(number) > 2 and all(one in DIGITS for one in number)
