"""Putting a card right: what it is, for whom, where, how soon; each by one tap or a few words."""

from __future__ import annotations

from collections.abc import Callable

import locales
from handlers.chat.card import back, own, short, show
from handlers.chat.understanding import read
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import category, column, grid
from model import taxonomy
from model.message import Button, Location
from model.need import BeneficiaryKind, Urgency

PLACE, PART = "card.place", "card.part"


def fix(turn: Turn, argument: str) -> None:
    """One part of the card is wrong."""
    mark, _, what = argument.partition(":")
    draft = own(turn, mark)
    if draft is None:
        return
    asks: dict[str, Callable[[Turn, Draft], None]] = {
        "what": ask_field,
        "whom": _ask_whom,
        "where": _ask_where,
        "urgency": _ask_urgency,
    }
    asks.get(what, need_again)(turn, draft)
    if what in _TYPED:
        turn.go(PART, argument)


def hear_part(turn: Turn) -> bool:
    """What was asked for was typed: a button's name, or words that say it; anything else is of the need."""
    mark, _, what = turn.session.arg.partition(":")
    draft = turn.session.draft
    turn.go()
    if draft is None or draft.stamp != mark or not turn.incoming.text:
        return False
    return _TYPED[what](turn, draft, turn.incoming.text.strip())


def _typed_what(turn: Turn, draft: Draft, text: str) -> bool:
    named = next((node.code for node in taxonomy.TAXONOMY if text.casefold() in _names(node)), "")
    found = read(turn, text)
    code = named or (found.categories[0].code if found.sure and found.categories else "")
    if code:
        choose_category(turn, f"{draft.stamp}:{code}")
    return bool(code)


def _names(node: taxonomy.Category) -> set[str]:
    return {node.zh.casefold(), node.en.casefold()}


def _typed_whom(turn: Turn, draft: Draft, text: str) -> bool:
    kind = next((one for one in BeneficiaryKind if _is_said(text, f"whom.{one.value}")), None)
    if kind is not None:
        choose_whom(turn, f"{draft.stamp}:{kind.value}")
    return kind is not None


def _typed_urgency(turn: Turn, draft: Draft, text: str) -> bool:
    urgency = next((one for one in Urgency if _is_said(text, f"urgency.{one.value}")), None)
    if urgency is not None:
        choose_urgency(turn, f"{draft.stamp}:{urgency.value}")
    return urgency is not None


def _is_said(text: str, key: str) -> bool:
    return text.casefold() in {locales.texts(one).say(key).casefold() for one in locales.LANGUAGES}


_TYPED: dict[str, Callable[[Turn, Draft, str], bool]] = {
    "what": _typed_what,
    "whom": _typed_whom,
    "urgency": _typed_urgency,
}


def need_again(turn: Turn, draft: Draft) -> None:
    """Back to the card."""
    show(turn, draft, edit=True)


def ask_category(turn: Turn, draft: Draft, *, edit: bool = False) -> None:
    """Not sure: the best two or three, all others, or a human."""
    words = turn.words
    guesses = [Button(category(code, words), f"cat:{draft.stamp}:{code}") for code in draft.guesses]
    turn.go()
    draft.shown = turn.now.timestamp()
    turn.say(
        "card.which" if guesses else "card.which_field",
        column(
            *guesses,
            Button(
                words.say("card.all_fields" if guesses else "card.show_fields"), f"fix:{draft.stamp}:what"
            ),
            Button(words.say("card.to_worker"), f"sort:{draft.stamp}"),
        ),
        edit=edit,
        text=short(draft.text),
    )


def ask_field(turn: Turn, draft: Draft) -> None:
    """All eighteen fields."""
    fields = [Button(node.name(turn.language), f"cat:{draft.stamp}:{node.code}") for node in taxonomy.LEVEL1]
    turn.say("card.which_field", (*grid(fields), *back(turn, draft)), edit=True, text=short(draft.text))


