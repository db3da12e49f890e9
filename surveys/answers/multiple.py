"""Several choices at once, typed: 1,3,5 or 送餐、理发; all of them, or all but some."""

from __future__ import annotations

import re

from model.phrase import Phrase
from surveys.answers import saying
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.choice import matching
from surveys.answers.picking import places
from surveys.answers.within import named, negated
from surveys.answers.words import bare, does_not_mind, plain
from surveys.choices import Option

_STRONG = re.compile(r"[,，、;；/\n。]+")
_AND = re.compile(
    r"[&+]|还有|以及|另外|加上|外加|再加|同埋|同(?![意时時学學事样樣住居城等])|[和与與及跟]|\band\b"
)
_WEAK = re.compile(rf"\s+|{_AND.pattern}")
_NUMBERED = re.compile(r"\d{1,2}[.．)）]\s*(?=\D)")
_REST = (
    r"[,，、 ]*(?:(?:其他|其它|其余|别的|剩下|余下|其餘)的?)?(?:我|就)?(?:统统|通通|全部|全都|都|全)"
    r"(?:想|需)?(?:要|选|有|是|可以|行|好|得)?"
)
_LONGEST = 100
_BUT = re.compile(r"除|不|唔|except|but|besides|apart|other", re.IGNORECASE)
_EXCEPT = (
    re.compile(rf"(?:除[了开去咗]?|排除)(?P<but>.+?)(?:以外|之外|外)?{_REST}"),
    re.compile(rf"(?P<but>.+?)(?:不要|不选|不用|不需要|不算|除外|唔要){_REST}"),
    re.compile(
        r"(?:都|全部|全都|全)(?:要|选|有|是)?[,，、 ]*(?:除[了开去]?|排除)(?P<but>.+?)(?:以外|之外|外)?"
    ),
    re.compile(
        r"(?:都|全部|全都|全)(?:要|选|有|是)?[,，、 ]*(?:就|只有|只是)?(?P<but>.+?)(?:不要|不选|除外|唔要)"
    ),
    re.compile(
        r"(?:i want )?(?:all|everything|everyone|everybody|every one|any)(?: of (?:them|these))?,? "
        r"(?:except|but|besides|apart from|other than)(?: for)?(?: not)? (?P<but>.+)"
    ),
)
"""All but some: 除了停车都要, 停车不要，其他都要, all except parking."""


def read(text: str, asked: Asked) -> Read:
    """The values of all choices named, in the order of the list, apart by spaces."""
    whole = matching(text, asked.options, loosely=False)
    if len(whole) == 1:
        return whole[0].value
    if saying.is_all(text, asked.options):
        return everything(asked)
    if does_not_mind(text):
        return problem("choice.all_meant")
    but = _excepted(text)
    found = _named(but, asked) if but else _named(text, asked, whole)
    if isinstance(found, Phrase):
        return found
    if but:
        rest = [one for one in saying.together(asked) if one.value not in found and not saying.is_any(one)]
        return " ".join(one.value for one in rest)
    return " ".join(dict.fromkeys(one.value for one in asked.options if one.value in found))


def everything(asked: Asked) -> str:
    """All that can go together."""
    return " ".join(one.value for one in saying.together(asked))


def is_whole(text: str, asked: Asked) -> bool:
    """Whether words say the whole answer, whatever was ticked before: all, or all but some."""
    return saying.is_all(text, asked.options) or bool(_excepted(text))


def _excepted(text: str) -> str:
    """What is not wanted, where all the rest is."""
    if len(text) > _LONGEST or not _BUT.search(text):
        return ""
    found = (one.fullmatch(bare(text)) for one in _EXCEPT)
    return next((one["but"] for one in found if one is not None), "")


def _named(text: str, asked: Asked, whole: list[Option] | None = None) -> set[str] | Phrase:
    """The values of what is named by place or by label; every piece must be understood."""
    labels = [one.label for one in asked.options]
    if negated(bare(text), asked.options):
        return problem("choice.unclear")
    if len(matching(text, asked.options, loosely=False) if whole is None else whole) < 2:
        picked = places(text, labels)
        if picked:
            return {asked.options[place - 1].value for place in picked}
    values: set[str] = set()
    for piece in _STRONG.split(plain(text)):
        found = _piece(piece, asked) if piece.strip() else set()
        if isinstance(found, Phrase):
            return found
        values |= found
    return values or problem("choice.none", said=text[:40])


def _piece(piece: str, asked: Asked) -> set[str] | Phrase:
    """One piece between commas: a choice, or several with "and" or only blanks between, or nothing at all."""
    found = _one(piece, asked) or _each(_WEAK, piece, asked) or _each(_AND, piece, asked)
    if found:
        return found
    several = matching(piece, asked.options)
    if len(several) > 1:
        return problem("choice.several", said=piece[:40], choices="、".join(one.label for one in several[:5]))
    return problem("choice.none", said=piece.strip()[:40])


def _each(apart: re.Pattern[str], piece: str, asked: Asked) -> set[str]:
    """What all parts of a piece name; nothing when one of them names nothing."""
    each = [_one(one, asked) or _inside(one, asked) for one in apart.split(piece) if one.strip()]
    return set().union(*each) if all(each) else set()


def _one(words: str, asked: Asked) -> set[str]:
    """What is named by its label or place alone."""
    words = _NUMBERED.sub("", words.strip())
    found = matching(words, asked.options, loosely=False)
    if len(found) == 1:
        return {found[0].value}
    picked = [] if found else places(words, [one.label for one in asked.options]) or []
    return {asked.options[place - 1].value for place in picked}


def _inside(words: str, asked: Asked) -> set[str]:
    """All labels inside other words: 停车噪音物业, 还有噪音."""
    return {one.value for one in named(bare(words), asked.options)}
