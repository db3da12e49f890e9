"""Dates and times as people write them; now is a Saturday, 21 November 2026, ten o'clock in Shanghai."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.phrase import Phrase
from surveys.answers import Asked, read
from surveys.answers.days import move, parse
from surveys.prompt import Ask

NOW = dt.datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ASKED = Asked(NOW)
DATES = [
    ("2026-03-05", "2026-03-05"),
    ("2026/3/5", "2026-03-05"),
    ("2026年3月5日", "2026-03-05"),
    ("20260305", "2026-03-05"),
    ("3月5日", "2026-03-05"),
    ("３月５号", "2026-03-05"),
    ("三月五号", "2026-03-05"),
    ("去年3月5日", "2025-03-05"),
    ("二〇二五年三月五日", "2025-03-05"),
    ("25年3月5日", "2025-03-05"),
    ("98年3月5日", "1998-03-05"),
    ("十二月二十五日", "2026-12-25"),
    ("今天", "2026-11-21"),
    ("昨天", "2026-11-20"),
    ("前天", "2026-11-19"),
    ("大后天", "2026-11-24"),
    ("昨天。", "2026-11-20"),
    ("5号", "2026-11-05"),
    ("上个月5号", "2026-10-05"),
    ("下月1日", "2026-12-01"),
    ("上上个月3号", "2026-09-03"),
    ("周三", "2026-11-18"),
    ("下周三", "2026-11-25"),
    ("上周日", "2026-11-15"),
    ("星期天", "2026-11-22"),
    ("下下周一", "2026-11-30"),
    ("这周五", "2026-11-20"),
    ("礼拜六", "2026-11-21"),
    ("三天前", "2026-11-18"),
    ("3天前", "2026-11-18"),
    ("两周后", "2026-12-05"),
    ("一个月前", "2026-10-21"),
    ("半年前", "2026-05-23"),
    ("半个月前", "2026-11-06"),
    ("两年前", "2024-11-21"),
    ("十天以后", "2026-12-01"),
    ("yesterday", "2026-11-20"),
    ("Today", "2026-11-21"),
    ("day before yesterday", "2026-11-19"),
    ("next Monday", "2026-11-23"),
    ("last Friday", "2026-11-20"),
    ("Monday", "2026-11-23"),
    ("last saturday", "2026-11-14"),
    ("next saturday", "2026-11-28"),
    ("on wednesday", "2026-11-25"),
    ("3 days ago", "2026-11-18"),
    ("in 2 weeks", "2026-12-05"),
    ("a month ago", "2026-10-21"),
    ("two years ago", "2024-11-21"),
    ("March 5", "2026-03-05"),
    ("5 March 2025", "2025-03-05"),
    ("March 5th, 2025", "2025-03-05"),
    ("Mar 5", "2026-03-05"),
    ("3/5", "2026-03-05"),
    ("3.5", "2026-03-05"),
    ("25/3/2026", "2026-03-25"),
    ("3/5/26", "2026-03-05"),
    ("三天了", "2026-11-18"),
    ("已经一个星期了", "2026-11-14"),
    ("last night", "2026-11-20"),
    ("last month", None),
    ("marry 5", None),
    ("2010年前", None),
    ("2月30日", None),
    ("13月1日", None),
    ("不知道", None),
    ("", None),
    ("32号", None),
    ("soon", None),
    ("2026-02-30", None),
    ("x" * 60, None),
    ("5 apples", None),
    ("99999年前", None),
]
TIMES = [
    ("15:30", "15:30:00.000+08:00"),
    ("下午三点半", "15:30:00.000+08:00"),
    ("3pm", "15:00:00.000+08:00"),
    ("3:05 PM", "15:05:00.000+08:00"),
    ("12am", "00:00:00.000+08:00"),
    ("凌晨三点一刻", "03:15:00.000+08:00"),
    ("晚上八点", "20:00:00.000+08:00"),
    ("早上9点20分", "09:20:00.000+08:00"),
    ("中午12点", "12:00:00.000+08:00"),
    ("中午一点", "13:00:00.000+08:00"),
    ("中午", "12:00:00.000+08:00"),
    ("midnight", "00:00:00.000+08:00"),
    ("现在", "10:00:00.000+08:00"),
    ("12:30:15", "12:30:15.000+08:00"),
    ("下午五点三刻", "17:45:00.000+08:00"),
    ("上午11点", "11:00:00.000+08:00"),
    ("24点", "00:00:00.000+08:00"),
    ("三点一刻", None),
    ("九点", None),
    ("3:30", None),
    ("8:30", "08:30:00.000+08:00"),
    ("03:30", "03:30:00.000+08:00"),
    ("12.30", "12:30:00.000+08:00"),
    ("half past twelve", "12:30:00.000+08:00"),
    ("a quarter to one", "12:45:00.000+08:00"),
    ("half past three", None),
    ("half past lunch", None),
    ("十二", "12:00:00.000+08:00"),
    ("大概十二点左右", "12:00:00.000+08:00"),
    ("十一二点", None),
    ("25:00", None),
    ("三点七十分", None),
    ("", None),
    ("later", None),
    ("x" * 60, None),
]
BOTH = [
    ("明天上午9点", "2026-11-22T09:00:00.000+08:00"),
    ("3月5日 15:30", "2026-03-05T15:30:00.000+08:00"),
    ("tomorrow at 9am", "2026-11-22T09:00:00.000+08:00"),
    ("2026-03-05T08:00", "2026-03-05T08:00:00.000+08:00"),
    ("2026-03-05T08:00:00Z", "2026-03-05T08:00:00.000+00:00"),
    ("昨晚八点", "2026-11-20T20:00:00.000+08:00"),
    ("15:30", "2026-11-21T15:30:00.000+08:00"),
    ("下周三下午两点", "2026-11-25T14:00:00.000+08:00"),
    ("明天三点", None),
    ("someday", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_is_read_however_it_is_said(text: str, expected: str | None) -> None:
    found = parse(text, NOW.date())
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(("ask", "cases"), [(Ask.TIME, TIMES), (Ask.DATETIME, BOTH)])
def test_a_time_is_read_however_it_is_said(ask: Ask, cases: list[tuple[str, str | None]]) -> None:
    for text, expected in cases:
        found = read(ask, text, ASKED)
        assert (found if isinstance(found, str) else None) == expected, text


SINCE, MOVED = "大概从什么时候开始的？", "上次是哪天去的？"
ASKED_DATES = [
    (SINCE, "12月5日", "2025-12-05"),
    ("", "12月5日", "2026-12-05"),
    (SINCE, "周日", "2026-11-15"),
    ("", "星期天", "2026-11-22"),
    (MOVED, "25号", "2026-10-25"),
    ("您希望从什么时候开始？", "12月5日", "2026-12-05"),
    ("您打算哪天搬来的？", "12月5日", "2026-12-05"),
    ("When should it have started?", "Monday", "2026-11-23"),
    (MOVED, "下周三", "2026-11-25"),
    (MOVED, "3月5日", "2026-03-05"),
    ("When were you there last?", "Monday", "2026-11-16"),
    ("When were you there last?", "Dec 5", "2025-12-05"),
    (SINCE, "从上周三开始", "2026-11-11"),
    (SINCE, "since last Monday", "2026-11-16"),
    (SINCE, "one week ago", "2026-11-14"),
    (SINCE, "昨天晚上", "2026-11-20"),
    (SINCE, "今天早上发现的", "2026-11-21"),
    (SINCE, "大概3月5号左右", "2026-03-05"),
    (SINCE, "公历1958年4月21日", "1958-04-21"),
    (SINCE, "1958年农历三月初三", "!date.lunar"),
    (SINCE, "去年春节", "!date.lunar"),
    (SINCE, "八月十五", "!date.lunar"),
    (SINCE, "八月十五号", "2026-08-15"),
    (SINCE, "八二年", "!date.more"),
    (SINCE, "上个月", "!date.more"),
    (SINCE, "last month", "!date.more"),
    (SINCE, "好久了", "!date.what"),
]


@pytest.mark.parametrize(("question", "text", "expected"), ASKED_DATES)
def test_a_date_is_read_as_the_question_means_it_or_asked_for_kindly(
    question: str, text: str, expected: str
) -> None:
    found = read(Ask.DATE, text, Asked(NOW, question=question))
    told = f"!{found.key.removeprefix('survey.answer.')}" if isinstance(found, Phrase) else found
    assert told == expected


ASKED_TIMES = [
    ("一般几点吃午饭？", "一点半", "13:30"),
    ("一般几点吃午饭？", "十一点", "11:00"),
    ("早上几点起床？", "六点", "06:00"),
    ("几点吃晚饭？", "六点半", "18:30"),
    ("晚上几点睡？", "十点", "22:00"),
    ("晚上几点睡？", "一点", "!time.which"),
    ("几点方便？", "三点", "!time.which"),
    ("几点方便？", "下午三点", "15:00"),
    ("When do you get up?", "6 o'clock", "06:00"),
]


@pytest.mark.parametrize(("question", "text", "expected"), ASKED_TIMES)
def test_morning_or_afternoon_is_what_the_question_says_or_is_asked(
    question: str, text: str, expected: str
) -> None:
    found = read(Ask.TIME, text, Asked(NOW, question=question))
    told = f"!{found.key.removeprefix('survey.answer.')}" if isinstance(found, Phrase) else found[:5]
    assert told == expected


@given(st.sampled_from([Ask.DATE, Ask.TIME, Ask.DATETIME]), st.text(max_size=60))
def test_no_text_raises(ask: Ask, text: str) -> None:
    read(ask, text, ASKED)


def test_the_same_day_of_a_shorter_month_is_its_last_day() -> None:
    assert move(dt.date(2026, 3, 31), -1) == dt.date(2026, 2, 28)
    assert move(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)


def test_a_month_before_the_calendar_begins_is_no_date() -> None:
    assert parse("9000年前", dt.date(2026, 1, 1)) is None