def choose_category(turn: Turn, argument: str) -> None:
    """A field opens its leaves; a leaf is the answer."""
    mark, _, code = argument.partition(":")
    draft = own(turn, mark)
    if draft is None:
        return
    leaves = taxonomy.children(code) if "." not in code else ()
    if leaves and code not in draft.guesses:
        buttons = [Button(leaf.name(turn.language), f"cat:{mark}:{leaf.code}") for leaf in leaves]
        other = Button(turn.words.say("card.other_leaf"), f"field:{mark}:{code}")
        keyboard = (*grid([*buttons, other]), *back(turn, draft))
        turn.say("card.which_leaf", keyboard, edit=True, field=category(code, turn.words))
    else:
        _settle_category(turn, draft, code)


def choose_field(turn: Turn, argument: str) -> None:
    """Something else within this field."""
    mark, _, code = argument.partition(":")
    draft = own(turn, mark)
    if draft is not None:
        _settle_category(turn, draft, code)


def _settle_category(turn: Turn, draft: Draft, code: str) -> None:
    if draft.category != code:
        draft.answers, draft.response = "", 0
    draft.category, draft.guesses = code, []
    show(turn, draft, edit=True)


def whom_buttons(turn: Turn, tap: str, *, oneself: bool = True) -> list[Button]:
    """Whom it can be for."""
    kinds = [kind for kind in BeneficiaryKind if oneself or kind is not BeneficiaryKind.SELF]
    return [Button(turn.words.say(f"whom.{kind.value}"), f"{tap}:{kind.value}") for kind in kinds]


def _ask_whom(turn: Turn, draft: Draft) -> None:
    buttons = whom_buttons(turn, f"whom:{draft.stamp}")
    turn.say("need.for_whom", (*grid(buttons), *back(turn, draft)), edit=True)


def choose_whom(turn: Turn, argument: str) -> None:
    """For whom it is."""
    mark, _, whom = argument.partition(":")
    draft = own(turn, mark)
    if draft is not None:
        draft.whom = BeneficiaryKind(whom).value
        show(turn, draft, edit=True)


def _ask_urgency(turn: Turn, draft: Draft) -> None:
    buttons = [
        Button(turn.words.say(f"urgency.{urgency.value}"), f"urge:{draft.stamp}:{urgency.value}")
        for urgency in Urgency
    ]
    turn.say("card.how_urgent", (*column(*buttons), *back(turn, draft)), edit=True)


def choose_urgency(turn: Turn, argument: str) -> None:
    """How soon."""
    mark, _, urgency = argument.partition(":")
    draft = own(turn, mark)
    if draft is not None:
        draft.urgency = Urgency(urgency).value
        show(turn, draft, edit=True)


def _ask_where(turn: Turn, draft: Draft) -> None:
    turn.go(PLACE, draft.stamp)
    communities = [
        Button(place.name(turn.language), f"here:{draft.stamp}:{place.code}")
        for place in turn.services.atlas.communities[:8]
    ]
    turn.say(
        "card.where_exactly",
        (*grid(communities), *back(turn, draft)),
        edit=True,
        ask_location=turn.words.say("place.share_location"),
    )


def choose_here(turn: Turn, argument: str) -> None:
    """It is in another community than the resident's own."""
    mark, _, code = argument.partition(":")
    draft = own(turn, mark)
    community = turn.services.atlas.community(code)
    if draft is not None and community is not None:
        draft.place = "" if code == turn.resident.community else community.name(turn.language)
        show(turn, draft, edit=True)


def hear_place(turn: Turn) -> bool:
    """The place was typed or shared."""
    draft = turn.session.draft
    if draft is None or draft.stamp != turn.session.arg:
        return False
    if turn.incoming.location is not None:
        draft.place = place_of(turn, turn.incoming.location)
    elif turn.incoming.text:
        draft.place = turn.incoming.text.strip()[:120]
    else:
        return False
    show(turn, draft)
    return True


def place_of(turn: Turn, point: Location) -> str:
    """A shared location in words: the nearest community and the degrees."""
    near = turn.services.atlas.nearest(point)
    degrees = f"{point.latitude:.5f},{point.longitude:.5f}"
    return f"{near.name(turn.language)} ({degrees})" if near else degrees


TAPS = {
    "fix": fix,
    "cat": choose_category,
    "field": choose_field,
    "whom": choose_whom,
    "urge": choose_urgency,
    "here": choose_here,
}
ROOMS = {PLACE: hear_place, PART: hear_part}
