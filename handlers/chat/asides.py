"""What people ask of Linli itself, in whole sentences: stop writing, my data, how it goes, another language.

Only what is said in full and means nothing else; whatever has more in it may be a need. While a survey or
another room listens, the words belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.turn import Turn
from handlers.wording import column
from model.message import Button

Act = Callable[[Turn], None]

_LONGEST = 40
"""Characters of the longest such sentence."""
_ENDS = " 。．.！!？?，,、～~…"
_POLITE = re.compile(
    r"^(?:请问|请|麻烦(?:您|你)?|我想|我要|帮我|能不能|可以"
    r"|could you|can you|please|i want to|i would like to) *"
)


def _reply(key: str) -> Callable[[Turn], None]:
    def say(turn: Turn) -> None:
        draft = turn.session.draft
        back = Button(turn.words.say("need.resume"), f"resume:{draft.stamp}") if draft is not None else None
        turn.say(key, column(back or Button(turn.words.say("button.menu"), "menu:")))

    return say


def _to(screen: str, **params: object) -> Callable[[Turn], None]:
    return lambda turn: turn.then(screen, **params)


_ASIDES: tuple[tuple[Act, tuple[str, ...]], ...] = (
    (
        _to("stop_messages"),
        (
            r"停止|退订|取消订阅|停止(?:所有)?(?:消息|通知|推送)",
            r"(?:别|不要|不用)再?(?:给我)?(?:发|推送)(?:消息|信息|通知|短信)?(?:给我)?了?",
            r"stop|unsubscribe|stop (?:all )?messages|stop (?:writing|messaging)(?: to)? me",
        ),
    ),
    (
        _to("my_data"),
        (
            r"(?:删除|删掉|清除|导出|下载|查看|看看|看一下)?我的(?:个人)?(?:资料|数据|信息)(?:删掉|删了)?",
            r"注销(?:账号)?|忘记我|忘了我|forget me",
            r"(?:(?:delete|see|show|export|download) (?:me )?)?my (?:data|account|information)",
        ),
    ),
    (
        _to("mine"),
        (
            r"(?:查(?:一下|询|看)?|看(?:一下|看)?)?(?:我的)?(?:进度|进展)",
            r"(?:我的(?:事|请求|申请))?(?:办到哪(?:儿|里|一步)?|办得?怎么样)了",
            r"有(?:消息|进展|回复)了?[吗嘛]",
            r"(?:my )?status|any news|how is my request(?: going)?",
        ),
    ),
    (
        _to("activities"),
        (
            r"(?:愿意|报名)?(?:当|做|报名|参加)?(?:社区)?志愿者(?:报名)?",
            r"volunteer|(?:be|become) a volunteer|volunteer sign-?up",
        ),
    ),
    (
        _to("language", code="en"),
        (
            r"英文|英语|(?:说|换成?|切换到?|用)英[文语]",
            r"(?:(?:speak|use|switch to|in) )?english(?: please)?",
        ),
    ),
    (
        _to("language", code="zh_CN"),
        (
            r"中文|汉语|(?:说|换成?|切换到?|用)(?:中文|汉语|普通话)",
            r"(?:(?:speak|use|switch to|in) )?chinese(?: please)?",
        ),
    ),
    (
        _reply("small.cost"),
        (
            r"(?:这个|你们)?[要收花](?:不[要收花])?[钱费][吗么不]?|免费的?[吗么]",
            r"is (?:it|this) free|does (?:it|this) cost (?:anything|money)",
        ),
    ),
    (
        _reply("small.hours"),
        (
            r"(?:你们)?(?:几点|什么时候)(?:上班|下班|开门|有人)|(?:你们)?(?:上班|营业|服务)时间",
            r"(?:opening|office) hours|when are you open",
        ),
    ),
    (
        _reply("small.bye"),
        (r"再见|拜拜|回见|晚安", r"bye(?: bye)?|goodbye|good night|see you(?: later)?"),
    ),
)
"""What is done, and the sentences that ask for it; the first that fits is done."""
_PATTERNS = tuple((act, re.compile("|".join(sentences))) for act, sentences in _ASIDES)


def meant(turn: Turn) -> Act | None:
    """What was asked of Linli itself; None when it was not that."""
    said = turn.incoming.text
    if turn.session.response or turn.session.at or not said or len(said) > _LONGEST or not turn.consented:
        return None
    words = " ".join(said.lower().split()).strip(_ENDS)
    polite = _POLITE.sub("", words)
    fitting = (act for act, one in _PATTERNS if one.fullmatch(words) or one.fullmatch(polite))
    return next(fitting, None)


def heard(turn: Turn) -> bool:
    """Do what was asked of Linli itself. True when it was that."""
    act = meant(turn)
    if act is not None:
        act(turn)
    return act is not None
