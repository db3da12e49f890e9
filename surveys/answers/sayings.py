"""What people say whatever the question is: yes and no, all and none, that they do not know or do not mind.

Whole sayings, compared without closing punctuation and particles (``words.bare``).
"""

from __future__ import annotations

import re


def _said(chinese: str, *english: str) -> frozenset[str]:
    return frozenset(chinese.split()) | frozenset(english)


YES = _said(
    """
    是 是的 对 对的 对头 好 好的 好滴 好嘞 好嘛 有 有的 有嘅 要 要得 要嘅 行 得 中 成 可以 同意 嗯 嗯嗯 嗯呐
    没错
    需要 愿意 确认 确定 当然 係 系 係嘅 對 對的 1 √ ✓ ✔ ✅ 👍
    yes y yea yeah yep yup ok okay sure true right correct agree certainly absolutely
    """,
    "yes please",
    "of course",
)
NO = _said(
    """
    不 不是 不是的 否 没 没有 没了 没得 莫得 冇 冇得 不要 不用 不行 不可以 不同意 不需要 不愿意 无 算了 不了
    不对
    唔 唔系 唔係 唔要 唔使 唔得 0 × ✗ ✘ ❌ 👎
    no n nope nah not false wrong disagree
    """,
    "no thanks",
    "no thank you",
    "not really",
    "i don't want to",
    "i do not want to",
)
AGREED = _said(
    """
    没问题 冇问题 冇問題 参加 我参加 愿意参加 我愿意参加 我愿意 同意参加 知道了 晓得了 看过了 看完了 明白
    明白了 了解 收到
    agreed fine understood
    """,
    "i agree",
    "i do",
    "got it",
    "no problem",
)
"""Yes, said to what one is to agree with."""
DECLINED = _said(
    "不参加 不想参加 不愿参加 不愿意参加 我不参加 不想 不愿 拒绝 我不愿意 我不同意 不感兴趣 没兴趣 唔参加",
    "i don't",
    "i do not",
    "i don't agree",
    "not interested",
    "i'd rather not",
)
MORE = _said("加 再加 再加一个 再来一个 还有 还有一个 还要 继续 more another add", "one more", "add another")
"""Yes, said to "another one?"."""
ENOUGH = _said(
    """
    不加了 不用加了 不用了 没有了 没别的了 没有别的了 够了 够啦 就这些 就这些了 就这样 完了 好了 就一个
    就一个了
    done enough none
    """,
    "no more",
    "that's all",
    "that is all",
    "that's it",
    "nothing else",
)
CHOSEN = _said(
    "选好了 选完了 好了 好 就这些 就这些了 就这样 完了 没了 没有了 可以了 行了 ok okay done",
    "that's all",
    "that is all",
    "that's it",
)
"""Said when everything wanted is ticked."""

SEND = _said(
    "提交 提交吧 发送 交了 交吧 发吧 没问题 冇问题 没问题了 可以了 就这样 就这样吧 send submit done",
    "send it",
    "submit it",
    "no problem",
    "looks good",
    "all good",
)
"""Yes, said to the list of all answers."""

DONT_KNOW = _said(
    """
    不知道 我不知道 不晓得 不清楚 不太清楚 不大清楚 说不清 说不清楚 说不好 不好说 不了解 没想好 没想过
    想不好 不确定 拿不准
    忘了 忘记了 记不得 记不得了 记不清 记不清了 不记得 不记得了 想不起来 想不起来了 唔知 唔知道 唔清楚
    唔记得 晓不得 搞不清
    dunno forgot unsure
    """,
    "don't know", "don’t know", "dont know", "do not know", "no idea", "not sure", "i'm not sure",
    "im not sure", "i am not sure", "don't remember", "can't remember",
)  # fmt: skip
RATHER_NOT = _said(
    """
    不想说 不想讲 不想答 不想回答 不愿意说 不愿说 不方便说 不便说 不方便讲 不告诉你 保密 没什么好说 唔想讲
    唔话你知
    不回答 不答 拒答 拒绝回答 pass
    """,
    "i'd rather not say", "rather not say", "prefer not to say", "i prefer not to say", "i'd rather not",
    "none of your business",
)  # fmt: skip
DONT_MIND = _said(
    """
    随便 随便你 随便你们 随你 都行 都可以 都好 都得 都要得 怎样都行 怎么都行 怎么都可以 哪个都行 哪个都可以
    哪样都行 什么都行
    什么都可以 无所谓 没所谓 冇所谓 都无所谓 乜都得 边个都得 都没关系 都一样 都差不多 全都可以 全可以
    whatever any anything either
    """,
    "don't mind", "any is fine", "any of them", "anything is fine", "any of these", "either is fine",
    "any will do", "doesn't matter", "it doesn't matter", "whichever", "i don't care", "don't care",
    "all fine", "all is fine", "all are fine", "they are all fine",
)  # fmt: skip
NO_ANSWER = DONT_KNOW | RATHER_NOT | DONT_MIND

