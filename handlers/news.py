"""Telling the two sides of a need what happened on the other."""

from __future__ import annotations

from collections.abc import Callable

from handlers.wording import category
from handlers.work import Keys, Work
from locales import texts
from model.need import Need
from model.organization import Organization
from model.person import Person
from model.phrase import Phrase


def about(work: Work, need: Need, what: Callable[[Person], Phrase], keyboard: Keys | None = None) -> None:
    """Tell the resident something about their need; its number and what it is come first."""
    person = work.unit.people.get(need.person_id)
    if person is None:
        return
    words = texts(person.language)
    news = Phrase(
        "news.frame", {"number": need.number, "what": category(need.category, words), "news": what(person)}
    )
    work.tell(person.id, news, keyboard)


def organization_of(work: Work, organization_id: int | None) -> Organization | None:
    """The organization, if there is one."""
    return work.services.directory.organizations.get(organization_id) if organization_id is not None else None


def tell_holder(work: Work, need: Need, what: Phrase) -> None:
    """Tell the people of the organization that has accepted the need."""
    if need.holder_id is not None:
        work.tell_staff(work.unit.staff.of_organization(need.holder_id), what)


def tell_current(work: Work, need: Need, what: Phrase) -> None:
    """Tell the people of the organization that was asked or has accepted."""
    current = work.unit.referrals.current(need.id)
    if current is not None:
        work.tell_staff(work.unit.staff.of_organization(current.organization_id), what)
