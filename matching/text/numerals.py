"""Small whole numbers in digits or Chinese numerals, as they stand in addresses, ages and clock times."""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百]{1,6})"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九])?(?P<hundred>百))?零?(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?"
)


def number(text: str) -> int:
    """Read "12", "十二", "二〇一" or "一百零三" as a whole number; ValueError for anything else."""
    if text.isdigit():
        return int(text)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    match = _PLACES.fullmatch(text)
    if not text or not match or not set(text) <= set("十百") | _DIGITS.keys():
        raise ValueError(f"not a number: {text!r}")
    tens = _DIGITS[match["tens"] or "一"] if match["ten"] else 0
    hundreds = _DIGITS[match["hundreds"] or "一"] if match["hundred"] else 0
    return 100 * hundreds + 10 * tens + _DIGITS[match["ones"] or "零"]


def digits(text: str) -> str:
    """The number's digits, or the text itself where it is a letter (building "b")."""
    try:
        return str(number(text))
    except ValueError:
        return text
