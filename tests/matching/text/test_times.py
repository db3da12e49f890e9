"""Wished times are read from the words and counted from now (a Saturday, ten in the morning)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from matching.text.normalise import normalise
from matching.text.times import find_time

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("明天下午三点来修", "11-22 15:00", "11-22 16:00"),
        ("明天上午", "11-22 08:00", "11-22 12:00"),
        ("后天可以吗", "11-23 00:00", "11-24 00:00"),
        ("大后天晚上七点半", "11-24 19:30", "11-24 20:30"),
        ("今晚", "11-21 18:00", "11-21 22:00"),
        ("下午4:15", "11-21 16:15", "11-21 17:15"),
        ("下周二上午", "11-24 08:00", "11-24 12:00"),
        ("下下周一", "11-30 00:00", "12-01 00:00"),
        ("周三下午两点一刻", "11-25 14:15", "11-25 15:15"),
        ("周末有空", "11-21 00:00", "11-22 00:00"),
        ("星期天", "11-22 00:00", "11-23 00:00"),
        ("三天后", "11-24 00:00", "11-25 00:00"),
        ("12月5号中午", "12-05 11:00", "12-05 14:00"),
        ("25号来", "11-25 00:00", "11-26 00:00"),
        ("3号来", "12-03 00:00", "12-04 00:00"),
        ("两点钟过来", "11-21 14:00", "11-21 15:00"),
        ("早上八点送饭", "11-22 08:00", "11-22 09:00"),
        ("晚上十一点", "11-21 23:00", "11-21 23:59"),
        ("凌晨两点走", "11-22 02:00", "11-22 03:00"),
        ("tomorrow at 3 pm", "11-22 15:00", "11-22 16:00"),
        ("next monday morning", "11-23 08:00", "11-23 12:00"),
        ("on friday", "11-27 00:00", "11-28 00:00"),
        ("this weekend", "11-21 00:00", "11-22 00:00"),
        ("in 3 days", "11-24 00:00", "11-25 00:00"),
        ("楼上天天跳舞，明天下午来看看", "11-22 12:00", "11-22 18:00"),
        ("周六晚上想跳舞", "11-21 18:00", "11-21 22:00"),
        ("at 9 am tomorrow", "11-22 09:00", "11-22 10:00"),
        ("下午三点三刻", "11-21 15:45", "11-21 16:45"),
        ("下午三点20分", "11-21 15:20", "11-21 16:20"),
    ],
)
def test_a_wish_for_a_time_is_understood(text: str, start: str, end: str) -> None:
    wish = find_time(text, normalise(text), NOW)
    assert wish is not None
    assert (wish.start.strftime("%m-%d %H:%M"), wish.end.strftime("%m-%d %H:%M")) == (start, end)
    assert wish.start.tzinfo is not None
    assert all(text[span.start : span.end] == span.text for span in wish.evidence)


@pytest.mark.parametrize(
    ("text", "weekdays", "start"),
    [
        ("每周三想学书法", (2,), "11-25"),
        ("每周二、四上午", (1, 3), "11-24"),
        ("逢周六", (5,), "11-21"),
        ("每天中午送饭", (0, 1, 2, 3, 4, 5, 6), "11-21"),
        ("every tuesday afternoon", (1,), "11-24"),
        ("希望天天有人来陪", (0, 1, 2, 3, 4, 5, 6), "11-21"),
        ("天天都行", (0, 1, 2, 3, 4, 5, 6), "11-21"),
        ("每天上午十点", (0, 1, 2, 3, 4, 5, 6), "11-21"),
        ("需要每晚送药", (0, 1, 2, 3, 4, 5, 6), "11-21"),
        ("need meals every day", (0, 1, 2, 3, 4, 5, 6), "11-21"),
    ],
)
def test_what_recurs_has_its_weekdays_and_its_first_time(
    text: str, weekdays: tuple[int, ...], start: str
) -> None:
    wish = find_time(text, normalise(text), NOW)
    assert wish is not None
    assert wish.weekdays == weekdays
    assert wish.start.strftime("%m-%d") == start


@pytest.mark.parametrize(
    "text",
    [
        "昨天电梯坏了",
        "上周报过修",
        "楼上半夜吵",
        "每天晚上吵得睡不着",
        "电梯坏了",
        "早上六点就施工",
        "3号楼漏水",
        "有点难",
        "yesterday it broke",
        "楼上那家男的天天打老婆",
        "楼上天天吵",
        "楼上天天跳舞",
        "天天早上六点装修",
        "每天都要爬楼",
        "垃圾天天没人收",
        "广场舞每晚到十点",
        "邻居晚上唱歌到很晚",
        "每周三晚上广场舞",
        "老人天天一个人在家",
        "every day they dance",
        "the neighbours party every night",
        "the light is broken, scary at night",
    ],
)
def test_what_was_or_is_a_nuisance_is_no_wish(text: str) -> None:
    assert find_time(text, normalise(text), NOW) is None


def test_an_impossible_date_is_passed_over() -> None:
    assert find_time("2月31号", "2月31号", NOW) is None


def test_a_day_of_the_month_that_is_past_means_the_next_month_that_has_it() -> None:
    wish = find_time("31号来", "31号来", NOW)
    assert wish is not None
    assert wish.start.strftime("%Y-%m-%d") == "2026-12-31"
