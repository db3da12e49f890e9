"""A need was offered: the organization's people get the card; the resident hears it when it moved on."""

from __future__ import annotations

from handlers.calling_off import is_called_off
from handlers.cards import offer_card, offer_keyboard
from handlers.news import everybody, organization_of
from handlers.wording import moment
from handlers.work import Work
from locales import texts
from model.events import ReferralOffered
from model.organization import Organization
from model.person import Person
from model.phrase import Phrase, phrase


def handle(work: Work, event: ReferralOffered) -> None:
    """Tell those who must answer. Who has just filed hears it in the answer to that, not here."""
    need, referral = event.need, event.referral
    people = work.unit.staff.of_organization(referral.organization_id)
    work.tell_staff(people, offer_card(work, need, referral), offer_keyboard(work, need))
    if event.first or is_called_off(work, need):
        return
    organization = organization_of(work, referral.organization_id)
    person = work.unit.people.get(need.person_id)
    if organization is None or person is None:
        return
    gone = organization_of(work, event.instead_of)
    if gone is not None:
        _instead(work, event, gone, organization)
        return
    by = moment(referral.deadline, work.now, work.services.zone, texts(person.language))
    work.tell(
        need.person_id,
        phrase("news.offered", number=need.number, organization=organization.name(person.language), by=by),
    )


def _instead(work: Work, event: ReferralOffered, gone: Organization, asked: Organization) -> None:
    """Who was to come cannot after all, and who is asked now: one message, to the neighbours, too."""

    def say(person: Person) -> Phrase:
        by = moment(event.referral.deadline, work.now, work.services.zone, texts(person.language))
        names = {"name": gone.name(person.language), "organization": asked.name(person.language)}
        return phrase("news.given_back", by=by, **names)

    everybody(work, event.need, say)
