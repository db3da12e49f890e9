"""What comes back to a survey's question: words that steer it, and buttons as what was said.

A button's data is "q:<mark>:<code>:<turn>[:<value>]", as ``keys`` makes it.
"""

from __future__ import annotations

from collections.abc import Callable

from surveys import said

BACK_WORDS = frozenset({"返回", "上一题", "上一步", "back", "/back"})
SKIP_WORDS = frozenset({"跳过", "skip", "/skip"})
REVIEW_WORDS = frozenset(
    {"全部题目", "所有题目", "我的回答", "检查", "看看", "review", "all questions", "my answers", "/review"}
)
PAUSE_WORDS = frozenset(
    {
        "停",
        "停止",
        "退出",
        "不填了",
        "不答了",
        "先不填",
        "等会再填",
        "不想填了",
        "不想答了",
        "不做了",
        "不弄了",
        "题太多了",
        "问题太多了",
        "没空",
        "没时间",
        "下次吧",
        "下次再填",
        "回头再填",
        "i don't want to go on",
        "too many questions",
        "no time",
        "stop",
        "pause",
        "quit",
        "/stop",
    }
)
_READ: dict[str, Callable[[str, int], said.Said]] = {
    "c": said.Chose,
    "t": said.Toggled,
    "k": lambda number, turn: said.Picked(int(number), turn),
    "d": lambda _, turn: said.Done(turn),
    "y": lambda _, turn: said.Confirmed(True, turn),
    "n": lambda _, turn: said.Confirmed(False, turn),
    "b": lambda _, turn: said.Back(turn),
    "s": lambda _, turn: said.Skip(turn),
    "x": lambda _, turn: said.Clear(turn),
    "p": lambda page, turn: said.Page(int(page), turn),
    "r": lambda _, turn: said.Review(turn),
    "o": lambda _, turn: said.GoOn(turn),
    "l": said.SwitchLanguage,
    "e": lambda _, turn: said.Submit(turn),
}


def read_tap(data: str) -> said.Said | None:
    """What a button says; None when it says nothing we know."""
    code, _, rest = data.partition(":")
    turn, _, value = rest.partition(":")
    read = _READ.get(code)
    if read is None or not turn.isdigit():
        return None
    try:
        return read(value, int(turn))
    except ValueError:
        return None