CANNOT = _said(
    """
    拍不了 拍不到 不会拍 不方便 不方便拍 没照片 没有照片 没得照片 没图 发不了 发不出来 不会发 不会弄 弄不来
    没法拍 没法发
    cannot can't
    """,
    "i can't", "i cannot", "no photo", "no picture", "i have none", "don't have one", "i don't have one",
)  # fmt: skip
"""Said by people who cannot send what is asked for."""

ALL = re.compile(
    r"(?:我|我们|俺)?(?:家)?(?:就)?(?:(?:以上|上面|上述|这些|这几[项个样种]|所有|全部|全"
    r"|一共)(?:的)?(?:我)?)*"
    r"(?:统统|通通|(?:什么|啥子?|乜嘢?|咩)(?=都)|全都|全部|全|都|冚唪唥|所有|样样|每样|每个|每项"
    r"|件件|个个|[一1]起(?=都|要|选))+(?:都)?"
    r"(?:想|需|很)?(?:要|选|选上|勾上|是|有|对|需要|想要|用过|会|喜欢|参加|感兴趣)?(?:嘅|的|了)?"
    r"|(?:以上|上面|上述)(?:全|都|全部|全都|皆|均)(?:是|对|有|要|选)|全中|一样不[少落]"
    r"|(?:i |we )?(?:(?:want|need|choose|pick|select|take|have) )?"
    r"(?:all|everything|every one|every single one)(?: of (?:them|these|those|the above|it))?"
    r"(?: (?:above|please|the above))*|the lot|select all|tick all"
)
"""All of a list, whole sayings. 都可以 and the like are none of them: one may only not mind."""
ALL_OF_SO_MANY = re.compile(
    r"(?:我|我们)?(?:这)?(?P<count>[两俩二三四五六七八九十]|\d{1,2})(?:个|样|项|种)?(?:我)?(?:全|全部)?都?"
    r"(?:想|需)?(?:要|选|有|是)"
    r"|(?:i |we )?(?:(?:want|need|choose|take) )?"
    r"(?:all (?P<all>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r"|(?P<both>both))(?: of (?:them|these|those))?(?: please)?"
)
"""All of a list of so many: 三个都要, both."""
NONE = re.compile(
    r"(?:我|我们)?(?:家|屋头|屋企)?(?:里)?(?:以上|上面|上述|这些|一个|一样|一项|一种|哪个|哪样"
    r"|啥子?|什么)*(?:都|也|全)?"
    r"(?:没有|没得|没|莫得|冇|无|不是|不要|不需要|唔要|唔使|[没沒冇]有?[用去参試试][过過]|不会)(?:人|啥|什么)?(?:了|的)?"
    r"|no|none|none of (?:them|these|those|the above|it)|nothing|neither|not any|nobody|no one"
)
"""None of a list."""
ANY_LABEL = re.compile(
    r"(?:什么时候|哪个|怎么|怎样|随时)?都(?:可以|行|好)|均可|不限|随便|无所谓|any(?: ?time"
    r"| of them)?|no preference"
)
NONE_LABEL = re.compile(
    r"(?:以上|上述|这些)?(?:一个|一样|一项|一种)?(?:都|全|均|皆)?(?:没有?|无|不是|没得|冇)(?:人"
    r"|啥|什么|以上.{0,6}|这些.{0,6})?"
    r"|(?:暂时?|都|以上都)?(?:不需要|不用|不要)|(?:从来?)?没有?(?:用过|参加过|去过|遇到过?)|不适用|皆无"
    r"|none(?: of (?:these|them|the above|those))?|nothing|nobody|no one|neither|not applicable|n/?a"
)
UNKNOWN_LABEL = re.compile(
    r"(?:我|都)?(?:不知道|不清楚|不太清楚|不确定|说不清楚?|说不好|不好说|不了解|拿不准|不晓得"
    r"|难说|记不清|不记得)"
    r"|(?:i )?(?:don['’]?t|do not) know|(?:i'?m )?not sure|unsure|no idea|can(?:'t|not) say|unknown"
)
UNSAID_LABEL = re.compile(
    r"(?:我)?(?:不想|不愿意?|不便|不方便|拒绝?|不)(?:说|讲|回答|答|透露|告知)|保密"
    r"|(?:i )?(?:would )?(?:prefer|rather) not(?: to)?(?: (?:say|answer|tell))?|i'd rather not(?: say)?"
    r"|refused?(?: to (?:say|answer))?|declined?(?: to (?:say|answer))?|no answer"
)
"""Choices that exclude the others of a list: that there are none, that one does not know or would not say."""
