"""Asked to lend a hand: a volunteer's yes or no, the resident's consent, a worker who stands behind it."""

from __future__ import annotations

from collections.abc import Callable

from handlers import linkage
from handlers.chat.staff import me
from handlers.turn import Turn
from handlers.wording import column
from model.cleaning import row_id
from model.linkage import Party, PlanLine
from model.message import Button
from model.need import Need, WrongState

PHONE = "helping.phone"


def _line(turn: Turn, line_id: str) -> tuple[PlanLine, Need] | None:
    wanted = row_id(line_id)
    line = turn.unit.plans.get(wanted) if wanted is not None else None
    need = turn.unit.needs.get(line.need_id) if line else None
    return (line, need) if line is not None and need is not None else None


def _asked(turn: Turn, line_id: str) -> tuple[PlanLine, Need] | None:
    """The line by which this volunteer was asked; anything else is told kindly."""
    found = _line(turn, line_id)
    if found and found[0].party is Party.VOLUNTEER and found[0].subject_id == turn.resident.id:
        return found
    turn.then("expired")
    return None


def yes(turn: Turn, line_id: str) -> None:
    """They come. Without a telephone nobody could call them: it is asked for, and may be left out."""
    found = _asked(turn, line_id)
    if found is None:
        return
    try:
        linkage.answer(turn, found[1], found[0], yes=True)
    except WrongState:
        turn.say("plan.over", edit=True)
        return
    cannot = Button(turn.words.say("plan.cannot"), f"v.no:{line_id}")
    turn.say("plan.thanks", column(cannot), edit=True)
    if not turn.resident.phone:
        turn.go(PHONE)
        turn.say("plan.phone", ask_phone=turn.words.say("plan.share_phone"))


def no(turn: Turn, line_id: str) -> None:
    """Not this time; or not after all."""
    found = _asked(turn, line_id)
    if found is None:
        return
    try:
        linkage.answer(turn, found[1], found[0], yes=False)
    except WrongState:
        turn.say("plan.over", edit=True)
        return
    turn.go()
    turn.say("plan.no_thanks", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)


def hear_phone(turn: Turn) -> bool:
    """The telephone by which the worker can call the volunteer."""
    given = turn.incoming.phone or turn.incoming.text.strip()
    digits = "".join(one for one in given if one.isdigit() or one == "+")
    if not 6 <= len(digits) <= 16:
        return False
    turn.change_person(phone=digits)
    turn.go()
    turn.say("plan.phone_kept", column(Button(turn.words.say("button.menu"), "menu:")))
    return True


def _of_mine(turn: Turn, line_id: str) -> tuple[PlanLine, Need] | None:
    """The line of this resident's own need."""
    found = _line(turn, line_id)
    if found and found[1].person_id == turn.resident.id:
        return found
    turn.then("expired")
    return None


def share(turn: Turn, line_id: str) -> None:
    """The resident agrees that both learn how to reach each other."""
    _answer(turn, line_id, linkage.share, "plan.shared")


def keep(turn: Turn, line_id: str) -> None:
    """The resident would rather not; the worker arranges it between them."""
    _answer(turn, line_id, linkage.keep, "plan.kept")


def _answer(turn: Turn, line_id: str, act: Callable[[Turn, Need, PlanLine], object], said: str) -> None:
    """Do it and say so; or that the volunteer does not come any more."""
    found = _of_mine(turn, line_id)
    if found is None:
        return
    line, need = found
    try:
        act(turn, need, line)
    except WrongState:
        turn.say("news.volunteer_off" if need.state.is_open else "plan.over", edit=True)
        return
    turn.say(said, column(Button(turn.words.say("button.menu"), "menu:")), edit=True)


def support(turn: Turn, argument: str) -> None:
    """A social worker says whether they stand behind a need."""
    line_id, _, said = argument.partition(":")
    staff, found = me(turn), _line(turn, line_id)
    if staff is None:
        return
    if found is None or found[0].party is not Party.SUPPORT or found[0].subject_id != staff.id:
        turn.say("staff.not_yours", edit=True)
        return
    line, need = found
    try:
        linkage.answer(turn, need, line, yes=said == "yes")
    except WrongState:
        turn.say("plan.over", edit=True)
        return
    turn.say("plan.support_kept" if said == "yes" else "plan.no_thanks", edit=True, number=need.number)


STAFF_TAPS = {"s.support": support}
TAPS = {"v.yes": yes, "v.no": no, "v.share": share, "v.keep": keep, **STAFF_TAPS}
ROOMS = {PHONE: hear_phone}
