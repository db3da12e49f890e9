"""My requests: one's own and those followed with neighbours, how each stands, what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from handlers.chat.mine import all_mine, mine
from handlers.chat.standing import progress, state, what
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button, Keyboard
from model.need import Need, NeedState

_LISTED = 8


def show(turn: Turn, what: str = "mine.title") -> None:
    """All of them, newest first."""
    words, person = turn.words, turn.resident
    followed = turn.unit.followers.of_person(person.id)
    joined = {one.origin_id for one in followed}
    own = [one for one in all_mine(turn, _LISTED) if one.id not in joined]
    others = turn.unit.needs.load([one.need_id for one in followed[:_LISTED]]) if followed else []
    needs = sorted([*own, *others], key=lambda need: -need.id)[:_LISTED]
    if not needs:
        turn.say("mine.none", column(Button(words.say("button.menu"), "menu:")))
        return
    buttons = [_button(turn, need) for need in needs]
    turn.say(what, column(*buttons, Button(words.say("button.menu"), "menu:")))


def _button(turn: Turn, need: Need) -> Button:
    words = turn.words
    label = words.say(
        "mine.line" if need.person_id == turn.resident.id else "follow.line",
        number=need.number,
        what=what(need, words).rpartition(" · ")[2],
        state=state(need, words),
    )
    return Button(label, f"need:{need.number}")


def show_one(turn: Turn, number: str, said: str = "") -> None:
    """One need: its state, its holder, its story; after what is ``said`` of it just now."""
    followed = _followed(turn, number)
    if followed is not None:
        turn.then("followed", need=followed, said=said)
        return
    need = mine(turn, number)
    if need is None:
        return
    turn.go()
    lines = [said, ""] if said else []
    turn.say_plain("\n".join([*lines, *progress(turn, need, quoted=True)]), _keyboard(turn, need))


def _followed(turn: Turn, number: str) -> Need | None:
    """The need that is followed under this number; one's own that staff joined to another leads there."""
    for one in turn.unit.followers.of_person(turn.resident.id):
        need = turn.unit.needs.get(one.need_id)
        origin = turn.unit.needs.get(one.origin_id) if one.origin_id else None
        if need is not None and number in {need.number, origin.number if origin else ""}:
            return need
    return None


def _keyboard(turn: Turn, need: Need) -> Keyboard:
    say, number = turn.words.say, need.number
    buttons: list[Button] = []
    if need.state is NeedState.RESOLVED:
        buttons += [
            Button(say("need.solved"), f"solved:{number}"),
            Button(say("need.not_solved"), f"unsolved:{number}"),
        ]
    if need.state is NeedState.CLOSED and need.rating is None:
        buttons.append(Button(say("need.rate"), f"rate:{number}"))
    if need.state is NeedState.CLOSED:
        buttons.append(Button(say("need.came_back"), f"unsolved:{number}"))
    if need.state.is_open:
        buttons.append(Button(say("filed.add"), f"note:{number}"))
    if need.state.is_open and need.state is not NeedState.RESOLVED:
        buttons.append(Button(say("need.withdraw"), f"drop:{number}"))
    return column(*buttons, Button(say("mine.all"), "menu:mine"), Button(say("button.menu"), "menu:"))


TAPS = {"need": show_one}
SCREENS: dict[str, Callable[..., None]] = {"mine": show, "request": show_one}
