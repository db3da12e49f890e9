"""Staff in a messenger: link the account once, then answer referrals by a tap."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import referrals
from handlers.calling_off import is_called_off
from handlers.cards import progress_keyboard
from handlers.chat.accepted import summary
from handlers.hearing import hears
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from model.need import Need, Outcome, Visibility, WrongState
from model.person import Staff
from model.referral import DeclineReason

_CODE = re.compile(r"(?:/link|绑定|link)\s*(\d{6,8})", re.IGNORECASE)
PAYLOAD = "link-"
"""A deep link with this and a code links the chat."""
ASK, NOTE, RESOLVE = "staff.ask", "staff.note", "staff.resolve"


def code(turn: Turn) -> bool:
    """A one-time code from the desk links this chat to a member of staff."""
    found = _CODE.fullmatch(turn.incoming.text.strip())
    if found is None:
        return False
    link(turn, found.group(1))
    return True


def link(turn: Turn, digits: str) -> None:
    """Use up a code."""
    staff_id = turn.unit.staff.use_code(digits, turn.now)
    staff = turn.unit.staff.get(staff_id) if staff_id is not None else None
    if staff is None:
        turn.say("staff.code_wrong")
        return
    turn.chat = replace(turn.chat, staff_id=staff.id, language=staff.language)
    turn.say("staff.linked", name=staff.name)


def me(turn: Turn) -> Staff | None:
    """The member of staff in this chat; anybody else is told so."""
    staff = turn.unit.staff.get(turn.chat.staff_id) if turn.chat.staff_id is not None else None
    if staff is None or not staff.active:
        turn.say("staff.not_linked")
        return None
    turn.actor = f"staff:{staff.id}"
    return staff


def with_need(act: Callable[[Turn, Staff, Need, str], None]) -> Callable[[Turn, str], None]:
    """A tap on a need's card: find both, act, and tell when it may not be or is too late."""

    def tap(turn: Turn, argument: str) -> None:
        number, _, rest = argument.partition(":")
        staff = me(turn)
        need = turn.unit.needs.by_number(number)
        if staff is None:
            return
        if need is None or not referrals.may_see(turn, staff, need):
            turn.say("staff.not_yours", edit=True)
            return
        try:
            act(turn, staff, need, rest)
        except referrals.NotAllowed:
            turn.say("staff.not_yours")
        except WrongState:
            state = turn.words.say(f"desk.state.{need.state.value}")
            turn.say("staff.moved_on", number=need.number, state=state)

    return tap


def accept(turn: Turn, staff: Staff, need: Need, _: str) -> None:
    """Accept; now the contact is theirs to see."""
    need = referrals.accept(turn, staff, need)
    turn.say_plain(summary(turn, need), progress_keyboard(turn, need)(turn.words), edit=True)


def take(turn: Turn, staff: Staff, need: Need, _: str) -> None:
    """A social worker takes it on."""
    need = referrals.take(turn, staff, need)
    turn.say_plain(summary(turn, need), progress_keyboard(turn, need)(turn.words), edit=True)


def decline(turn: Turn, staff: Staff, need: Need, reason: str) -> None:
    """Decline: first the reason."""
    if not reason:
        buttons = [
            Button(turn.words.say(f"decline.{one.value}"), f"s.decline:{need.number}:{one.value}")
            for one in DeclineReason
        ]
        turn.say("staff.decline_why", column(*buttons), edit=True, number=need.number)
        return
    referrals.decline(turn, staff, need, DeclineReason(reason))
    turn.say("staff.declined", edit=True, number=need.number, reason=turn.words.say(f"decline.{reason}"))


def start(turn: Turn, staff: Staff, need: Need, _: str) -> None:
    """Work has begun."""
    need = referrals.start(turn, staff, need)
    key = "staff.started" if hears(turn, need) else "staff.started_unheard"
    turn.say(key, progress_keyboard(turn, need)(turn.words), number=need.number)


def resolve(turn: Turn, staff: Staff, need: Need, outcome: str) -> None:
    """Resolve: the outcome first; what remains or why not in words."""
    if not outcome:
        buttons = [
            Button(turn.words.say(f"outcome.{one.value}"), f"s.resolve:{need.number}:{one.value}")
            for one in Outcome
        ]
        turn.say("staff.outcome", column(*buttons), number=need.number)
    elif outcome == Outcome.SOLVED.value:
        referrals.resolve(turn, staff, need, Outcome.SOLVED)
        turn.say("staff.resolved", edit=True, number=need.number)
    else:
        turn.go(RESOLVE, f"{need.number}:{outcome}")
        turn.say(f"staff.outcome_words.{outcome}", edit=True)


def _check_theirs(turn: Turn, staff: Staff, need: Need) -> None:
    """The buttons stay in the chat when the need has gone to somebody else."""
    if not referrals.is_theirs(turn, staff, need):
        raise referrals.NotAllowed


def ask(turn: Turn, staff: Staff, need: Need, _: str) -> None:
    """What is typed next is a question to the resident."""
    _check_theirs(turn, staff, need)
    if is_called_off(turn, need):
        turn.say("staff.called_off", number=need.number)
        return
    if not hears(turn, need):
        turn.say("staff.unheard", number=need.number)
        return
    turn.go(ASK, need.number)
    turn.say("staff.ask_words", number=need.number)


def note(turn: Turn, staff: Staff, need: Need, _: str) -> None:
    """What is typed next is a note the resident can read."""
    _check_theirs(turn, staff, need)
    turn.go(NOTE, need.number)
    joined = turn.unit.followers.counts([need.id]).get(need.id, 0)
    key = "staff.note_words_joined" if joined else "staff.note_words"
    turn.say("staff.note_words_inside" if is_called_off(turn, need) else key, number=need.number)


def only_staff(turn: Turn) -> None:
    """Typed in a chat that belongs to staff and to no resident."""
    if turn.session.at in ROOMS and hear(turn):
        return
    turn.say(
        "staff.only_staff",
        column(
            Button(turn.words.say("staff.open_desk"), url=f"{turn.services.page}/desk"),
            Button(turn.words.say("staff.also_resident"), "resident:"),
        ),
    )


def also_resident(turn: Turn, _: str) -> None:
    """Staff are often residents too."""
    turn.then("welcome")


def hear(turn: Turn) -> bool:
    """The words a tap before asked for."""
    room, argument = turn.session.at, turn.session.arg
    text = turn.incoming.text.strip()
    if not text:
        return False
    turn.go()
    number, _, rest = argument.partition(":")

    def act(turn_: Turn, staff: Staff, need: Need, _: str) -> None:
        if room == ASK:
            referrals.ask(turn_, staff, need, text)
        elif room == NOTE:
            referrals.note(turn_, staff, need, text, Visibility.EVERYONE)
        else:
            referrals.resolve(turn_, staff, need, Outcome(rest), text)
        turn_.say("staff.done", number=need.number)

    with_need(act)(turn, number)
    return True


TAPS: dict[str, Callable[[Turn, str], None]] = {
    "s.accept": with_need(accept),
    "s.take": with_need(take),
    "s.decline": with_need(decline),
    "s.start": with_need(start),
    "s.resolve": with_need(resolve),
    "s.ask": with_need(ask),
    "s.note": with_need(note),
    "resident": also_resident,
}
ROOMS = {ASK: hear, NOTE: hear, RESOLVE: hear}
