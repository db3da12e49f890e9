"""Opening hours in words, Chinese or English, as schedules of HSDS."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exchange.mapping.schedules import parse_time

_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = {
    **{name: day for day, name in enumerate("一二三四五六日")},
    "天": 6,
    **{name: day for day, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
_SETS = {
    "工作日": range(5),
    "weekdays": range(5),
    "周末": range(5, 7),
    "双休日": range(5, 7),
    "weekends": range(5, 7),
    "每天": range(7),
    "每日": range(7),
    "全周": range(7),
    "daily": range(7),
    "every day": range(7),
}
_TO = r"\s*(?:-|–|—|~|～|至|到|to)\s*"
_ZH, _EN = r"([一二三四五六日天])", r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_FIRST = rf"(?:周|星期|礼拜|(?<=[一二三四五六日天])){_ZH}|{_EN}"
"""A bare character is a day only beside another: in 周六日 the second, in 全天 none."""
_LAST = rf"(?:周|星期|礼拜)?{_ZH}|{_EN}"
_DAYS = re.compile(rf"(?:{_FIRST})(?:{_TO}(?:{_LAST}))?", re.IGNORECASE)
_HOURS = re.compile(rf"(\d{{1,2}}[:：]\d\d)\s*{_TO}\s*(\d{{1,2}}[:：]\d\d)")
_PARTS = re.compile(r"[;；,，、\n]|(?<=\d)\s+(?=周|星期|礼拜|mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_BETWEEN = " 。.、,，和及:：()（）/&"
_ALWAYS = re.compile(r"全天|24\s*小时|24\s*hours|24/7", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of the week as RFC 5545 names them, and the hours on them."""

    days: tuple[str, ...]
    opens: str
    closes: str


def parse(text: str) -> list[Span] | None:
    """The spans in a text such as "周一至周五 9:00-17:00；周六 9:00-12:00"; None when it is not understood.

    Hours without days hold on the days named last, or every day; days without hours hold with the hours
    that follow.
    """
    found: list[Span] = []
    days: list[int] = []
    waiting = False
    for part in _PARTS.split(text):
        named, rest = _days(part)
        days = ([*days, *named] if waiting else named) or days
        hours = [(opens, closes) for opens, closes in _HOURS.findall(rest)]
        if not hours and _ALWAYS.search(rest):
            hours = [("0:00", "24:00")]
        if _ALWAYS.sub("", _HOURS.sub("", rest)).strip(_BETWEEN):
            return None
        waiting = bool(named) and not hours
        spans = [_span(days, opens, closes) for opens, closes in hours]
        if None in spans:
            return None
        found += [span for span in spans if span]
    return None if waiting else found or None


def _days(part: str) -> tuple[list[int], str]:
    """The days a part names, and the part without them."""
    found: list[int] = []
    for name, days in _SETS.items():
        if name in part.lower():
            found += days
            part = re.sub(name, "", part, flags=re.IGNORECASE)
    for match in _DAYS.finditer(part):
        first = _NAMES[(match[1] or match[2]).lower()]
        last = match[3] or match[4]
        found += _range(first, _NAMES[last.lower()]) if last else [first]
    return list(dict.fromkeys(found)), _DAYS.sub("", part)


def _range(first: int, last: int) -> list[int]:
    """From one day to another, over the week's end when need be."""
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _span(days: list[int], opens: str, closes: str) -> Span | None:
    opens, closes = opens.replace("：", ":"), closes.replace("：", ":")
    if parse_time(opens) is None or parse_time(closes) is None:
        return None
    return Span(tuple(_WEEK[day] for day in days or range(7)), opens.zfill(5), closes.zfill(5))
