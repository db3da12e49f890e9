"""What people ask of Linli itself, in whole sentences: stop writing, my data, how it goes, another language.

Only what is said in full and means nothing else; whatever has more in it may be a need. While a survey or
another room listens, the words belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.calling_off import is_called_off
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button

Act = Callable[[Turn], None]

_LOOKED_AT = 20
_LONGEST = 40
"""Characters of the longest such sentence."""
_DIGITS = frozenset("0123456789")
_ENDS = " 。．.！!？?，,、～~…"
_POLITE = re.compile(
    r"^(?:请问|请|麻烦(?:您|你)?|我想|我要|帮我|能不能|可以"
    r"|could you|can you|please|i want to|i would like to) *"
)


def _reply(key: str, *, human: bool = False) -> Callable[[Turn], None]:
    def say(turn: Turn) -> None:
        draft = turn.session.draft
        back = Button(turn.words.say("need.resume"), f"resume:{draft.stamp}") if draft is not None else None
        person = Button(turn.words.say("menu.human"), "human:") if human else None
        turn.say(key, column(back or Button(turn.words.say("button.menu"), "menu:"), person))

    return say


def _standing(turn: Turn) -> None:
    """How the one open request stands, or all of them; who has none said something else."""
    everything = turn.unit.needs.of_person(turn.resident.id, limit=_LOOKED_AT)
    numbers = [need.number for need in everything if need.state.is_open and not is_called_off(turn, need)]
    if len(numbers) == 1:
        turn.then("request", number=numbers[0])
    elif numbers:
        turn.then("mine")
    else:
        turn.then("understand", text=turn.incoming.text)


def _by_number(turn: Turn) -> None:
    """A request asked for by its number; a number that is none of theirs means something else."""
    number = "".join(one for one in turn.incoming.text if one in _DIGITS)
    mine = {need.number for need in turn.unit.needs.of_person(turn.resident.id, limit=_LOOKED_AT)}
    if number in mine:
        turn.then("request", number=number)
    else:
        turn.then("understand", text=turn.incoming.text)


def _private(turn: Turn) -> None:
    say = turn.words.say
    turn.say(
        "small.private",
        column(Button(say("settings.my_data"), "data:"), Button(say("button.menu"), "menu:")),
    )


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
        _to("start_messages"),
        (
            r"重新接收消息|(?:恢复|重新)(?:接收|发)?(?:消息|通知)|可以(?:再)?给我发消息了?",
            r"receive messages again|start messages(?: again)?",
        ),
    ),
    (
        _to("my_data"),
        (
            r"(?:删除|删掉|清除|导出|下载|查看|看看|看一下)?我的(?:个人)?(?:资料|数据|信息)(?:删掉|删了)?",
            r"注销(?:账号)?|忘[记了掉]我|导出一份|把我(?:的资料)?删(?:了|掉|除)|forget me|delete me",
            r"(?:(?:delete|see|show|export|download) (?:me )?)?my (?:data|account|information)",
        ),
    ),
    (
        _to("mine"),
        (
            r"(?:查(?:一下|询|看)?|看(?:一下|看)?)?(?:我的)?(?:进度|进展)|全部请求",
            r"(?:我的(?:事|请求|申请))?(?:办到哪(?:儿|里|一步)?|办得?怎么样)了",
            r"有(?:消息|进展|回复)了?[吗嘛]",
            r"(?:my )?status|any news|all requests|see how it stands",
            r"(?:how is|where is|where'?s) my request(?: going)?",
        ),
    ),
    (
        _standing,
        (
            r"(?:到底|大概)?(?:什么时候|啥子?时候|几时|多久|好久|哪天)[能才会]?(?:有人)?(?:来|上门|到)[修看办弄送]?[啊呀呢嘛哦]?",
            (
                r"(?:你们)?(?:怎么|为什么|为啥子?|咋个?|啷个)?(?:到现在)?(?:还[没不](?:有)?|[没莫]得)人?"
                r"(?:来|动静|管|联系我?)[修看办弄送]?[啊呀呢嘛哦]?"
            ),
            (
                r"(?:都|已经)?[一二两三四五六七八九十几好多\d]{1,3}个?(?:天|周|星期|礼拜|月)了"
                r"[，, ]?(?:怎么)?还没有?(?:动静|人来|人管|回音|人联系我?|来|修)[啊呀呢]?"
            ),
            r".{0,8}(?:修|弄|办|处理|解决)(?:好|完|了)了?(?:没有?|吗|么)[啊呀呢]?",
            r"催(?:一下|一催|催|催看)(?:他们|吧)?|(?:你们)?(?:太|真|怎么这么)慢了?[啊呀]?",
            r"when (?:will|is|are) (?:somebody|someone|they|he|she|you) (?:coming|come)",
            r"nobody (?:has )?c[ao]me(?: yet)?|how much longer",
        ),
    ),
    (
        _by_number,
        (
            (
                r"(?:编号|no\.? ?|number )?(?!12345|12356)\d{4,6}号?(?:的?(?:请求|那件事?))?"
                r"(?:呢|到哪了|办?得?怎么样了|有消息了?[吗嘛没]|怎么了)?"
            ),
        ),
    ),
    (
        _to("said_solved"),
        (
            r"(?:已经)?都?(?:解决|修好|弄好|办好|搞定|处理好|好)了(?:[，, ]?(?:谢谢|多谢|感谢|辛苦).{0,4})?",
            r"(?:it is |it's |all )?(?:solved|fixed|done|sorted)(?: now)?(?:,? thank(?:s| you))?",
        ),
    ),
    (
        _to("said_not_solved"),
        (
            r"(?:还是?|都)?没有?(?:解决|修好|弄好|办好|处理好|好)[啊呀呢]?",
            r"(?:it is |it's )?(?:still )?not (?:yet )?(?:solved|fixed|done|working)(?: yet)?|still broken",
        ),
    ),
    (
        _to("human"),
        (
            r"有没有人|有人在?[吗嘛么]|(?:居委会|社区)的?(?:电话|地址)(?:是?多少|在哪[里儿]?)?",
            r"(?:居委会|社区)在哪[里儿]?|is any(?:body|one) there|where is the committee",
        ),
    ),
    (
        _reply("small.how", human=True),
        (
            r"(?:这个)?(?:怎么|咋)(?:用|操作|弄)[啊呀呢的]?|我?不会(?:用(?:这个)?|打字)|我?[看搞]不懂",
            r"(?:字|字体)太小了?|我?看不清(?:字|楚)?",
            r"how does (?:this|it) work|how do i use (?:this|it)|what can (?:you|i) do(?: here)?",
        ),
    ),
    (
        _private,
        (
            r"谁(?:能|会|可以)?看[得]?[到见](?:我说的)?话?|会不会(?:告诉|泄露|传给|传出去).{0,8}",
            r"(?:这个|这里)?(?:安全|保密)[吗么嘛]",
            r"who (?:can|will) (?:see|read) (?:this|it|what i (?:say|write))|is (?:this|it) private",
        ),
    ),
    (_to("menu"), (r"帮帮[我忙]|(?:please )?help me(?: please)?|(?:please help|help please)",)),
    (
        _to("activities"),
        (
            r"(?:愿意|报名)?(?:当|做|报名|参加)?(?:社区)?志愿者(?:报名)?|我要报名",
            r"sign me up|volunteer|(?:be|become) a volunteer|volunteer sign-?up",
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
            r"(?:这个|你们)?[要收花](?:不[要收花])?[钱费][吗么不]?|免费的?[吗么]|多少钱|怎么收费",
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
    (_reply("small.yes"), (r"知道了|明白了|晓得了|收到|哦+|噢+|额+|got it|i see|understood",)),
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
