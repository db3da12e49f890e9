"""Staff in a messenger: accepted by mistake, or it cannot be done after all: back with it, with a reason."""

from __future__ import annotations

from collections.abc import Callable

from handlers import referrals
from handlers.cards import progress_keyboard
from handlers.chat.accepted import summary
from handlers.chat.staff import with_need
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from model.need import Need
from model.person import Staff
from model.referral import DeclineReason


def give_back(turn: Turn, staff: Staff, need: Need, reason: str) -> None:
    """First the reason; it takes the place of the resident's words and contact, which are on the card."""
    say = turn.words.say
    if not reason:
        referrals.accepted(turn, staff, need)
        reasons = [
            Button(say(f"decline.{one.value}"), f"s.back:{need.number}:{one.value}") for one in DeclineReason
        ]
        keep = Button(say("staff.keep"), f"s.keep:{need.number}")
        turn.say("staff.give_back_why", column(*reasons, keep), edit=True, number=need.number)
        return
    referrals.give_back(turn, staff, need, DeclineReason(reason))
    turn.say("staff.given_back", edit=True, number=need.number, reason=say(f"decline.{reason}"))


def keep(turn: Turn, staff: Staff, need: Need, _: str) -> None:
    """It stays with them: the card is there again."""
    referrals.accepted(turn, staff, need)
    turn.say_plain(summary(turn, need), progress_keyboard(turn, need)(turn.words), edit=True)


TAPS: dict[str, Callable[[Turn, str], None]] = {
    "s.back": with_need(give_back),
    "s.keep": with_need(keep),
}
