"""What is said but not meant: curses that name a mother, idioms, English figures of speech.

A figure of speech is blanked out, so that what else is said is understood without it; positions stay.
What could as well be meant (a back that kills, "he is killing me") is left as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from matching.text.normalise import DATA, normalise

_IDIOMS = re.compile("一塌糊涂")
"""What only says how bad it is, in characters that alone mean another thing (糊涂: a failing mind)."""

# What may well be somebody's mother's: 他妈的腿 is a leg, 他妈的物业 a curse.
_OWNED = (
    r"(?:[腿脚手眼腰背胃心肺肝病药钱饭房床家牙血]|身体|电话|手机|退休|养老|社保|医保|低保|户口|轮椅|年纪|"
    r"情况|工资|耳朵|膝盖|脑|头|骨|关节|身份证|拐杖|助听器|名字|意思|生日|衣服|东西|事)"
)
_CURSES = re.compile(
    r"[操艹草肏干日屌丢]\s?(?:你|他|她|它|尼)(?:妈|娘|老[母豆]|奶奶|爸|爹|大爷|祖宗|全家)(?:的|逼|个?[屄比])?"
    r"|(?:滚|去)(?:你|他|她|它)(?:妈|娘|奶奶|爸|爹|大爷|姥姥)的"
    r"|(?<![我俺咱家是给用叫替帮陪跟和])(?:(?:他|它|你|尼|特|奶)?(?:妈|娘)|(?:他|你)(?:大爷|姥姥)|(?:他|你)?奶奶)的"
    r"(?=[,。!?~…\s]|$)"
    rf"|(?<![和跟给是帮陪替让在对为要叫找像])(?:他|它|你|特)(?:妈|娘|奶奶|大爷)的(?!{_OWNED})"
    r"|[真太都又好](?:他|特)(?:妈|娘)(?:的)?(?![妈的])"
    r"|妈(?:了个|的)?(?:巴子|蛋|卖批|卖麻花情|逼)|这(?:帮|群|些|个)?孙子"
    r"|(?<![^,。!?~…\s])(?:你们?|他们?)?(?:[都全快]|给我)*去死(?:吧|啊|啦)*(?:你们?)?(?=[,。!?~…\s]|$)"
    r"|你们?[都全]?是?(?:大?骗子|垃圾|废物|饭桶|吃干饭的)(?=[,。!?~…\s]|$)"
    r"|\b(?:fuck (?:off|you)|screw you|piss off|go to hell|shut up)\b"
    r"|\bmother ?fuck\w*|\bson of a bitch\b"
)
_EXCLAMATIONS = re.compile(
    r"(?<![^,。!?~…\s])我[的滴]个?(?:妈妈?|娘|奶奶|姥姥|老天爷?|天)[呀耶啊哎哟诶欸喂嘞]*(?=[,。!?~…\s]|$)"
    r"|(?<![我俺咱家的他她你])(?:妈|娘)(?:呀|耶|咪呀)"
    r"|天[哪呐啊]?(?:妈耶|娘嘞)|\bmother of god\b|\boh,? (?:baby|mother|mama)\b"
)
_LATIN = re.compile(r"[a-z]{3}")
_FILLERS = re.compile(
    r"\b(?:i|i'm|im|am|'m|a|the|you|you're|me|we|are|is|was|be|it|it's|just|so|really|and|or|oh|omg|well|please"
    r"|honestly|tired|serious|sure|(?:ha)+h?|hehe|lol|lmao|rofl|laughing|here|some|to|of|that|this|now|again)\b"
    r"|[\W_]+"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A message with what everything that understands it starts from; all three of the same length."""

    text: str
    """As it was written."""
    plain: str
    """In one spelling."""
    meant: str
    """With blanks for every figure of speech, even where nothing else is left."""

    def between(self, start: int, end: int) -> str:
        """What is meant by some of its words; the words themselves when nothing else is left."""
        meant = self.meant[start:end]
        return meant if meant.strip() else self.plain[start:end]


def hear(text: str) -> Said:
    """Look for figures of speech, once for everything that is to be understood."""
    plain = normalise(text)
    return Said(text, plain, without_figures(plain))


def without_figures(plain: str) -> str:
    """The message with blanks for every figure of speech, even where nothing else is left."""
    blanked = _IDIOMS.sub(_blanks, plain)
    return _english().sub(_blanks, blanked) if _LATIN.search(blanked) else blanked


@cache
def _english() -> re.Pattern[str]:
    """The figures of ``data/figures.txt``, with their groups of words put in."""
    lines = [line for line in (DATA / "figures.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    words = dict(line.split("\t") for line in lines if "\t" in line)
    joined = "|".join(line for line in lines if "\t" not in line)
    for name, group in words.items():
        joined = joined.replace(f"{{{name}}}", group)
    return re.compile(joined, re.ASCII)  # Chinese beside it ends an English word


def without_curses(plain: str) -> str:
    """The message with blanks for curses and exclamations: no relative is meant by them."""
    return _EXCLAMATIONS.sub(_blanks, _CURSES.sub(_blanks, plain))


def is_curse(plain: str) -> bool:
    """Whether nothing but a curse is said."""
    return _nothing_but(_CURSES, plain)


def is_figure(said: Said) -> bool:
    """Whether nothing but an exclamation or an English figure of speech is said."""
    if _nothing_but(_EXCLAMATIONS, said.plain):
        return True
    return said.meant != said.plain and bool(_LATIN.search(said.plain)) and not _FILLERS.sub("", said.meant)


def _nothing_but(pattern: re.Pattern[str], plain: str) -> bool:
    blanked = pattern.sub(_blanks, plain)
    return blanked != plain and not re.sub(r"[\W_啊呀吧了]+", "", blanked)


def _blanks(match: re.Match[str]) -> str:
    """As many blanks; where a group is named, for that alone."""
    if match.lastgroup is None:
        return " " * len(match[0])
    start, end = (at - match.start() for at in match.span(match.lastgroup))
    return match[0][:start] + " " * (end - start) + match[0][end:]
