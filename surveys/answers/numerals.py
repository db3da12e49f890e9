"""Numbers as people write them: ３５, 三十五, 两百, 1,200, 2万, 一点五, 半, twenty-five."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from surveys.answers.words import plain

DIGITS = {
    one: value
    for value, ones in enumerate(
        ["零〇○", "一壹幺", "二贰两兩俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for one in ones
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SHORTHANDS = {"廿": "二十", "卅": "三十"}
ENGLISH = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
CHINESE = "".join(DIGITS) + "".join(UNITS) + "".join(MYRIADS) + "".join(SHORTHANDS)
_WESTERN = re.compile(
    r"([-+]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*([万萬亿億千k]?)", re.ASCII | re.IGNORECASE
)
_MEASURED = re.compile(
    rf"([\d.{CHINESE}]+)[块元圆米]([\d{''.join(DIGITS)}])[毛角]?([\d{''.join(DIGITS)}]?)[分]?[钱高]?\Z"
)
_DIMES = re.compile(rf"([\d{''.join(DIGITS)}])[毛角]([\d{''.join(DIGITS)}]?)分?钱?\Z")
_TWO_NUMBERS = re.compile(
    rf"[{''.join(one for one in DIGITS if one not in '零〇○')}][{''.join(DIGITS)}]"
    rf"|[十拾][^万萬亿億百佰千仟]*[十拾]|[十拾][百佰千仟]"
)
"""七十三八十四, 七八十, 十一二: more than one number, or an estimate."""
LONGEST = 60
"""Characters of a text in which a number is looked for."""


def number(text: str) -> Decimal | None:
    """The number a short text says, with or without a unit word behind it ("3个人"); None when none."""
    word = plain(text).replace(" ", "").replace("，", ",") if len(text) <= LONGEST else ""
    negative = word.startswith(("负", "minus"))
    word = (
        word.removeprefix("负")
        .removeprefix("minus")
        .removeprefix("约")
        .removeprefix("大概")
        .removeprefix("第")
    )
    found = _measured(word)
    if found is None:
        found = _western(word)
    if found is None:
        found = _chinese(word)
    if found is None:
        found = _english(plain(text).casefold())
    return -found if found is not None and negative else found


def is_bare(text: str) -> bool:
    """Whether a text is digits and nothing else: what most people type, with nothing to misunderstand."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST


def is_measured(text: str) -> bool:
    """Whether a text is a measure in parts: 八块五, 一米七五, 八毛."""
    word = plain(text).replace(" ", "")
    return _MEASURED.match(word) is not None or _DIMES.match(word) is not None


def _measured(word: str) -> Decimal | None:
    """八块五, 三元二角五分, 一米七五: what stands behind the unit are tenths and hundredths."""
    dimes = _DIMES.match(word)
    if dimes is not None:
        return Decimal(f"0.{''.join(str(DIGITS.get(one, one)) for one in dimes.groups() if one)}")
    found = _MEASURED.match(word)
    whole = number(found[1]) if found is not None else None
    if found is None or whole is None:
        return None
    tenths = "".join(str(DIGITS.get(one, one)) for one in (found[2], found[3]) if one)
    return whole + Decimal(f"0.{tenths}")


def _western(word: str) -> Decimal | None:
    found = _WESTERN.match(word)
    if found is None or _digits_follow(word[found.end() :]):
        return None
    sign, digits, scale = found.groups()
    try:
        value = Decimal(sign + digits.replace(",", ""))
    except InvalidOperation:
        return None
    scales = {**MYRIADS, "千": 1000, "k": 1000}
    value *= scales.get(scale.lower(), 1)
    rest = word[found.end() :]
    if rest.startswith("半") or (len(rest) > 1 and rest[1:2] == "半"):
        value += Decimal("0.5")
    return value


def _digits_follow(rest: str) -> bool:
    """Something like 3-5, 3/5 or 12:30 is no number."""
    return bool(re.match(r"\D{0,2}\d", rest))


def _chinese(word: str) -> Decimal | None:
    for short, long in SHORTHANDS.items():
        word = word.replace(short, long)
    length = 0
    while length < len(word) and word[length] in CHINESE:
        length += 1
    head, rest = word[:length], word[length:]
    if not head:
        return Decimal("0.5") if word.startswith("半") else None
    whole = _whole(head)
    if whole is None:
        return None
    value = Decimal(whole)
    if rest.startswith("点") and rest[1:2] in DIGITS:
        digits = ""
        for one in rest[1:]:
            if one not in DIGITS:
                break
            digits += str(DIGITS[one])
        return value + Decimal(f"0.{digits}")
    if rest.startswith("半") or (len(rest) > 1 and rest[1] == "半"):
        value += Decimal("0.5")
    return value


def _whole(word: str) -> int | None:
    """三十五 by places, 一三五 digit by digit, 三百五 with the last place left out."""
    if all(one in DIGITS for one in word):
        return int("".join(str(DIGITS[one]) for one in word))
    if _TWO_NUMBERS.search(word):
        return None
    total = section = digit = 0
    unit = 1
    seen_digit = False
    for one in word:
        if one in DIGITS:
            digit, seen_digit = DIGITS[one], True
            unit = 1 if digit == 0 else unit
        elif one in UNITS:
            unit = UNITS[one]
            section += (digit if seen_digit else 1) * unit
            digit, seen_digit = 0, False
        else:
            unit = MYRIADS[one]
            total = (
                (total + section + digit) * unit if unit > 10**4 else total + (section + digit or 1) * unit
            )
            section, digit, seen_digit = 0, 0, False
    if seen_digit and unit >= 100 and word[-2] not in "零〇○":
        digit *= unit // 10
    return total + section + digit


def _english(text: str) -> Decimal | None:
    total = 0
    words = re.findall(r"[a-z]+", text)
    if "dozen" in words or "dozens" in words:
        return None
    used = False
    for word in words:
        if word in ENGLISH:
            total += ENGLISH[word]
        elif word == "hundred" and total:
            total *= 100
        elif word == "thousand" and total:
            total *= 1000
        elif word == "half" and not used:
            return Decimal("0.5")
        elif word not in {"and", "a", "about"}:
            break
        used = used or word in ENGLISH
    return Decimal(total) if used else None
