"""Adding to one's need: a note, a photo, an answer to what staff asked."""

from __future__ import annotations

from handlers.chat.mine import mine
from handlers.closing import add_note
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from model.need import Attachment

NOTE, REPLY = "request.note", "request.reply"


def ask_note(turn: Turn, number: str) -> None:
    """What is typed or sent next belongs to this need."""
    if mine(turn, number) is not None:
        turn.go(NOTE, number)
        turn.say("note.ask", column(Button(turn.words.say("button.back"), f"need:{number}")))


def ask_reply(turn: Turn, number: str) -> None:
    """What is typed next answers the worker's question."""
    if mine(turn, number) is not None:
        turn.go(REPLY, number)
        turn.say("note.reply", edit=False)


def hear_note(turn: Turn) -> bool:
    """A note, a photo, an answer."""
    update = turn.incoming
    need = turn.unit.needs.by_number(turn.session.arg)
    if need is None or not (update.text or update.media):
        return False
    if update.media is not None:
        media = update.media
        turn.unit.needs.attach(
            Attachment(
                turn.services.ids(),
                need.id,
                turn.now,
                update.address.channel,
                media.kind.value,
                media.ref,
                media.mime,
            )
        )
    answer = turn.session.at == REPLY
    add_note(turn, need, update.text or turn.words.say("note.photo"), answer=answer)
    turn.go(NOTE, need.number)
    done = Button(turn.words.say("note.done"), f"need:{need.number}")
    turn.say("note.kept", column(done, Button(turn.words.say("button.menu"), "menu:")))
    return True


TAPS = {"note": ask_note, "reply": ask_reply}
ROOMS = {NOTE: hear_note, REPLY: hear_note}
