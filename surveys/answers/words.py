"""Typed words made comparable: full width to half, traditional spacing gone, yes and no understood."""

from __future__ import annotations

import unicodedata

YES = frozenset(
    [
        "yes",
        "y",
        "yeah",
        "yep",
        "yup",
        "ok",
        "okay",
        "sure",
        "true",
        "right",
        "correct",
        "agree",
        "是",
        "是的",
        "对",
        "对的",
        "好",
        "好的",
        "有",
        "要",
        "行",
        "可以",
        "同意",
        "嗯",
        "嗯嗯",
        "没错",
        "需要",
        "愿意",
        "确认",
        "确定",
        "当然",
        "1",
        "√",
        "✓",
        "✔",
        "✅",
        "👍",
    ]
)
NO = frozenset(
    [
        "no",
        "n",
        "nope",
        "nah",
        "not",
        "false",
        "wrong",
        "disagree",
        "不",
        "不是",
        "不是的",
        "否",
        "没",
        "没有",
        "没了",
        "不要",
        "不用",
        "不行",
        "不可以",
        "不同意",
        "不需要",
        "不愿意",
        "无",
        "算了",
        "不了",
        "不对",
        "0",
        "×",
        "✗",
        "✘",
        "❌",
        "👎",
    ]
)
NO_ANSWER = frozenset(
    """
    不知道 我不知道 不晓得 不清楚 不太清楚 不大清楚 说不清 说不清楚 说不好 不好说 不了解 没想好 没想过 想不好
    不想说 不想讲 不想答 不想回答 不愿意说 不愿说 不方便说 不便说 不告诉你 保密 没什么好说
    随便 随便你 随便你们 都行 都可以 都好 怎样都行 怎么都行 哪个都行 什么都行 无所谓 没所谓 冇所谓
    忘了 忘记了 记不得 记不得了 记不清 记不清了 不记得 不记得了 想不起来 想不起来了 唔知 唔知道 唔记得 唔想讲
    """.split()  # noqa: SIM905 - half as long as a list
) | {
    "don't know", "don’t know", "dont know", "do not know", "dunno", "no idea",
    "not sure", "i'm not sure", "i'd rather not say", "rather not say", "prefer not to say",
    "i'd rather not", "whatever",
    "any", "anything", "either", "don't mind", "don't remember", "can't remember", "forgot", "pass",
    "none of your business",
}  # fmt: skip
"""Said by people who do not know, do not mind, or would rather not say."""
_ENDS = " \t\r\n。.!！?？,，、;；~～…啊呀呢吧哦啦的"


def plain(text: str) -> str:
    """Full-width letters and digits made half-width, control characters gone, trimmed."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(one for one in folded if one in "\n\t" or unicodedata.category(one)[0] != "C")
    return kept.strip()


def bare(text: str) -> str:
    """Plain, lower case and without closing punctuation and particles."""
    return plain(text).casefold().strip(_ENDS)


def no_answer(text: str) -> bool:
    """Whether somebody says that they do not know, do not mind, or would rather not say."""
    words = (bare(text), plain(text).casefold().strip(" .!！。"))
    return any(one in NO_ANSWER or one.removeprefix("我").removeprefix("i ") in NO_ANSWER for one in words)


def yes_or_no(text: str) -> bool | None:
    """True for yes, False for no, None when it is neither."""
    word = bare(text)
    spoken = plain(text).casefold().strip(" .!！。")
    for candidate in (word, spoken):
        if candidate in YES:
            return True
        if candidate in NO:
            return False
    return None
