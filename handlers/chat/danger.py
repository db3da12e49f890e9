"""Danger to life or limb comes before everything: it is looked for in what is typed, or asked about."""

from __future__ import annotations

from collections.abc import Callable

from handlers.chat import answering
from handlers.chat.alarms import CATEGORIES, HELP, NUMBERS, respond
from handlers.chat.need import keep_piece
from handlers.turn import Turn
from handlers.wording import column
from matching.text import DangerLevel, look
from model.message import Button
from surveys.answers.words import bare, yes_or_no

CONCERN = "danger.concern"
_THERE_IS = frozenset({"有", "有的", "有危险", "很危险", "危险", "there is", "now", "right now"})
"""Yes, said to "is anyone in danger now?"."""
_CALLS = frozenset({"110", "119", "120", "12356", "sos", "🆘"})
"""What people type who mean to call for help."""


def recognised(turn: Turn) -> bool:
    """Look for danger in what was typed; when it is there, everything else waits."""
    if turn.incoming.tap is not None or not turn.incoming.text or turn.chat.staff_id is not None:
        return False
    turn.looked = look(turn.incoming.text)
    found = turn.looked.danger
    if found is None:
        return _calls_for_help(turn)
    kind, closed = found.kind.value, found.sensed and answering.is_closed(turn)
    if closed and answering.is_answer(turn):
        return False
    if found.level is not DangerLevel.CONCERN and not closed:
        respond(turn, kind, _all_said(turn) if turn.session.at == CONCERN else turn.incoming.text)
        return True
    if turn.session.at == CONCERN:
        return False
    _ask(turn, kind)
    return True


def _calls_for_help(turn: Turn) -> bool:
    """An emergency number typed here, where nothing was asked that a number answers."""
    listening = turn.session.at or turn.session.response
    if listening or turn.incoming.text.strip().lower() not in _CALLS:
        return False
    offer_help(turn)
    return True


def _ask(turn: Turn, kind: str) -> None:
    """It may be danger: ask, keep the words, and go on with whatever is answered."""
    words, held = turn.words, turn.session.held
    if turn.incoming.media is not None and not turn.session.at:
        keep_piece(turn, turn.incoming)
    turn.session.held = f"{held}\n{turn.incoming.text}" if held else turn.incoming.text
    turn.go(CONCERN, f"{kind}:{turn.session.at}:{turn.session.arg}")
    turn.say(
        "danger.concern",
        column(
            Button(words.say("danger.yes_now"), f"alarm:{kind}"),
            Button(words.say("danger.no_go_on"), "fine:"),
        ),
        number=NUMBERS[kind],
        others=words.say(f"danger.others.{NUMBERS[kind]}"),
    )


def alarm(turn: Turn, kind: str) -> None:
    """Yes, it is danger (or the button for help was tapped): alert now."""
    held, turn.session.held = turn.session.held, ""
    _leave(turn)
    respond(turn, kind if kind in CATEGORIES else HELP, held or turn.words.say("danger.button_text"))


def fine(turn: Turn, _: str = "") -> None:
    """No danger: the words are taken like any others, by the room they were meant for."""
    room = _leave(turn)
    if not turn.consented:
        turn.then("welcome")
        return
    held, turn.session.held = turn.session.held, ""
    if held and room:
        turn.then("hear_again", text=held)
    elif held:
        turn.then("understand", text=held)
    else:
        turn.then("menu")


def _leave(turn: Turn) -> str:
    """Back to the room in which it was asked whether there is danger; "" when none was listening."""
    asked = turn.session.at == CONCERN
    room, _, about = turn.session.arg.partition(":")[2].partition(":") if asked else ("", "", "")
    turn.go(room, about)
    return room


def hear(turn: Turn) -> bool:
    """They typed instead of tapping: yes or no, or more, which is taken together with what was said."""
    if not turn.incoming.text:
        return False
    if answered(turn):
        return True
    said = _all_said(turn)
    turn.then("hear_again" if turn.session.at else "understand", text=said)
    return True


def answered(turn: Turn) -> bool:
    """A yes or no typed to the question; before any consent, too. False when it was not asked, or neither."""
    if turn.session.at != CONCERN:
        return False
    answer = yes_or_no(turn.incoming.text)
    if answer or bare(turn.incoming.text) in _THERE_IS:
        alarm(turn, turn.session.arg.partition(":")[0])
    elif answer is False:
        fine(turn)
    else:
        return False
    return True


def _all_said(turn: Turn) -> str:
    """What it was asked about and what is said now; the room that listened before listens again."""
    held, turn.session.held = turn.session.held, ""
    _leave(turn)
    return f"{held}\n{turn.incoming.text}".strip()


def offer_help(turn: Turn) -> None:
    """The button in the menu: numbers at once, and one tap that alerts the person on duty."""
    words = turn.words
    turn.say(
        "danger.offer",
        column(
            Button(words.say("danger.yes_now"), f"alarm:{HELP}"), Button(words.say("button.menu"), "menu:")
        ),
    )


TAPS: dict[str, Callable[[Turn, str], None]] = {"alarm": alarm, "fine": fine}
ROOMS = {CONCERN: hear}
SCREENS: dict[str, Callable[..., None]] = {"emergency": offer_help, "no_danger": fine}
