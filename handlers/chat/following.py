"""Following a neighbour's need: how it stands, adding to it, saying whether it is solved, leaving it."""

from __future__ import annotations

from collections.abc import Callable

from handlers import following
from handlers.chat import pieces
from handlers.chat.notes import FOLLOWED_MORE, is_another_matter, kept
from handlers.chat.standing import progress
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from model.need import Need, NeedState, WrongState

NOTE, REOPEN = "follow.note", "follow.reopen"


def _followed(turn: Turn, number: str) -> Need | None:
    """The need with this number that this resident follows; anything else is told kindly."""
    need = turn.unit.needs.by_number(number)
    if need is None or turn.unit.followers.get(need.id, turn.resident.id) is None:
        turn.then("expired")
        return None
    return need


def show_one(turn: Turn, need: Need, said: str = "") -> None:
    """How a followed need stands; after what is ``said`` of it just now."""
    say, number = turn.words.say, need.number
    turn.go()
    resolved = need.state is NeedState.RESOLVED
    again = "need.not_solved" if resolved else "need.came_back"
    over = resolved or need.state is NeedState.CLOSED
    turn.say_plain(
        "\n".join((*((said, "") if said else ()), say("follow.head"), *progress(turn, need))),
        column(
            Button(say("need.solved"), f"f.solved:{number}") if resolved else None,
            Button(say(again), f"f.unsolved:{number}") if over else None,
            Button(say("filed.add"), f"f.note:{number}") if need.state.is_open else None,
            Button(say("follow.leave"), f"f.leave:{number}"),
            Button(say("mine.all"), "menu:mine"),
            Button(say("button.menu"), "menu:"),
        ),
    )


def leave(turn: Turn, number: str) -> None:
    """No longer follow."""
    need = _followed(turn, number)
    if need is not None:
        sent = turn.unit.needs.attachments(need.id)
        following.leave(turn, need, turn.resident.id)
        turn.drop_files(piece.ref for piece in sent if piece.person_id == turn.resident.id)
        turn.go()
        menu = Button(turn.words.say("button.menu"), "menu:")
        turn.say("follow.left", column(menu), edit=True, number=number)


def ask_note(turn: Turn, number: str) -> None:
    """What is typed or sent next belongs to the followed need."""
    if _followed(turn, number) is not None:
        turn.go(NOTE, number)
        turn.say("note.ask", column(Button(turn.words.say("button.back"), f"need:{number}")))


def hear_note(turn: Turn) -> bool:
    """A note or a photo from a neighbour."""
    update, person = turn.incoming, turn.resident
    need = turn.unit.needs.by_number(turn.session.arg)
    known = need is not None and turn.unit.followers.get(need.id, person.id) is not None
    if need is None or not known or not (update.text or update.media):
        return False
    if turn.session.at == FOLLOWED_MORE and is_another_matter(turn, need):
        return False
    following.add_note(turn, need, person.id, pieces.take_note(turn, need))
    kept(turn, need)
    return True


def solved(turn: Turn, number: str) -> None:
    """It is solved here, too."""
    need = _followed(turn, number)
    if need is None:
        return
    try:
        following.is_solved(turn, need, turn.resident.id)
    except WrongState:
        show_one(turn, need)
        return
    turn.say("follow.thanks", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)


def unsolved(turn: Turn, number: str) -> None:
    """It is not solved here: ask what is missing."""
    need = _followed(turn, number)
    if need is None:
        return
    if need.state not in {NeedState.RESOLVED, NeedState.CLOSED}:
        show_one(turn, need)
        return
    turn.go(REOPEN, number)
    again = Button(turn.words.say("need.just_reopen"), f"f.reopen:{number}")
    back = Button(turn.words.say("button.back"), f"need:{number}")
    turn.say("need.what_is_missing", column(again, back), edit=True)


def hear_reopen(turn: Turn) -> bool:
    """What is missing, in words."""
    if not turn.incoming.text:
        return False
    _reopen(turn, turn.session.arg, turn.incoming.text)
    return True


def just_reopen(turn: Turn, number: str) -> None:
    """Without words."""
    _reopen(turn, number, "")


def _reopen(turn: Turn, number: str, why: str) -> None:
    turn.go()
    need = _followed(turn, number)
    if need is None:
        return
    try:
        need = following.is_not_solved(turn, need, turn.resident.id, why)
    except WrongState:
        show_one(turn, need)
        return
    show_one(turn, need, turn.words.say("need.reopened", number=number))


TAPS = {
    "f.note": ask_note,
    "f.leave": leave,
    "f.solved": solved,
    "f.unsolved": unsolved,
    "f.reopen": just_reopen,
}
ROOMS = {NOTE: hear_note, FOLLOWED_MORE: hear_note, REOPEN: hear_reopen}
SCREENS: dict[str, Callable[..., None]] = {"followed": show_one}
