"""Times of day, alone or with a date: 15:30, 下午三点半, 3pm, 明天上午9点."""

from __future__ import annotations

import datetime as dt
import re

from surveys.answers import days
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import number
from surveys.answers.words import bare, plain

PARTS = {
    "凌晨": 0, "清晨": 0, "早上": 0, "早晨": 0, "早": 0, "上午": 0, "半夜": 0, "今早": 0, "明早": 0,
    "中午": 11,
    "午后": 12, "下午": 12, "傍晚": 12, "晚上": 12, "晚": 12, "夜里": 12, "今晚": 12, "昨晚": 12, "明晚": 12,
}  # fmt: skip
"""Parts of the day, and from which hour on small numbers mean the afternoon."""
NUMERAL = r"[0-9零〇一二两三四五六七八九十]+"
_CLOCK = re.compile(r"(\d{1,2})[:：.](\d{2})(?:[:：](\d{2}))?\s*(am|pm|a\.m|p\.m)?\s*\Z", re.IGNORECASE)
_ENGLISH = re.compile(r"(\d{1,2})\s*(am|pm|a\.m|p\.m|o'?clock)\s*\Z", re.IGNORECASE)
_CHINESE = re.compile(rf"({NUMERAL})[点點时時]钟?(?:(半)|([一三])刻|({NUMERAL})分?)?(?:左右)?\Z")
_ALONE = {
    "中午": (12, 0),
    "noon": (12, 0),
    "正午": (12, 0),
    "半夜": (0, 0),
    "午夜": (0, 0),
    "midnight": (0, 0),
}
_NOW = {"现在", "now", "刚才", "刚刚"}
_SMALL = 6
_ABOUT = re.compile(r"^(?:大概|大约|一般|差不多|about|around|at|usually) ?|(?:左右|吧|多钟)$")
_PAST = re.compile(r"(?:a )?(half|quarter) (past|to) (\w+)")
_HOUR_ALONE = re.compile(rf"\d{{1,2}}|{NUMERAL}")
_MARKED = re.compile(r"am|pm|a\.m|p\.m", re.IGNORECASE)
_MORNING = re.compile(r"早|上午|起床|morning|breakfast|get up|wake", re.IGNORECASE)
_MIDDAY = re.compile(r"午饭|午餐|中午|午休|午睡|lunch|noon|midday", re.IGNORECASE)
_AFTERNOON = re.compile(r"下午|傍晚|晚饭|晚餐|放学|下班|afternoon|dinner|supper|evening", re.IGNORECASE)
_LATE = re.compile(r"睡|晚上|夜|bed|sleep|night", re.IGNORECASE)
"""What part of the day a question is about, where the answer does not say."""
_PART = re.compile("|".join(sorted(PARTS, key=len, reverse=True)))


def read(text: str, asked: Asked) -> Read:
    """A time of day as HH:MM:SS.000 with the zone's offset."""
    word = _ABOUT.sub("", bare(text))
    word += "点" if _HOUR_ALONE.fullmatch(word) else ""
    moment = parse(word, asked.now)
    if moment is not None and _either(word, moment):
        moment = _as_asked(moment, asked.question)
        if moment is None:
            return problem("time.which")
    if moment is None:
        return problem("time.what")
    return _written(dt.datetime.combine(asked.now.date(), moment, asked.now.tzinfo)).partition("T")[2]


def _either(word: str, moment: dt.time) -> bool:
    """Whether it may be in the morning or in the afternoon: 三点, 3:30; 08:30 and 8:30 are in the morning."""
    if not 1 <= moment.hour < 12 or _PART.match(word) or word in {*_ALONE, *_NOW} or word.startswith("0"):
        return False
    clock = _CLOCK.match(word)
    return not clock[4] and moment.hour <= _SMALL if clock else not _MARKED.search(word)


