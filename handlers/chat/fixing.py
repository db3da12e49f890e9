"""Putting a card right: what it is, for whom, where, how soon; each by one tap or a few words."""

from __future__ import annotations

from collections.abc import Callable

from handlers.chat.card import back, own, short, show
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import category, column, grid
from model import taxonomy
from model.message import Button, Location
from model.need import BeneficiaryKind, Urgency
from surveys.answers.words import no_answer

PLACE, PART = "card.place", "card.part"
"""Rooms that wait for a place, and for another part of the card (``typed``)."""


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
    if what in {"what", "whom", "urgency"}:
        turn.go(PART, argument)


def need_again(turn: Turn, draft: Draft) -> None:
    """Back to the card."""
    show(turn, draft, edit=True)


def ask_category(turn: Turn, draft: Draft, *, edit: bool = False) -> None:
    """Not sure: the best two or three, all others, or a human."""
    words = turn.words
    guesses = [Button(category(code, words), f"cat:{draft.stamp}:{code}") for code in draft.guesses]
    turn.go(PART, f"{draft.stamp}:name")
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
        turn.go(PART, f"{mark}:what")
        turn.say("card.which_leaf", keyboard, edit=True, field=category(code, turn.words))
    else:
        settle_category(turn, draft, code)


def choose_field(turn: Turn, argument: str) -> None:
    """Something else within this field."""
    mark, _, code = argument.partition(":")
    draft = own(turn, mark)
    if draft is not None:
        settle_category(turn, draft, code)


def settle_category(turn: Turn, draft: Draft, code: str) -> None:
    """It is this; answers to the small questions of something else are forgotten."""
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
        draft.place = draft.place if no_answer(turn.incoming.text) else turn.incoming.text.strip()[:120]
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
ROOMS = {PLACE: hear_place}
