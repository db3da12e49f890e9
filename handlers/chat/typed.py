"""A part of the card typed instead of tapped: the name of a button, or words that say it."""

from __future__ import annotations

from collections.abc import Callable

import locales
from handlers.chat.card import back, show
from handlers.chat.fixing import PART, choose_category, choose_urgency, choose_whom, settle_category
from handlers.chat.understanding import read
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import column
from model import taxonomy
from model.message import Button
from model.need import BeneficiaryKind, Urgency
from surveys.answers.words import bare, no_answer

_A_FEW = 30
"""Characters of words that say for whom it is, or how soon (给我妈的, 越快越好), and hardly anything else."""


def hear_part(turn: Turn) -> bool:
    """What was asked for was typed: a button's name, or words that say it; anything else is of the need."""
    mark, _, what = turn.session.arg.partition(":")
    draft = turn.session.draft
    turn.go()
    if draft is None or draft.stamp != mark or not turn.incoming.text:
        return False
    said = turn.incoming.text.strip()
    if no_answer(said):
        _do_not_know(turn, draft, what)
        return True
    return _TYPED[what](turn, draft, said)


def _do_not_know(turn: Turn, draft: Draft, what: str) -> None:
    """What it is, a social worker can see; for whom and how soon stays as it is."""
    if what in {"name", "what"}:
        worker = Button(turn.words.say("card.to_worker"), f"sort:{draft.stamp}")
        turn.go(PART, f"{draft.stamp}:{what}")
        turn.say("card.do_not_know", column(worker) + (back(turn, draft) if draft.category else ()))
    else:
        show(turn, draft)


def _typed_name(turn: Turn, draft: Draft, text: str) -> bool:
    """A field or a kind by its name, as it stands on a button."""
    code = next((node.code for node in taxonomy.TAXONOMY if text.casefold() in _names(node)), "")
    if code:
        choose_category(turn, f"{draft.stamp}:{code}")
    return bool(code)


def _typed_what(turn: Turn, draft: Draft, text: str) -> bool:
    """The same, or words that clearly say what it is: they are kept."""
    if _typed_name(turn, draft, text):
        return True
    found = read(turn, text)
    if found.sure:
        draft.text = f"{draft.text}\n{text}"
        settle_category(turn, draft, found.categories[0].code)
    return found.sure


def _names(node: taxonomy.Category) -> set[str]:
    return {node.zh.casefold(), node.en.casefold()}


def _typed_whom(turn: Turn, draft: Draft, text: str) -> bool:
    kind = next((one for one in BeneficiaryKind if _is_said(text, f"whom.{one.value}")), None)
    if kind is None and len(text) <= _A_FEW and (heard := read(turn, text).beneficiary).evidence:
        kind = heard.value.kind
    if kind is not None:
        choose_whom(turn, f"{draft.stamp}:{kind.value}")
    return kind is not None


def _typed_urgency(turn: Turn, draft: Draft, text: str) -> bool:
    urgency = next((one for one in Urgency if _is_said(text, f"urgency.{one.value}")), None)
    if urgency is None and len(text) <= _A_FEW and (heard := read(turn, text).urgency).evidence:
        urgency = heard.value
    if urgency is not None:
        choose_urgency(turn, f"{draft.stamp}:{urgency.value}")
    return urgency is not None


def _is_said(text: str, key: str) -> bool:
    said = {text.casefold(), bare(text).removesuffix("please").strip(" ,")}
    return not said.isdisjoint(locales.texts(one).say(key).casefold() for one in locales.LANGUAGES)


_TYPED: dict[str, Callable[[Turn, Draft, str], bool]] = {
    "name": _typed_name,
    "what": _typed_what,
    "whom": _typed_whom,
    "urgency": _typed_urgency,
}

ROOMS = {PART: hear_part}
