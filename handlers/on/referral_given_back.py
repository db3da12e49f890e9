"""An organization gave a need back: the next one is asked, and everybody who counted on it hears so once."""

from __future__ import annotations

from handlers.cards import staff_card, worker_keyboard
from handlers.routing import offer_next
from handlers.work import Work
from model.events import ReferralGivenBack
from model.phrase import phrase


def handle(work: Work, event: ReferralGivenBack) -> None:
    """Go on to the next candidate; the resident and the neighbours hear it together with who has it now.

    The organization's other people stop. In danger nobody waits for an answer: those on duty know at once.
    """
    need, left = event.need, event.referral.organization_id
    others = [one for one in work.unit.staff.of_organization(left) if f"staff:{one.id}" != work.actor]
    work.tell_staff(others, phrase("staff.given_back_stop", number=need.number))
    if need.danger:
        card = staff_card(work, need, "staff.alarm_given_back")
        work.tell_staff(work.unit.staff.on_duty(need.community), card, worker_keyboard(work, need))
    offer_next(work, need, instead_of=left)
