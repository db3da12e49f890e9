"""A need in the resident's own words: understood, kept as a draft, shown as a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers.chat import card, fixing, pieces
from handlers.chat.understanding import (
    correct,
    learn,
    learn_place,
    makes_no_sense,
    of_another_field,
    read,
    says_where,
)
from handlers.session import Draft, Piece
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Kind, Understanding
from model.message import Button, Incoming
from surveys.answers.words import no_answer

_STALE = timedelta(hours=6)


def hear(turn: Turn) -> None:
    """Something was typed that belongs to no room."""
    if turn.incoming.text:
        understood(turn, turn.incoming.text)
    elif turn.session.draft is not None:
        show(turn)


def understood(turn: Turn, text: str) -> None:
    """Make sense of words: small talk is answered, a need becomes a card."""
    found = read(turn, text)
    draft = turn.session.draft
    if no_answer(text):
        _not_known(turn, text)
        return
    says_when = found.kind is Kind.NEED and not found.categories and found.danger is None
    adds = draft is not None and bool(found.place or found.time_wish or says_when)
    if says_when and (draft is None or not draft.text):
        _ask_what(turn, found)
    elif found.kind is Kind.NEED and not adds and makes_no_sense(text, found):
        turn.then("smalltalk", kind=Kind.GIBBERISH, text=text)
    elif found.kind is Kind.NEED:
        _need(turn, text, found)
    elif (
        found.kind is Kind.YES and draft is not None and draft.category and draft.text and card.is_open(turn)
    ):
        turn.then("file", mark=draft.stamp)
    else:
        turn.then("smalltalk", kind=found.kind, text=text)


def _not_known(turn: Turn, text: str) -> None:
    """I do not know, whatever: no word of a need; what is in hand is shown as it stands."""
    if turn.session.draft is None:
        turn.then("smalltalk", kind=Kind.SMALLTALK, text=text)
    else:
        show(turn)


def _ask_what(turn: Turn, found: Understanding) -> None:
    """Only when, or how soon, was said: it is kept for the need that comes next."""
    draft = turn.session.draft or Draft(stamp(turn), at=turn.now.timestamp())
    turn.session.draft = draft
    learn(turn, draft, found)
    turn.say("need.what_so_soon", column(Button(turn.words.say("button.menu"), "menu:")))


def _need(turn: Turn, text: str, found: Understanding) -> None:
    draft = turn.session.draft
    if draft is None:
        start(turn, text, found)
    elif turn.now.timestamp() - draft.at > _STALE.total_seconds():
        start_afresh(turn, text, found)
    elif correct(turn, draft, text):
        show(turn)
    elif _belongs(draft, text, found):
        draft.text = f"{draft.text}\n{text}" if draft.text else text
        learn(turn, draft, read(turn, draft.text))
        learn_place(draft, text, found)
        show(turn)
    else:
        draft.more.append(text)
        turn.say("need.another_kept")
        show(turn)


def start_afresh(turn: Turn, text: str, found: Understanding) -> None:
    """A draft in hand gives way to what is said now; it comes up again after it."""
    old = turn.session.draft
    if old is None or not old.text:
        start(turn, text, found, sent=old.pieces if old is not None else ())
    else:
        start(turn, text, found, more=[old.text, *old.more])


def _belongs(draft: Draft, text: str, found: Understanding) -> bool:
    """Whether more words are about the same thing: where it is, unsure, or of the same kind."""
    return not draft.text or says_where(text, found) or not of_another_field(found, draft.category)


def start(
    turn: Turn, text: str, found: Understanding, more: Sequence[str] = (), sent: Sequence[Piece] = ()
) -> None:
    """A new draft from words and what was ``sent`` before them; its card says what comes after it."""
    draft = Draft(stamp(turn), at=turn.now.timestamp(), pieces=[*sent])
    parts = [part.span.text.strip() for part in found.parts]
    if len(parts) > 1:
        text, found = parts[0], read(turn, parts[0])
    draft.text, draft.more = text, [*parts[1:], *more]
    turn.session.draft = draft
    turn.go()
    learn(turn, draft, found)
    show(turn)


def stamp(turn: Turn) -> str:
    """A short mark for a draft's buttons."""
    return f"{turn.services.ids() % 36**5:x}"


def show(turn: Turn, *, edit: bool = False) -> None:
    """The draft as it stands: what is missing is asked for, else the card."""
    draft = turn.session.draft
    if draft is None:
        return
    if not draft.text:
        turn.say("need.say_in_words", column(Button(turn.words.say("button.menu"), "menu:")), edit=edit)
    elif draft.category:
        card.show(turn, draft, edit=edit)
    else:
        fixing.ask_category(turn, draft, edit=edit)


def keep_piece(turn: Turn, update: Incoming) -> None:
    """A photo, voice message or location for the draft; it begins one where there is none."""
    if turn.session.draft is None:
        turn.session.draft = Draft(stamp(turn), at=turn.now.timestamp())
    draft = turn.session.draft
    sent = pieces.piece(update)
    if sent is not None:
        draft.pieces.append(sent)
    if update.location is not None:
        draft.place = fixing.place_of(turn, update.location)


def for_someone_else(turn: Turn) -> None:
    """Ask on behalf of somebody: whom first, then what."""
    turn.go()
    menu = Button(turn.words.say("button.menu"), "menu:")
    turn.say("need.for_whom", column(*fixing.whom_buttons(turn, "behalf", oneself=False), menu))


def behalf(turn: Turn, whom: str) -> None:
    """For whom it is; what it is comes next, in words."""
    if f"whom.{whom}" not in turn.words:
        turn.then("expired")
        return
    turn.session.draft = Draft(stamp(turn), whom=whom, at=turn.now.timestamp())
    menu = Button(turn.words.say("button.menu"), "menu:")
    turn.say("need.what_do_they_need", column(menu), edit=True, whom=turn.words.say(f"whom.{whom}"))


def put_aside(turn: Turn) -> None:
    """Cancelled in the middle: what was said is still there, one tap away."""
    draft = turn.session.draft
    if draft is None:
        return
    turn.go()
    if not (draft.text or draft.pieces):
        turn.session.draft = None
        turn.then("menu")
        return
    turn.say(
        "need.put_aside",
        column(
            Button(turn.words.say("need.resume"), f"resume:{draft.stamp}"),
            Button(turn.words.say("need.discard"), f"discard:{draft.stamp}"),
        ),
    )


def resume(turn: Turn, mark: str) -> None:
    """Go on with the draft."""
    if card.own(turn, mark) is not None:
        show(turn, edit=True)


def discard(turn: Turn, mark: str) -> None:
    """Drop the draft, at the resident's wish; a further need that was kept comes up."""
    draft = card.own(turn, mark)
    if draft is None:
        return
    turn.session.draft = None
    turn.go()
    turn.say("need.discarded", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)
    next_one(turn, draft)


def next_one(turn: Turn, done: Draft) -> None:
    """Bring up the next need that was in the same words."""
    if done.more:
        text, *rest = done.more
        turn.say("need.now_the_other", text=card.short(text))
        start(turn, text, read(turn, text), more=rest)


SCREENS: dict[str, Callable[..., None]] = {
    "understand": understood,
    "draft": show,
    "put_aside": put_aside,
    "next_need": next_one,
    "behalf": for_someone_else,
}
TAPS = {"behalf": behalf, "resume": resume, "discard": discard}
