"""Words that steer a survey instead of answering: back, on, stop, what does that mean, I was wrong.

Whole sayings only, compared without closing punctuation and particles; whatever has more in it is an answer.
"""

from __future__ import annotations

import enum
import re

from surveys.answers.words import bare
from surveys.prompt import Ask, Prompt


class Steer(enum.Enum):
    """What is meant by such words."""

    BACK = "back"
    SKIP = "skip"
    NEXT = "next"
    """To the next question, with what is ticked so far."""
    REVIEW = "review"
    PAUSE = "pause"
    EXPLAIN = "explain"
    WAIT = "wait"


_WORDS = {
    Steer.BACK: """
        返回|上一题|上一步|上一个|上一条|上题|上一题呢|前一题|前一个|回上一题|回到上一题|返回上一题
        |退回上一题|退回去|退回|倒回去
        |上一題|上一個|前一題|back|/back|go back|previous|previous question|the previous question
        |last question
        """,
    Steer.SKIP: """
        跳过|跳过这题|这题跳过|先跳过|跳過|略过|略過|换一题|这题不答|这题不回答|不答这题|这题不填|这题不想答
        |这个不想答|这个跳过
        |skip|/skip|skip it|skip this|skip this one|skip that|skip please|please skip
        """,
    Steer.NEXT: "下一题|下一步|下一个|下一題|下一個|下一条|next|next one|next question|next please",
    Steer.REVIEW: """
        全部题目|所有题目|我的回答|检查|看看|看看我的回答|修改|改答案|我要改|我想改|我要改前面|我想改前面
        |我要改前面的|我想改前面的
        |我想改一下前面的|改前面的|改一下前面的|前面填错了|前面答错了|前面有错|review|all questions
        |my answers|/review
        |change my answers|change an answer|i want to change an answer
        """,
    Steer.PAUSE: """
        停|停止|退出|停下|停下来|不填了|不答了|先不填|先不答|等会再填|等会儿再填|不想填了|不想答了|不做了
        |不弄了|题太多了|问题太多了
        |没空|没时间|下次吧|下次再填|回头再填|改天再填|明天再填|唔填啦|唔填|i don't want to go on
        |too many questions|no time
        |stop|pause|quit|exit|/stop
        """,
    Steer.EXPLAIN: """
        什么意思|这是什么意思|这什么意思|这题什么意思|什么意思呢|是什么意思|啥意思|这是啥意思|啥子意思
        |这是啥子意思|咩意思|乜意思|咩意思呀
        |没看懂|看不懂|没懂|不懂|不明白|没明白|没听懂|听不懂|搞不懂|弄不懂|唔明|唔明白|睇唔明|不理解
        |问的什么|问的啥|问的是什么|怎么答|怎么填
        |怎么回答|怎么选|要怎么填|解释一下|说明一下|举个例子|啥|啥子|什么|咩|what|huh|what does that mean
        |what does this mean
        |what do you mean|what is this|what's this|i don't understand|i do not understand|don't understand
        |i don't get it
        |not clear|please explain|explain|how do i answer|how do i answer this|meaning
        """,
    Steer.WAIT: """
        等一下|等等|等下|等一等|稍等|稍等一下|等会儿|等会|等我一下|等阵|等陣|慢点|我想想|让我想想|我想一下
        |想一下
        |wait|wait a moment|wait a minute|hold on|just a moment|one moment|let me think|give me a moment
        """,
}
_STEERS = {word.strip(): steer for steer, words in _WORDS.items() for word in words.split("|")}

_SORRY = r"(?:哎呀|哎|唉|诶|欸|呃|不好意思|对不起|抱歉|等等|等一下|不对|唔好意思|[，, ！!])*"
_IS = r"(?:我是说|我的意思是|应该是|應該係|应该|要改成|改成|改为|改到|改做|更正为|更正|其实是|是|係)"
_WRONG = (
    re.compile(
        rf"{_SORRY}(?:我|俺)?(?:刚才|刚刚|刚|前面|上面|上一[题個个]|上题|前一题|头先"
        rf"|啱啱)?(?:那[个题]|嗰[个题])?(?:我|俺)?"
        rf"(?:说|答|选|填|写|打|点|按|讲|搞|弄|回答|揀|睇)?错(?:了|咗|啦"
        rf"|嘞)(?:[，,。！!:： ]*{_IS}|[，,。！!:： ]+|\Z)(?P<meant>.*)"
    ),
    re.compile(
        r"(?:请|麻烦)?(?:把)?(?:上一[题個个]|上题|前一题|刚才(?:那[题个]|的)?"
        r"|前面那[题个])(?:的?(?:答案|回答))?"
        r"(?:改成|改为|改做|应该是|要改成)(?P<meant>.+)"
    ),
    re.compile(
        r"(?:oh|oops|sorry|no|wait|actually|[,. !])*(?:i (?:made a mistake|was wrong|(?:got"
        r"|answered|said) (?:that|it|this)?"
        r" ?wrong(?:ly)?|misspoke)|that(?: was|'s| is) wrong|wrong answer"
        r"|my mistake)(?:(?:[,.:;!]+ *|(?= (?:it|i|change|should|make)\b))(?: ?(?:it'?s|it is"
        r"|it should be"
        r"|i meant?|change (?:it|that) to|should be|make it) )?(?P<meant>.*))?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:oh|oops|sorry|no|wait|[,. !])+(?:i meant(?: to say)?|make that|make it) (?P<meant>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:please )?(?:change|correct) (?:it|that|my (?:last |previous )?answer|the (?:last"
        r"|previous) (?:one|answer)) to (?P<meant>.+)",
        re.IGNORECASE,
    ),
)
"""How people take back the answer before, and what they mean instead."""
_CHANGE = re.compile(r"(?:改成|改为|改做|更正[:：为]?)(?P<meant>.+)")
"""The same, where it cannot be words of an answer."""
_LONGEST = 120
_PARTICLES = "嘛哈嘞咯噻呗诶欸"


def meant(text: str) -> Steer | None:
    """What words steer to; None when they are an answer."""
    words = bare(text)
    return _STEERS.get(words) or _STEERS.get(words.rstrip(_PARTICLES))


def takes_back(text: str) -> bool:
    """Whether words may take the answer before back: quickly no for nearly all of them."""
    said = text.strip()
    if said.isdecimal() or len(said) > _LONGEST:
        return False
    return any(one.fullmatch(said) for one in (*_WRONG, _CHANGE))


def corrected(text: str, prompt: Prompt) -> str | None:
    """What the answer before should have been, "" where that is not said; None when it is not taken back.

    Where the question on screen takes any words, only what cannot be an answer counts.
    """
    said, free = text.strip(), prompt.ask is Ask.TEXT
    if prompt.ask is Ask.REVIEW or not takes_back(text):
        return None
    if free and said.startswith("错") and len(said) > len("错了。"):
        return None
    patterns = _WRONG if free else (*_WRONG, _CHANGE)
    found = next((one for one in (pattern.fullmatch(said) for pattern in patterns) if one), None)
    return None if found is None else (found["meant"] or "").strip(" ，,。.！!")
