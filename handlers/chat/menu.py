"""The menu, always one tap or one word away; and what an old button says."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import locales
from handlers.chat import alarms, danger
from handlers.chat.mine import all_mine
from handlers.turn import Turn
from handlers.wording import column, grid
from model.message import Button, Keyboard
from model.phrase import phrase

ITEMS = ("mine", "behalf", "surveys", "activities", "topics", "settings", "human", "emergency")
"""The screens the menu leads to, in order."""

_WORDS = {"菜单", "主菜单", "menu", "/menu", "/help", "帮助", "help", "选单"}
_LATER = {
    "以后再说", "以后再填", "待会再说", "待会再填", "晚点再填", "先不填了", "i will do it later", "later",
    "maybe later", "not now",
}  # fmt: skip
_CANCEL = {"取消", "/cancel", "cancel", "算了", "不用了", "不提了", "never mind", "nevermind", *_LATER}
_TAKE_BACK = {"取消", "撤回", "撤销", "取消申请", "我要取消", "cancel", "cancel it"}
"""Said with nothing in hand, it is meant for what was filed."""
_LOOKED_AT = 20
_BACK = {"返回", "上一步", "上一题", "back", "/back", "go back"}
_ENDS = " 。．.！!？?，,~～…"
_PARTICLES = "吧啊呀哦啦"


_HUMAN = {
    "找真人",
    "找人工",
    "转人工",
    "人工",
    "人工服务",
    "人工客服",
    "我要找人工",
    "talk to a person",
    "human",
}
"""Asked for even in the middle of a survey."""


def keyboard(turn: Turn) -> Keyboard:
    """The way back to what is in hand, then what one can do here."""
    items = grid([Button(turn.words.say(f"menu.{item}"), f"menu:{item}") for item in ITEMS])
    return column(*in_hand(turn)) + items


def in_hand(turn: Turn) -> list[Button]:
    """The way back to a survey or a need that one was in the middle of."""
    say, draft = turn.words.say, turn.session.draft
    ways = [Button(say("survey.continue"), "continue:")] if turn.session.response else []
    if draft is not None and (draft.text or draft.pieces):
        ways.append(Button(say("need.resume"), f"resume:{draft.stamp}"))
    return ways


def show(turn: Turn, what: str = "menu.text", *, edit: bool = False, **params: object) -> None:
    """The menu under a sentence."""
    turn.say(phrase(what, **params), keyboard(turn), edit=edit)


def choose(turn: Turn, item: str) -> None:
    """An item was tapped."""
    turn.go()
    turn.then(item if item in ITEMS else "menu")


def command(turn: Turn) -> bool:
    """Words that mean the menu, or stop what is going on, wherever one is."""
    word = turn.incoming.text.strip().lower().rstrip(_ENDS).rstrip(_PARTICLES)
    if turn.session.at == danger.CONCERN and word in {*_WORDS, *_BACK, *_CANCEL}:
        turn.then("no_danger")
    elif word in _WORDS:
        turn.go()
        show(turn)
    elif word in _HUMAN:
        choose(turn, "human")
    elif word in _CANCEL and turn.session.at != alarms.ROOM:
        cancel(turn)
    elif word in _BACK and not turn.session.response:
        turn.go()
        turn.then("menu" if turn.session.draft is None else "draft")
    elif word in _labels() and not turn.session.response:
        choose(turn, _labels()[word])
    else:
        return False
    return True


@cache
def _labels() -> dict[str, str]:
    """The menu's labels, as people type them who see buttons as suggestions; what each leads to."""
    return {
        locales.texts(one).say(f"menu.{item}").lower(): item for one in locales.LANGUAGES for item in ITEMS
    }


def _has_open(turn: Turn) -> bool:
    return any(one.state.is_open for one in all_mine(turn, _LOOKED_AT)) if turn.consented else False


def cancel(turn: Turn) -> None:
    """Stop what is going on; nothing said is lost."""
    if turn.session.response:
        turn.then("pause_survey")
    elif turn.session.draft is not None:
        turn.then("put_aside")
    elif turn.incoming.text.strip().rstrip(_ENDS) in _TAKE_BACK and _has_open(turn):
        turn.go()
        turn.then("mine", what="mine.which_to_take_back")
    else:
        turn.go()
        show(turn, "menu.nothing_to_cancel")


def expired(turn: Turn) -> None:
    """A button that no longer does anything: say so, and show the way on."""
    if turn.session.draft is not None:
        turn.say("menu.expired_draft")
        turn.then("draft")
    else:
        show(turn, "menu.expired")


TAPS = {"menu": choose}
SCREENS: dict[str, Callable[..., None]] = {"menu": show, "expired": expired, "cancel": cancel}
