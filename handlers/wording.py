"""Small things said everywhere: moments as people say them, spans of time, names of categories."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from locales import Texts
from model import taxonomy
from model.message import Button, Keyboard

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def moment(at: datetime, now: datetime, zone: ZoneInfo, words: Texts) -> str:
    """今天 15:20, 明天 09:00, 周三 10:00, 12月3日 09:00."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local:%H:%M}"
    days = (local.date() - today).days
    near = {-1: "time.yesterday", 0: "time.today", 1: "time.tomorrow"}.get(days)
    if near:
        return words.say(near, clock=clock)
    if 1 < days < 7:
        return words.say("time.weekday", weekday=words.say(f"time.weekday.{local.weekday()}"), clock=clock)
    return words.say("time.date", month=local.month, day=local.day, clock=clock)


def day(at: datetime, zone: ZoneInfo, words: Texts) -> str:
    """12月3日 周三."""
    local = at.astimezone(zone)
    return words.say(
        "time.day", month=local.month, day=local.day, weekday=words.say(f"time.weekday.{local.weekday()}")
    )


def left(until: datetime, now: datetime, words: Texts) -> str:
    """还剩 2 小时 / 已超时 3 天: how much time is left, or by how much it is over."""
    span = until - now
    key = "left" if span >= timedelta() else "over"
    size = abs(span)
    if size < _HOUR:
        return words.say(f"time.{key}.minutes", count=max(1, int(size.total_seconds() // 60)))
    if size < 2 * _DAY:
        return words.say(f"time.{key}.hours", count=int(size.total_seconds() // 3600))
    return words.say(f"time.{key}.days", count=size.days)


def category(code: str, words: Texts) -> str:
    """为老服务 · 送餐; "not sorted yet" where there is no code."""
    if not code:
        return words.say("category.none")
    node = taxonomy.category(code)
    name = node.name(words.language)
    return f"{taxonomy.category(node.parent).name(words.language)} · {name}" if node.parent else name


def column(*buttons: Button | None) -> Keyboard:
    """One button a row; None is left out."""
    return tuple((button,) for button in buttons if button is not None)


def grid(buttons: list[Button], width: int = 2) -> Keyboard:
    """Short buttons side by side."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
