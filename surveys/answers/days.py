"""The day that a text says, seen from today: 2026-03-05, 3月5日, 昨天, 下周三, 三天前, next Monday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from surveys.answers.numerals import number
from surveys.answers.words import bare

DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1,
    "寻日": -1, "琴日": -1, "噚日": -1, "last night": -1, "yesterday evening": -1, "yesterday morning": -1,
    "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "this morning": 0, "this evening": 0, "this afternoon": 0,
    "现在": 0, "刚才": 0, "刚刚": 0,
    "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "大后天": 3,
    "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1,
    "today": 0, "now": 0, "tonight": 0,
    "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip
WEEKDAYS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    **{str(n): n - 1 for n in range(1, 8)},
}
ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEARS = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}
NUMERAL = r"[0-9零〇一二两三四五六七八九十廿卅]+"

_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_CHINESE = re.compile(rf"(?:({NUMERAL}|前|去|今|明|后)年的?)?({NUMERAL})月份?({NUMERAL})[日号]?\Z")
_DAY_OF_MONTH = re.compile(rf"(上上个?月|上个?月|这个?月|本月|下个?月)?({NUMERAL})[日号]\Z")
_WEEKDAY = re.compile(r"(上上个?|上个?|这个?|本|下下个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天1-7])\Z")
_DISTANCE = re.compile(
    rf"(?:有|已经|都|住|住了)?(半|{NUMERAL})个?(天|日|周|星期|礼拜|月|年)(?:以?(前|后)|之(前|后)|(了))\Z"
)
_FURTHEST = 150
"""Years back or ahead that anybody counts: 2010年前 is no distance."""
_ENGLISH_AGO = re.compile(r"(?:in )?(\w+) (day|week|month|year)s?( ago| from now| later)?\Z")
DAY_NAMES = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|r|rsday|urday)?"
_ENGLISH_WEEKDAY = re.compile(rf"(?:(last|this|next|on|coming) )?{DAY_NAMES}\Z")
_ENGLISH_MONTH = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,?(?: (\d{4}))?\Z"
)
_SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{2,4}))?\Z")


def parse(text: str, today: dt.date) -> dt.date | None:
    """The date a text says, seen from today; None when it says none."""
    word = bare(text)
    if len(word) > 40:
        return None
    for reader in READERS:
        try:
            found = reader(word, today)
        except (ValueError, OverflowError):
            found = None
        if found is not None:
            return found
    return None


def _relative_day(word: str, today: dt.date) -> dt.date | None:
    return today + dt.timedelta(DAYS[word]) if word in DAYS else None


def _iso(word: str, _today: dt.date) -> dt.date | None:
    found = _ISO.match(word) or _COMPACT.match(word)
    return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _chinese(word: str, today: dt.date) -> dt.date | None:
    found = _CHINESE.match(word.replace(" ", ""))
    if not found:
        return None
    year = today.year if found[1] is None else year_of(found[1], today)
    return dt.date(year, whole(found[2]), whole(found[3]))


def year_of(word: str, today: dt.date) -> int:
    """The year of 去 or 98 or 2019; two digits that are not far ahead are of this century."""
    if word in YEARS:
        return today.year + YEARS[word]
    year = whole(word)
    return year + (2000 if year <= today.year % 100 + 10 else 1900) if year < 100 else year


def _day_of_month(word: str, today: dt.date) -> dt.date | None:
    found = _DAY_OF_MONTH.match(word.replace(" ", ""))
    if not found:
        return None
    which = found[1] or ""
    months = (
        -2
        if which.startswith("上上")
        else -1
        if which.startswith("上")
        else 1
        if which.startswith("下")
        else 0
    )
    return move(today.replace(day=1), months).replace(day=whole(found[2]))


def _weekday(word: str, today: dt.date) -> dt.date | None:
    found = _WEEKDAY.match(word.replace(" ", ""))
    if not found:
        return None
    which = (found[1] or "").rstrip("个")
    weeks = {"上上": -2, "上": -1, "下": 1, "下下": 2}.get(which, 0)
    monday = today - dt.timedelta(today.weekday())
    return monday + dt.timedelta(7 * weeks + WEEKDAYS[found[2]])


def _distance(word: str, today: dt.date) -> dt.date | None:
    found = _DISTANCE.match(word.replace(" ", ""))
    if not found:
        return None
    sign = 1 if "后" in (found[3], found[4]) else -1
    unit = found[2]
    if found[1] == "半":
        return today + dt.timedelta(sign * {"月": 15, "年": 182}.get(unit, 0))
    amount = sign * whole(found[1])
    if unit == "年" and abs(amount) > _FURTHEST:
        return None
    if unit in {"月", "年"}:
        return move(today, amount * (12 if unit == "年" else 1))
    return today + dt.timedelta(amount * (1 if unit in {"天", "日"} else 7))


def _english_distance(word: str, today: dt.date) -> dt.date | None:
    found = _ENGLISH_AGO.match(word)
    if not found or not (word.startswith("in ") or found[3]):
        return None
    amount = 1 if found[1] in {"a", "an"} else whole(found[1])
    amount = -amount if found[3] == " ago" else amount
    if found[2] in {"month", "year"}:
        return move(today, amount * (12 if found[2] == "year" else 1))
    return today + dt.timedelta(amount * (7 if found[2] == "week" else 1))


def _english_weekday(word: str, today: dt.date) -> dt.date | None:
    found = _ENGLISH_WEEKDAY.match(word)
    if not found:
        return None
    ahead = (ENGLISH_WEEKDAYS.index(found[2]) - today.weekday()) % 7
    if found[1] == "last":
        return today - dt.timedelta((7 - ahead) % 7 or 7)
    if found[1] == "next":
        ahead = ahead or 7
    return today + dt.timedelta(ahead)


def _english_month(word: str, today: dt.date) -> dt.date | None:
    found = _ENGLISH_MONTH.match(word)
    if not found or not is_month(found[2]) or not (found[1] or found[3]):
        return None
    year = int(found[4]) if found[4] else today.year
    return dt.date(year, MONTHS.index(found[2][:3]) + 1, int(found[1] or found[3]))


def is_month(word: str) -> bool:
    """Mar, March or Sept, and not marry."""
    return len(word) > 2 and any(one.startswith(word) for one in MONTH_NAMES)


def _short(word: str, today: dt.date) -> dt.date | None:
    """3/5 is month and day, as in Chinese; 25/3/2026 can only be day, month and year."""
    found = _SHORT.match(word)
    if not found:
        return None
    one, two = int(found[1]), int(found[2])
    year = today.year if found[3] is None else year_of(found[3], today)
    return dt.date(year, two, one) if one > 12 else dt.date(year, one, two)


def move(day: dt.date, months: int) -> dt.date:
    """The same day some months on; the last day of the month where there is no such day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise OverflowError("no such date")


def whole(word: str) -> int:
    """The whole number of a numeral. ValueError when it is none."""
    value = number(word)
    if value is None:
        raise ValueError(word)
    return int(value)


READERS: tuple[Callable[[str, dt.date], dt.date | None], ...] = (
    _relative_day,
    _iso,
    _chinese,
    _day_of_month,
    _weekday,
    _distance,
    _english_distance,
    _english_weekday,
    _english_month,
    _short,
)
