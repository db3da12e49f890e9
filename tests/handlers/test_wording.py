"""Moments and spans as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.wording import category, left, moment
from locales import texts

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (NOW.replace(hour=15, minute=20), "今天 15:20", "today 15:20"),
        (NOW + timedelta(days=1), "明天 09:00", "tomorrow 09:00"),
        (NOW - timedelta(days=1), "昨天 09:00", "yesterday 09:00"),
        (NOW + timedelta(days=3), "周六 09:00", "Sat 09:00"),
        (NOW + timedelta(days=15), "12月3日 09:00", "3/12 09:00"),
        (NOW - timedelta(days=3), "11月15日 09:00", "15/11 09:00"),
    ],
)
def test_a_moment_is_said_as_people_say_it(at: datetime, zh: str, en: str) -> None:
    assert moment(at, NOW, ZONE, texts("zh_CN")) == zh
    assert moment(at, NOW, ZONE, texts("en")) == en


@pytest.mark.parametrize(
    ("span", "zh"),
    [
        (timedelta(seconds=20), "还剩 1 分钟"),
        (timedelta(minutes=45), "还剩 45 分钟"),
        (timedelta(hours=2), "还剩 2 小时"),
        (timedelta(hours=47), "还剩 47 小时"),
        (timedelta(days=3), "还剩 3 天"),
        (timedelta(minutes=-5), "已超时 5 分钟"),
        (timedelta(days=-3), "已超时 3 天"),
    ],
)
def test_a_span_says_how_much_is_left_or_over(span: timedelta, zh: str) -> None:
    assert left(NOW + span, NOW, texts("zh_CN")) == zh


def test_a_category_is_said_with_its_field() -> None:
    assert category("elderly.meals", texts("zh_CN")).startswith("为老服务 · ")
    assert category("elderly", texts("zh_CN")) == "为老服务"
    assert category("", texts("en")) == "not sorted yet"
