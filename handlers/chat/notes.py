"""Adding to one's need: a note, a photo, an answer to what staff asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers.chat import asides, pieces
from handlers.chat.mine import mine
from handlers.chat.understanding import of_another_field, read, says_where
from handlers.closing import add_note
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Kind
from model.message import Button
from model.need import Entry, Need
from surveys.answers.words import bare

NOTE, REPLY, MORE = "request.note", "request.reply", "request.more"
FOLLOWED_MORE = "follow.more"
"""The same for a need that is followed."""
_LATELY = timedelta(days=2)
_ENOUGH = frozenset({"好了", "没了", "没有了", "就这些", "谢谢", "done", "that is all", "thanks"})
"""Nothing more is to be added."""
_NODS = frozenset({Kind.YES, Kind.NO, Kind.THANKS})
_FOR_US = frozenset({Kind.WANTS_HUMAN, Kind.MENU_WORD, Kind.QUESTION_ABOUT_BOT, Kind.GREETING, Kind.ABUSE})
"""What is never an answer to somebody else's question."""


def ask_note(turn: Turn, number: str) -> None:
    """What is typed or sent next belongs to this need."""
    need = mine(turn, number)
    if need is not None and not need.state.is_open:
        turn.then("request", number=number)
    elif need is not None:
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
    more = turn.session.at == MORE
    if need.state.is_open and not answer and _is_enough(turn, more=more):
        turn.then("request", number=need.number)
        return True
    if not need.state.is_open or (more and is_another_matter(turn, need)):
        turn.go()
        return False
    add_note(turn, need, pieces.take_note(turn, need), answer=answer)
    kept(turn, need)
    return True


def kept(turn: Turn, need: Need, what: str = "note.kept") -> None:
    """It was added; what is said next belongs to it, too, unless it is clearly another matter."""
    turn.go(MORE if need.person_id == turn.resident.id else FOLLOWED_MORE, need.number)
    pieces.say_kept(turn, need, what)


def _is_enough(turn: Turn, *, more: bool) -> bool:
    """Nothing more is to be added; once something was, a yes or a no says so, too."""
    text = turn.incoming.text
    return bare(text) in _ENOUGH or (more and bool(text) and read(turn, text).kind in _NODS)


def is_another_matter(turn: Turn, need: Need) -> bool:
    """What is said after something was added is clearly no more of it; the room is left for that look."""
    turn.go()
    return bool(turn.incoming.text) and (asides.meant(turn) is not None or _is_another(turn, need))


def typed_answer(turn: Turn, latest: Sequence[Need]) -> bool:
    """Typed without a tap on "answer", soon after staff asked: theirs, unless clearly another matter."""
    if not turn.incoming.text or turn.session.draft is not None:
        return False
    open_ = {need.id: need for need in latest if need.state.is_open}
    stories = turn.unit.needs.stories(list(open_)) if open_ else {}
    asked = next((open_[one] for one, story in stories.items() if _is_asked(turn, story)), None)
    if asked is None or _is_another(turn, asked):
        return False
    say = turn.words.say
    add_note(turn, asked, pieces.take_note(turn, asked), answer=True)
    more = Button(say("filed.add"), f"note:{asked.number}")
    turn.say("note.answered", column(more, Button(say("button.menu"), "menu:")))
    return True


def _is_asked(turn: Turn, story: Sequence[Entry]) -> bool:
    """Whether staff asked something of late and nothing was answered."""
    last = next((one for one in reversed(story) if one.kind in {"asked", "replied"}), None)
    return last is not None and last.kind == "asked" and turn.now - last.at <= _LATELY


def _is_another(turn: Turn, need: Need) -> bool:
    text = turn.incoming.text
    found = read(turn, text)
    if found.kind is not Kind.NEED:
        return found.kind in _FOR_US
    return not says_where(text, found) and of_another_field(found, need.category)


TAPS = {"note": ask_note, "reply": ask_reply}
ROOMS = {NOTE: hear_note, REPLY: hear_note, MORE: hear_note}
SCREENS: dict[str, Callable[..., None]] = {"note_kept": kept}
