"""Dates as answers: the day, or what of it the form wants; what is said of the past; the lunar calendar."""

from __future__ import annotations

import datetime as dt
import re

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.days import DAY_NAMES, NUMERAL, move, parse
from surveys.answers.parts_of_dates import PARTS, only_year
from surveys.answers.words import bare

_BARE_WEEKDAY = re.compile(rf"(?:周|星期|礼拜)[一二三四五六日天1-7]|(?:on)?{DAY_NAMES}")
_BARE_DAY = re.compile(rf"{NUMERAL}[日号]")
_NO_YEAR = re.compile(
    rf"{NUMERAL}月份?{NUMERAL}[日号]?|\d{{1,2}}[-/.]\d{{1,2}}|(?:\d{{1,2}}(?:st|nd|rd"
    rf"|th)?(?:of)?)?[a-z]{{3,9}}\.?(?:\d{{1,2}}(?:st|nd|rd|th)?)?"
)
_IN_THE_PAST = re.compile(
    r"上[次回]|最近一次|开始[的了出]|什么时候起|多久以前|出生|生日|搬来|[去来买做用办丢坏到]的|去过|来过"
    r"|发生|哪[天年]去"
    r"|\b(?:last|since|born|birth|birthday|ago|did|was|were|started|began|happened)\b",
    re.IGNORECASE,
)
"""Questions about what has been: 上次是哪天去的."""
_AHEAD = re.compile(
    r"希望|打算|计划|准备|预计|将|想|需要|可以|方便|下[次回]"
    r"|\b(?:will|would|should|want|plan|next|can|could|going to)\b",
    re.IGNORECASE,
)
"""Questions about what is to come, whatever else they say."""
_AROUND = re.compile(
    r"^(?:我?记得|好像|应该|大概|大约|差不多|可能|就|是|在|从|自|自从|公历|阳历|新历|(?:about"
    r"|around|since|from|in(?= \d{4}$)|it was|on)\b ?)+"
    r"|(?:左右|前后|那天|那阵|开始|起|的时候|搬来|来|(?:才|就)?(?:发现|出现|坏|漏|停|堵)(?:的|了)?)+$"
    r"|(?<=[天日号晚今昨前周星期礼拜一二三四五六])的?(?:早上|早晨|上午|中午|下午|傍晚|晚上|夜里"
    r"|半夜|凌晨)$"
)
_LUNAR = re.compile(
    r"农历|阴历|旧历|农曆|舊曆|正月|腊月|冬月|闰|月初[一二三四五六七八九十]|月廿|大年|年三十"
    r"|八月十五$|五月初五|七月半|三月三$|九月九$"
    r"|春节|春節|过年|過年|除夕|元宵|清明|端午|中秋|重阳|七夕|腊八|小年|lunar|chinese new year"
    r"|spring festival|mid-?autumn"
)
_PART_ONLY = re.compile(
    r"(?:上上?|这|本|下)个?(?:月|周|星期|礼拜)(?:初|中|底|末|初旬|中旬|下旬)?|(?:去|今|前"
    r"|明)年.{0,6}|年[初中底末]|月[初中底末]"
    r"|(?:last|this|next) (?:week|month|year|spring|summer|autumn|winter)|[春夏秋冬]天"
    r"|前几[天年月日]|前两天|最近|前段时间"
    r"|\d{2}年.{0,4}|[零〇一二三四五六七八九]{2}年.{0,4}"
)
_LONGEST = 60
_YEAR_FIRST = re.compile(r"(?:\d{4}|\d{2}|[零〇一二三四五六七八九]{2,4}|前|去|今)年")


def read(text: str, asked: Asked) -> Read:
    """A date as YYYY-MM-DD; the first day of it where only a year or a month is asked for."""
    part, today = part_of(asked.appearance), asked.now.date()
    word = _AROUND.sub("", _AROUND.sub("", bare(text)).strip()).strip() if len(text) <= _LONGEST else ""
    if lunar(word):
        named = _YEAR_FIRST.match(word) if part == "year" else None
        year = only_year(named[0], today) if named is not None else None
        return year.isoformat() if year is not None else problem("date.lunar")
    found = PARTS[part](word.replace(" ", ""), today) if part else None
    past = _IN_THE_PAST.search(asked.question) is not None and _AHEAD.search(asked.question) is None
    found = found or _seen_from(word, today, past=past)
    if found is None and not part and _is_part(word, today):
        return problem("date.more")
    if found is None:
        return problem(f"date.{part or 'what'}")
    first = {"year": dt.date(found.year, 1, 1), "month": found.replace(day=1)}
    return first.get(part, found).isoformat()


def lunar(word: str) -> bool:
    """Whether a day of the lunar calendar is meant, or a feast that goes by it; we do not convert these."""
    return _LUNAR.search(word) is not None and not word.startswith(("公历", "阳历", "新历"))


def _is_part(word: str, today: dt.date) -> bool:
    """Whether the words say a year or a month (or a week), but not which day of it."""
    return _PART_ONLY.fullmatch(word) is not None or any(
        one(word.replace(" ", ""), today) for one in PARTS.values()
    )


def _seen_from(word: str, today: dt.date, *, past: bool) -> dt.date | None:
    """The date; where the question is about the past, Monday and 12月5日 are the last ones, not the next."""
    found = parse(word, today)
    if found is None or not past or found <= today:
        return found
    plain = word.replace(" ", "")
    if _BARE_WEEKDAY.fullmatch(plain):
        return found - dt.timedelta(7)
    if _BARE_DAY.fullmatch(plain):
        return move(found, -1)
    return move(found, -12) if _NO_YEAR.fullmatch(plain) else found


def part_of(appearance: str) -> str:
    """What of a date an appearance asks for: "year", "month" (with its year), or "" for the day."""
    words = appearance.casefold().split()
    return "year" if "year" in words else "month" if "month-year" in words else ""
