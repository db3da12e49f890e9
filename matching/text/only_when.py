"""Words that say when or how soon, and nothing of what: 今天就要, 急, 下周三上午, asap."""

from __future__ import annotations

import re

from matching.text.times import NAMED

_SOON = re.compile(
    r"十万火急|越[快早]越好|等不[及了]|紧急|加急|急[需用死]?|马上|立[刻即马]|即刻|赶[紧快]|尽[快早]|速[来速办]|快|现在|这就|"
    r"不[着用]?急|不赶|有空再说|随时|慢慢来|什么时候都[行可]|这[两几]天|[这本下]个?(?:周|星期|礼拜|月)|月底|周末|早点|"
    r"\b(?:very )?urgent(?:ly)?\b|\basap\b|\bas soon as possible\b|\bimmediately\b|\bright (?:now|away)\b"
    r"|\bat once\b"
    r"|\bnow\b|\bhurry(?: up)?\b|\bsoon\b|\bquick(?:ly)?\b|\bwhenever\b|\bno (?:rush|hurry)\b"
    r"|\b(?:this|next) week\b"
)
_BESIDE = re.compile(
    r"[就要需得请很好太挺特别非常十分有点最能可以行呢啊吧了的着我你您们给办来人必须之内以前后再在到等哦呀嘛也都说算还是改成换那]"
    r"|\b(?:i|i'm|we|need|want|it|its|it's|this|that|is|be|very|really|so|please|pls|by|on|at|for|the|must|to|would|like|can|you"
    r"|come|before|after|not|do|me|in|of|possible|as)\b"
    r"|[\W_]"
)


def says_only_when(plain: str) -> bool:
    """Whether a normalised message says when or how soon something is wished, but not what."""
    what = _SOON.sub("", NAMED.sub("", plain))
    return what != plain and not _BESIDE.sub("", what)
