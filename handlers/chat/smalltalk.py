"""Everything that is not a need: a kind, short answer, and the way on. Nothing said before is lost."""

from __future__ import annotations

from collections.abc import Callable

from handlers.chat import card
from handlers.chat.human import typed_phone
from handlers.chat.mine import all_mine
from handlers.chat.need import keep_piece
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Kind
from model.message import Button, Media, MediaKind
from model.need import NeedState

_QUIET_KINDS = {Kind.YES, Kind.NO}
_LATEST = 5


def answer(turn: Turn, kind: Kind, text: str) -> None:
    """Answer small talk, thanks, abuse, gibberish."""
    phone = typed_phone(text)
    if phone:
        turn.then("phone", phone=phone)
    elif kind is Kind.WANTS_HUMAN:
        turn.then("human")
    elif kind is Kind.CANCEL:
        turn.then("cancel")
    elif kind is Kind.MENU_WORD:
        turn.then("menu")
    elif kind in _QUIET_KINDS and card.is_open(turn):
        turn.say("small.use_buttons")
        turn.then("draft")
    elif kind in _QUIET_KINDS and _was_just_asked(turn):
        turn.then("said_solved" if kind is Kind.YES else "said_not_solved")
    else:
        _reply(turn, f"small.{kind.value}")


def _was_just_asked(turn: Turn) -> bool:
    """Whether the last thing said here was ours: that a request is done, and whether it is solved."""
    needs = all_mine(turn, _LATEST) if turn.consented else []
    done = [need.resolved_at for need in needs if need.state is NeedState.RESOLVED]
    return any(at is not None and at >= turn.chat.seen_at for at in done)


def _reply(turn: Turn, key: str) -> None:
    words = turn.words
    if turn.session.draft is not None:
        back = Button(words.say("need.resume"), f"resume:{turn.session.draft.stamp}")
    elif turn.session.response:
        back = Button(words.say("survey.continue"), "continue:")
    else:
        back = Button(words.say("button.menu"), "menu:")
    human = Button(words.say("menu.human"), "human:") if key in {"small.abuse", "small.gibberish"} else None
    turn.say(key, column(back, human))


def _received(media: Media | None) -> str:
    if media is None:
        return "small.location"
    return "small.photo" if media.kind is MediaKind.PHOTO else "small.file"


def attachment(turn: Turn) -> bool:
    """A photo, voice message, sticker or location without words. True when it was one."""
    update = turn.incoming
    if update.media is not None and update.media.kind is MediaKind.STICKER:
        _reply(turn, "small.sticker")
        return True
    if update.phone:
        turn.then("phone", phone=update.phone)
        return True
    if update.media is None and update.location is None:
        return False
    keep_piece(turn, update)
    if update.text:
        return False
    draft = turn.session.draft
    if draft is not None and draft.text:
        turn.then("draft")
    elif update.media is not None and update.media.kind in {MediaKind.VOICE, MediaKind.AUDIO}:
        worker = Button(turn.words.say("small.let_worker_listen"), f"sort:{draft.stamp if draft else ''}")
        turn.say("small.voice", column(worker, Button(turn.words.say("button.menu"), "menu:")))
    else:
        turn.say(_received(update.media), column(Button(turn.words.say("button.menu"), "menu:")))
    return True


SCREENS: dict[str, Callable[..., None]] = {"smalltalk": answer}
