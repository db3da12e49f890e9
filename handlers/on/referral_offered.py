"""A need was offered: the organization's people get the card; the resident hears it when it moved on."""

from __future__ import annotations

from handlers.calling_off import is_called_off
from handlers.cards import offer_card, offer_keyboard
from handlers.news import about, organization_of, to_followers
from handlers.wording import moment
from handlers.work import Work
from locales import texts
from model.events import ReferralOffered
from model.person import Person
from model.phrase import Phrase, phrase


def handle(work: Work, event: ReferralOffered) -> None:
    """Tell those who must answer. Who has just filed hears it in the answer to that, not here.

    The neighbours hear it as the one who asked does; from an organization that has given it back to the next
    is one message.
    """
    need, referral = event.need, event.referral
    people = work.unit.staff.of_organization(referral.organization_id)
    work.tell_staff(people, offer_card(work, need, referral), offer_keyboard(work, need))
    if event.first or is_called_off(work, need):
        return
    organization = organization_of(work, referral.organization_id)
    gone = organization_of(work, event.instead_of)
    if organization is None:
        return

    def said(person: Person) -> Phrase:
        by = moment(referral.deadline, work.heard_at(person), work.services.zone, texts(person.language))
        names = {"organization": organization.name(person.language), "by": by}
        if gone is not None:
            return phrase("news.given_back", name=gone.name(person.language), **names)
        return phrase("news.offered", **names)

    about(work, need, lambda person: _with_fee(work, event, said(person)))
    # Where one of the residents has reopened it, the neighbours have just heard that it goes on.
    if work.actor != "resident":
        to_followers(work, need, said)


def _with_fee(work: Work, event: ReferralOffered, offered: Phrase) -> Phrase:
    """What the one who asked would have to pay; who follows it with them pays nothing."""
    service = work.services.directory.services.get(event.referral.service_id)
    return phrase("filed.with_fee", offered=offered, fee=service.fee) if service and service.fee else offered
