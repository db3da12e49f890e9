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
_ENDS = " \t\r\n。.!！?？,，、;；~～…啊呀呢吧哦啦的"


def plain(text: str) -> str:
    """Full-width letters and digits made half-width, control characters gone, trimmed."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(one for one in folded if one in "\n\t" or unicodedata.category(one)[0] != "C")
    return kept.strip()


def bare(text: str) -> str:
    """Plain, lower case and without closing punctuation and particles."""
    return plain(text).casefold().strip(_ENDS)


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
