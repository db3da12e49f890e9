"""Telling the two sides of a need what happened on the other."""

from __future__ import annotations

from collections.abc import Callable

from handlers.calling_off import is_called_off
from handlers.hearing import is_pressing
from handlers.takers import taker
from handlers.wording import category
from handlers.work import Keys, Work
from locales import texts
from model.following import Follower
from model.need import Need, Outcome
from model.organization import Organization
from model.person import Person
from model.phrase import Phrase, phrase


def about(work: Work, need: Need, what: Callable[[Person], Phrase], keyboard: Keys | None = None) -> None:
    """Tell the resident something about their need; its number and what it is come first.

    While somebody may be in danger no quiet hours hold it back.
    """
    person = work.unit.people.get(need.person_id)
    if person is not None and not is_called_off(work, need):
        work.tell(person.id, framed(need, person, what(person)), keyboard, quiet=not is_pressing(need))


def to_followers(
    work: Work,
    need: Need,
    what: Callable[[Person], Phrase],
    keyboard: Keys | None = None,
    *,
    unless: Callable[[Follower], bool] = lambda _: False,
) -> None:
    """Tell the neighbours who joined, ``unless`` they know; nothing of it may be personal."""
    for one in work.unit.followers.of_need(need.id):
        person = work.unit.people.get(one.person_id)
        if person is not None and not unless(one):
            work.tell(person.id, framed(need, person, what(person)), keyboard)


def everybody(work: Work, need: Need, what: Callable[[Person], Phrase], keyboard: Keys | None = None) -> None:
    """Tell the one who asked and the neighbours who joined the same."""
    about(work, need, what, keyboard)
    to_followers(work, need, what, keyboard)


def framed(need: Need, person: Person, news: Phrase) -> Phrase:
    """News of a need, beginning with its number and what it is."""
    words = texts(person.language)
    what = category(need.category, words) if need.category else words.say("mine.unsorted")
    return Phrase("news.frame", {"number": need.number, "what": what, "news": news})


def outcome(work: Work, need: Need, person: Person) -> Phrase:
    """What the organization says came of it, in its own words where it wrote some."""
    organization = organization_of(work, need.holder_id)
    said, by = _outcome(need), taker(work, need) if organization is None else None
    return phrase(
        f"news.resolved.{said}" if need.outcome_note else f"news.resolved.{said}_plain",
        name=organization.name(person.language) if organization else by.name if by else phrase("news.worker"),
        note=need.outcome_note,
    )


def outcome_asked(work: Work, need: Need, person: Person) -> Phrase:
    """The same, and whether the resident sees it so, too."""
    question = phrase(f"news.resolved.ask.{_outcome(need)}")
    return phrase("news.resolved.asked", said=outcome(work, need, person), question=question)


def _outcome(need: Need) -> str:
    return need.outcome.value if need.outcome else Outcome.SOLVED.value


def community_of(work: Work, need: Need, language: str) -> str | Phrase:
    """The need's community by its name; of one without, that it is theirs."""
    return work.services.atlas.name(need.community, language) or phrase("community.own")


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
