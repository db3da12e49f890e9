"""Adding to one's need: a note, a photo, an answer to what staff asked."""

from __future__ import annotations

from handlers.chat import pieces
from handlers.chat.mine import mine
from handlers.closing import add_note
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button

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
        turn.say("note.reply", column(Button(turn.words.say("button.back"), f"need:{number}")))


def hear_note(turn: Turn) -> bool:
    """A note, a photo, an answer."""
    update = turn.incoming
    need = turn.unit.needs.by_number(turn.session.arg)
    if need is None or need.person_id != turn.resident.id or not (update.text or update.media):
        return False
    answer = turn.session.at == REPLY
    add_note(turn, need, pieces.take_note(turn, need), answer=answer)
    turn.go(NOTE, need.number)
    pieces.say_kept(turn, need)
    return True


TAPS = {"note": ask_note, "reply": ask_reply}
ROOMS = {NOTE: hear_note, REPLY: hear_note}
