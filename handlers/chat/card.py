"""The card: how a need was understood, each part of it put right by one tap."""

from __future__ import annotations

from collections.abc import Callable

from handlers.chat import interview
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import category, column, grid
from model import taxonomy
from model.message import Button, Keyboard, Location
from model.need import BeneficiaryKind, Urgency

PLACE = "card.place"
_QUOTED = 60


def own(turn: Turn, mark: str) -> Draft | None:
    """The draft a button belongs to; an old button is told so."""
    draft = turn.session.draft
    if draft is not None and draft.stamp == mark:
        return draft
    turn.then("expired")
    return None


def show(turn: Turn, draft: Draft, *, edit: bool = False) -> None:
    """Everything understood, and what can be done with it."""
    turn.go()
    turn.say_plain(text(turn, draft), _keyboard(turn, draft), edit=edit)


def text(turn: Turn, draft: Draft) -> str:
    """The card's lines."""
    words = turn.words
    lines = [
        words.say("card.intro"),
        words.say("card.what", category=category(draft.category, words)),
        words.say("card.whom", whom=whom_line(turn, draft)),
        words.say("card.where", place=_where(turn, draft)),
        words.say("card.urgency", urgency=words.say(f"urgency.{draft.urgency}")),
    ]
    if draft.time_wish:
        lines.append(words.say("card.wish", wish=draft.time_wish))
    if draft.pieces:
        lines.append(words.say("card.pieces", count=len(draft.pieces)))
    if draft.answers:
        lines.append(words.say("card.answered"))
    if draft.more:
        lines.append(words.say("card.more", count=len(draft.more), text=_short(draft.more[0])))
    if is_sensitive(turn, draft):
        lines.append(words.say("card.sensitive"))
    return "\n".join(lines)


def is_sensitive(turn: Turn, draft: Draft) -> bool:
    """Whether filing this needs a consent of its own that was not given yet."""
    return taxonomy.category(draft.category).sensitive and turn.resident.sensitive_consent_at is None


def whom_line(turn: Turn, draft: Draft) -> str:
    """您的父母，独居."""
    words = turn.words
    parts = [words.say(f"whom.{draft.whom}")]
    if draft.lives_alone:
        parts.append(words.say("card.lives_alone"))
    if draft.disability:
        parts.append(words.say("card.disability"))
    return words.say("list.comma").join(parts)


def _where(turn: Turn, draft: Draft) -> str:
    community = turn.services.atlas.name(turn.resident.community, turn.language)
    return (
        f"{community} {draft.place}"
        if draft.place and community not in draft.place
        else draft.place or community
    )


def _short(text_: str) -> str:
    return text_ if len(text_) <= _QUOTED else f"{text_[:_QUOTED]}…"


def _keyboard(turn: Turn, draft: Draft) -> Keyboard:
    say, mark = turn.words.say, draft.stamp
    file = "card.file_sensitive" if is_sensitive(turn, draft) else "card.file"
    questions = 0 if draft.answers else interview.question_count(turn, draft.category, draft.place)
    ask = Button(say("card.questions", count=questions), f"ask:{mark}") if questions else None
    fixes = [
        Button(say(f"card.fix.{what}"), f"fix:{mark}:{what}") for what in ("what", "whom", "where", "urgency")
    ]
    return (
        *column(Button(say(file), f"file:{mark}"), ask),
        *grid(fixes),
        *column(Button(say("card.drop"), f"discard:{mark}")),
    )


# putting it right ----------------------------------------------------------------------------------


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


def need_again(turn: Turn, draft: Draft) -> None:
    """Back to the card."""
    show(turn, draft, edit=True)


def ask_category(turn: Turn, draft: Draft, *, edit: bool = False) -> None:
    """Not sure: the best two or three, all others, or a human."""
    words = turn.words
    guesses = [Button(category(code, words), f"cat:{draft.stamp}:{code}") for code in draft.guesses]
    turn.go()
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
        text=_short(draft.text),
    )


def ask_field(turn: Turn, draft: Draft) -> None:
    """All eighteen fields."""
    fields = [Button(node.name(turn.language), f"cat:{draft.stamp}:{node.code}") for node in taxonomy.LEVEL1]
    turn.say("card.which_field", (*grid(fields), *_back(turn, draft)), edit=True, text=_short(draft.text))


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
        keyboard = (*grid([*buttons, other]), *_back(turn, draft))
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


def whom_buttons(turn: Turn, tap: str, *, own: bool = True) -> list[Button]:
    """Whom it can be for."""
    kinds = [kind for kind in BeneficiaryKind if own or kind is not BeneficiaryKind.SELF]
    return [Button(turn.words.say(f"whom.{kind.value}"), f"{tap}:{kind.value}") for kind in kinds]


def _ask_whom(turn: Turn, draft: Draft) -> None:
    buttons = whom_buttons(turn, f"whom:{draft.stamp}")
    turn.say("need.for_whom", (*grid(buttons), *_back(turn, draft)), edit=True)


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
    turn.say("card.how_urgent", (*column(*buttons), *_back(turn, draft)), edit=True)


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
        (*grid(communities), *_back(turn, draft)),
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


def again(turn: Turn, mark: str) -> None:
    """Back to the card without a change."""
    if own(turn, mark) is not None:
        turn.then("draft", edit=True)


def _back(turn: Turn, draft: Draft) -> Keyboard:
    return column(Button(turn.words.say("button.back"), f"card:{draft.stamp}"))


TAPS = {
    "card": again,
    "fix": fix,
    "cat": choose_category,
    "field": choose_field,
    "whom": choose_whom,
    "urge": choose_urgency,
    "here": choose_here,
}
ROOMS = {PLACE: hear_place}
SCREENS: dict[str, Callable[..., None]] = {"card": show}