def _as_asked(moment: dt.time, question: str) -> dt.time | None:
    """The half of the day that the question speaks of; None when it does not say."""
    if _LATE.search(question):
        return moment.replace(hour=moment.hour + 12) if moment.hour > _SMALL - 1 else None
    if _MIDDAY.search(question):
        return moment.replace(hour=moment.hour + 12) if moment.hour < _SMALL else moment
    if _AFTERNOON.search(question):
        return moment.replace(hour=moment.hour + 12)
    return moment if _MORNING.search(question) else None


def read_both(text: str, asked: Asked) -> Read:
    """A date and a time of day, in ISO notation with the zone's offset."""
    word = plain(text)
    try:
        moment = dt.datetime.fromisoformat(word)
    except ValueError:
        found = _split(word, asked.now)
        if found is None:
            return problem("datetime.what")
        day, time, said = found
        if _either(said, time):
            return problem("time.which")
        moment = dt.datetime.combine(day, time)
    return _written(moment if moment.tzinfo else moment.replace(tzinfo=asked.now.tzinfo))


def _split(word: str, now: dt.datetime) -> tuple[dt.date, dt.time, str] | None:
    """The cut at which the left is a date and the right a time, and its words; a time alone is today's."""
    alone = parse(bare(word), now)
    if alone is not None:
        return _day_within(word, now), alone, bare(word)
    for cut in range(len(word) - 1, 0, -1):
        left, right = word[:cut].rstrip(" ,，T的"), word[cut:]
        day = days.parse(left, now.date())
        said = bare(right).removeprefix("at ")
        moment = parse(said, now) if day is not None else None
        if day is not None and moment is not None:
            return day, moment, said
    return None


def _day_within(word: str, now: dt.datetime) -> dt.date:
    """昨晚八点 is yesterday though its words are a time."""
    for name in ("昨晚", "明晚", "明早", "今晚", "今早"):
        if word.startswith(name):
            return now.date() + dt.timedelta(days.DAYS[name])
    return now.date()


def parse(word: str, now: dt.datetime) -> dt.time | None:
    """The time of day of a short text; None when it says none."""
    if len(word) > 30:
        return None
    if word in _NOW:
        return now.time().replace(second=0, microsecond=0)
    if word in _ALONE:
        return dt.time(*_ALONE[word])
    past = _PAST.fullmatch(word)
    if past is not None:
        return _past(past)
    part = _PART.match(word)
    rest = word[part.end() :].strip() if part else word
    try:
        return _of_day(rest, PARTS[part[0]] if part else None)
    except ValueError:
        return None


def _past(found: re.Match[str]) -> dt.time | None:
    """Half past three, a quarter to four."""
    hour = number("12" if found[3] == "noon" else found[3])
    if hour is None or not 1 <= hour <= 12:
        return None
    minutes = {"half": 30, "quarter": 15}[found[1]] * (1 if found[2] == "past" else -1)
    clock, minute = divmod(int(hour) * 60 + minutes, 60)
    return dt.time(clock or 12, minute)


def _of_day(rest: str, noon: int | None) -> dt.time | None:
    clock, english, chinese = _CLOCK.match(rest), _ENGLISH.match(rest), _CHINESE.match(rest)
    if clock:
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        return dt.time(_hour(hour, clock[4], noon), minute, second)
    if english:
        return dt.time(_hour(int(english[1]), english[2], noon), 0)
    if chinese:
        minute = 30 if chinese[2] else 0
        if chinese[3]:
            minute = 15 if chinese[3] == "一" else 45
        elif chinese[4]:
            minute = _int(chinese[4])
        return dt.time(_hour(_int(chinese[1]), None, noon), minute)
    return None


def _hour(hour: int, mark: str | None, noon: int | None) -> int:
    """The hour of 24; 中午 stands before 11, 12 and 1 alike, so only small numbers move to the afternoon."""
    mark = (mark or "").lower().replace(".", "")
    if mark == "pm" or (noon == 12 and mark != "am") or (noon == 11 and hour < 6):
        return hour + 12 if hour < 12 else hour
    return 0 if hour == 24 or (mark == "am" and hour == 12) else hour


def _int(word: str) -> int:
    value = number(word)
    if value is None:
        raise ValueError(word)
    return int(value)


def _written(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
