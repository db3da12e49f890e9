"""An organization accepted: the resident hears who comes and how to reach them."""

from __future__ import annotations

from handlers.news import about, organization_of, to_followers
from handlers.work import Work
from model.events import ReferralAccepted
from model.phrase import phrase


def handle(work: Work, event: ReferralAccepted) -> None:
    """Tell the resident, in one message."""
    organization = organization_of(work, event.referral.organization_id)
    if organization is not None:
        key = "news.accepted" if organization.phone else "news.accepted_no_phone"
        about(
            work,
            event.need,
            lambda person: phrase(key, name=organization.name(person.language), phone=organization.phone),
        )
        to_followers(
            work,
            event.need,
            lambda person: phrase("news.joined_accepted", name=organization.name(person.language)),
        )
