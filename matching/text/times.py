"""When the resident would like it: "明天下午三点", "每周三", "tomorrow morning", counted from now.

What is past ("昨天", "上周") is no wish. A day without an hour is the whole day; a part of the day has the
usual hours; an hour of one to six without a part is in the afternoon: nobody asks for help at three at night.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from matching.text.numerals import NUMBER, number
from matching.text.spans import spans
from matching.text.understanding import TimeWish

_PARTS: tuple[tuple[str, int, int], ...] = (
    (r"凌晨", 0, 6),
    (r"大?清早|一大?早|早上|早晨|清晨|[今明]早|(?<!点)早(?=[六七八九\d])", 6, 9),
    (r"上午|晨早|朝早|morning", 8, 12),
    (r"中午|正午|晏昼|noon|lunchtime", 11, 14),
    (r"下午|午后|afternoon", 12, 18),
    (r"傍晚", 17, 19),
    (r"晚上|夜里|夜晚|[今明后每]晚|当晚|今夜|evening|tonight|night", 18, 22),
)
_PART = re.compile("|".join(f"(?P<p{at}>{words})" for at, (words, _, _) in enumerate(_PARTS)))
_DAYS = {
    "大后天": 3, "后天": 2, "后晚": 2, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "听日": 1, "tomorrow": 1,
    "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "今夜": 0, "today": 0, "tonight": 0,
}  # fmt: skip
_DAY = re.compile("|".join(sorted(_DAYS, key=len, reverse=True)))
_LATER = re.compile(rf"(?:过|再过)?({NUMBER})天(?:后|之后|以后)|in (\d) days")
_WEEK = "一二三四五六日天末"
_WEEKDAY = re.compile(
    rf"(每个?|逢|(?:下){{0,2}}个?|这个?|本)?(?:周|星期|礼拜|拜)([{_WEEK}](?:[、和到至]?[{_WEEK}])*)"
)
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENGLISH = re.compile(rf"(every|next|this|on)? ?({'|'.join(_ENGLISH_DAYS)}|weekend)s?\b")
_EVERY_DAY = re.compile(
    r"每天|天天|每日|每[晚夜早](?!上)|每早上|夜夜"
    r"|(?:every|each) ?(?:single )?(?:day|night|morning|evening)|nightly|daily"
)
_ASKED_FOR = re.compile(
    r"(?<!不)想|希望|需要|能[不否]|能.*吗|可[以不]|麻烦|请|求|帮|有没有|最好|送[饭餐菜药水货]|上门|陪|照[看顾料]|打扫|理疗|换药|量血压|"
    r"\b(?:need|want|wish|like|please|could|can|would|looking for|help|deliver|bring|visit|for my|someone to)"
)
"""What is done every day is a wish only where it is asked for: 楼上天天跳舞 is none, 每天送饭 is one."""
_DATE = re.compile(
    rf"(?<!\d)({NUMBER})月({NUMBER})[号日]|(?<![\d栋幢楼座月第])(\d{{1,2}})[号日](?![楼栋线院门房店])"
)
_CLOCK = re.compile(
    rf"({NUMBER})点(?:钟)?(半|一刻|三刻|({NUMBER})分?)?(?!多少|滴|子|意|击|评|名|赞)"
    rf"|(?<!\d)(\d{{1,2}}):(\d\d)(?!\d)|\bat (\d{{1,2}}) ?(am|pm)?\b|\b(\d{{1,2}}) ?(am|pm)\b"
)
_PAST = re.compile(
    r"昨[天晚日夜]|前[天晚]|上个?(?:周|星期|礼拜|月)|琴日|寻日|yesterday|last (?:week|night"
    r"|monday|tuesday|friday)|刚才|刚刚"
)
_HABIT = re.compile(
    r"(?:吵|叫|响|闹|停水|停电|堵|坏|漏|臭|打[我人她他]|打老婆|打孩子|哭|装修|施工|失眠|喝酒|赌)"
    r"|scary|dark\b|nois[ey]|loud|bark|broken|leak|crying|beat|hits\b|missing|走失|不见了"
)
"""What happens at such times is what is wrong, and not when help is wished."""
_PASTIME = re.compile(r"跳舞|唱歌|打牌|麻将|弹琴|广场舞|乱停|放炮|\bparty|\bparties|\bsing|\bdanc")
"""The same, unless it is asked for: 想学唱歌 is no complaint about those who sing."""

_CLAUSE = re.compile(r"[^,。!?;\n]+")
_BUT_A_TIME = re.compile(
    rf"{_EVERY_DAY.pattern}|{_PART.pattern}|{_CLOCK.pattern}|[都的在就从到大概左右前后吧呢行好]|\b(?:at|in|on|the)\b|[\W_]"
)

NAMED = re.compile(
    "|".join(one.pattern for one in (_EVERY_DAY, _LATER, _WEEKDAY, _ENGLISH, _DAY, _DATE, _CLOCK, _PART))
)
"""Every way of naming a day, a part of it or an hour."""


def find_time(text: str, plain: str, now: datetime) -> TimeWish | None:
    """The wished time counted from ``now`` (aware), or None when no words say one."""
    if _PAST.search(plain):
        return None
    plain = _without_habits(plain)
    part, clock = _PART.search(plain), _CLOCK.search(plain)
    day, day_match, weekdays = _day(plain, now)
    if (weekdays and _HABIT.search(plain)) or (_PASTIME.search(plain) and not _ASKED_FOR.search(plain)):
        return None
    if day is None and ((part is None and clock is None) or _HABIT.search(plain)):
        return None
    evidence = spans(text, (day_match, part, clock))
    begins, ends = _hours(part, clock)
    start = datetime.combine(day or now.date(), begins, now.tzinfo)
    end = datetime.combine(start.date(), ends, now.tzinfo) if ends else start + timedelta(days=1)
    if end <= now:
        ahead = timedelta(days=7 if len(weekdays) == 1 else 1)
        start, end = start + ahead, end + ahead
    return TimeWish(start, end, weekdays, evidence)


def _without_habits(plain: str) -> str:
    """Blanks for a clause that says what happens every day, unless it asks for it or says nothing else."""
    if not _EVERY_DAY.search(plain) or not _BUT_A_TIME.sub("", plain):
        return plain
    return _CLAUSE.sub(
        lambda clause: (
            " " * len(clause[0])
            if _EVERY_DAY.search(clause[0]) and not _ASKED_FOR.search(clause[0])
            else clause[0]
        ),
        plain,
    )


def _hours(part: re.Match[str] | None, clock: re.Match[str] | None) -> tuple[time, time | None]:
    """The first and last hour; the last is None for a whole day."""
    _, begins, ends = _PARTS[int((part.lastgroup or "p0")[1:])] if part else ("", 0, 0)
    if clock is None:
        return time(begins), time(ends) if part else None
    hour, minute = _clock(clock)
    afternoon = begins >= 12 or "pm" in clock.groups()
    morning = "am" in clock.groups() or (part is not None and not afternoon)
    if hour < 12 and (afternoon or (hour <= 6 and not morning)):
        hour += 12
    hour %= 24
    return time(hour, minute), time(min(hour + 1, 23), minute if hour < 23 else 59)


def _clock(match: re.Match[str]) -> tuple[int, int]:
    hour, words, minute, hour24, minute24, at_hour, _, bare_hour, _ = match.groups()
    if hour is None:
        return int(hour24 or at_hour or bare_hour) % 24, int(minute24 or 0) % 60
    minutes = {"半": 30, "一刻": 15, "三刻": 45, None: 0}
    return _small(hour) % 24, minutes[words] if words in minutes else _small(minute) % 60


def _day(  # noqa: PLR0911 - one return a way of naming a day
    plain: str, now: datetime
) -> tuple[date | None, re.Match[str] | None, tuple[int, ...]]:
    """The day that is named, the words that name it, and the weekdays when it recurs."""
    today = now.date()
    if match := _EVERY_DAY.search(plain):
        return today, match, tuple(range(7))
    if match := _WEEKDAY.search(plain):
        return _weekday(match, today)
    if match := _ENGLISH.search(plain):
        return _english(match, today)
    if match := _LATER.search(plain):
        return today + timedelta(days=_small(match[1] or match[2])), match, ()
    if match := _DAY.search(plain):
        return today + timedelta(days=_DAYS[match[0]]), match, ()
    if match := _DATE.search(plain):
        return _date(match, today), match, ()
    return None, None, ()


def _weekday(match: re.Match[str], today: date) -> tuple[date, re.Match[str], tuple[int, ...]]:
    words = match[1] or ""
    days = tuple(dict.fromkeys(_WEEK.index(char) for char in match[2] if char in _WEEK))
    days = tuple(5 if day == 8 else min(day, 6) for day in days)
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=days[0] + 7 * words.count("下"))
    if day < today:
        day += timedelta(days=7)
    return day, match, days if words.startswith(("每", "逢")) else ()


def _english(match: re.Match[str], today: date) -> tuple[date, re.Match[str], tuple[int, ...]]:
    weekday = _ENGLISH_DAYS.index(match[2]) if match[2] in _ENGLISH_DAYS else 5
    ahead = (weekday - today.weekday()) % 7
    if match[1] == "next":
        ahead = 7 - today.weekday() + weekday
    return today + timedelta(days=ahead), match, (weekday,) if match[1] == "every" else ()


def _date(match: re.Match[str], today: date) -> date | None:
    month, day = (_small(match[1]), _small(match[2])) if match[1] else (today.month, int(match[3]))
    for months_ahead in range(13):
        year, index = divmod(
            today.year * 12 + (today.month if not match[1] else month) - 1 + months_ahead, 12
        )
        try:
            candidate = date(year, index + 1, day)
        except ValueError:
            continue
        if candidate >= today and (not match[1] or candidate.month == month):
            return candidate
    return None


def _small(words: str) -> int:
    """The number, or 0 for what only looks like one ("一二百")."""
    try:
        return number(words)
    except ValueError:
        return 0
