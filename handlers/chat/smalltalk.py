"""Everything that is not a need: a kind, short answer, and the way on. Nothing said before is lost."""

from __future__ import annotations

from collections.abc import Callable

from handlers.chat.need import keep_piece
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Kind
from model.message import Button, Media, MediaKind

_QUIET_KINDS = {Kind.YES, Kind.NO}


def answer(turn: Turn, kind: Kind, text: str) -> None:
    """Answer small talk, thanks, abuse, gibberish."""
    del text
    if kind is Kind.WANTS_HUMAN:
        turn.then("human")
    elif kind is Kind.CANCEL:
        turn.then("cancel")
    elif kind is Kind.MENU_WORD:
        turn.then("menu")
    elif kind in _QUIET_KINDS and turn.session.draft is not None:
        turn.say("small.use_buttons")
        turn.then("draft")
    else:
        _reply(turn, f"small.{kind.value}")


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
        turn.change_person(phone=update.phone)
        turn.say("human.phone_kept")
        return True
    if update.media is None and update.location is None:
        return False
    keep_piece(turn, update)
    if update.text:
        return False
    if update.media is not None and update.media.kind in {MediaKind.VOICE, MediaKind.AUDIO}:
        stamp = turn.session.draft.stamp if turn.session.draft else ""
        worker = Button(turn.words.say("small.let_worker_listen"), f"sort:{stamp}")
        turn.say("small.voice", column(worker, Button(turn.words.say("button.menu"), "menu:")))
    elif turn.session.draft is not None and turn.session.draft.text:
        turn.then("draft")
    else:
        turn.say(_received(update.media))
    return True


SCREENS: dict[str, Callable[..., None]] = {"smalltalk": answer}
