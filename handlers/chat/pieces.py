"""Photos, voice messages and files: said in a chat, laid with a need, and answered."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.session import Piece
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button, Incoming, MediaKind
from model.need import Attachment, Need

_NOTES = {
    MediaKind.PHOTO.value: "note.photo",
    MediaKind.VOICE.value: "note.voice",
    MediaKind.AUDIO.value: "note.voice",
}
"""What a note without words says was sent; anything else is a file."""


def piece(update: Incoming) -> Piece | None:
    """The photo, voice message or file of an update; None when it has none."""
    media = update.media
    if media is None:
        return None
    return Piece(update.address.channel, media.kind.value, media.ref, media.mime)


def lay(turn: Turn, need: Need, pieces: Iterable[Piece]) -> None:
    """Lay what this resident sent with a need: their own, or one of a neighbour's that they follow."""
    sender = None if need.person_id == turn.resident.id else turn.resident.id
    for one in pieces:
        turn.unit.needs.attach(
            Attachment(
                turn.services.ids(), need.id, turn.now, one.channel, one.kind, one.ref, one.mime, sender
            )
        )


def take_note(turn: Turn, need: Need) -> str:
    """What is added to a need by this update: its file is laid with the need; gives back the words."""
    sent = piece(turn.incoming)
    if sent is not None:
        lay(turn, need, [sent])
    return words(turn)


def words(turn: Turn) -> str:
    """What this update says; of a file without words, what was sent."""
    return turn.incoming.text or named(turn, piece(turn.incoming))


def named(turn: Turn, sent: Piece | None) -> str:
    """What was sent without words: (sends a photo)."""
    return turn.words.say(_NOTES.get(sent.kind if sent else "", "note.file"))


def say_kept(turn: Turn, need: Need, what: str = "note.kept") -> None:
    """It was added; more may follow."""
    say = turn.words.say
    done = Button(say("note.done"), f"need:{need.number}")
    turn.say(what, column(done, Button(say("button.menu"), "menu:")), edit=True, number=need.number)
