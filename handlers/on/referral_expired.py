"""A deadline passed without an answer: the next one is asked, and the late one is told."""

from __future__ import annotations

from handlers.routing import offer_next
from handlers.work import Work
from model.events import ReferralExpired
from model.phrase import phrase


def handle(work: Work, event: ReferralExpired) -> None:
    """Go on to the next candidate."""
    people = work.unit.staff.of_organization(event.referral.organization_id)
    work.tell_staff(people, phrase("staff.expired", number=event.need.number))
    offer_next(work, event.need)
