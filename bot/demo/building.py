"""Puts the street together, out of ids, a moment and a seed; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from bot.demo.agenda import decisions, topics
from bot.demo.arrivals import arrivals
from bot.demo.authors import Authors
from bot.demo.cast import street_staff
from bot.demo.delivery import deliver
from bot.demo.fate import Ended, Fate
from bot.demo.goods import allocations, resources
from bot.demo.linkage import Planner
from bot.demo.market import Market
from bot.demo.organizations import Member, members, newly_opened
from bot.demo.phrases import Phrases
from bot.demo.places import places
from bot.demo.present import Present
from bot.demo.residents import Resident, arrived, residents
from bot.demo.routing import alarm, route
from bot.demo.story import Story
from bot.demo.street import Street
from bot.demo.together import Together
from bot.demo.volunteering import Recruiter
from model import taxonomy
from model.need import NeedState
from model.person import Person, Role

SEED = 20_260_119
_IN_HAND = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS})


def build(ids: Callable[[], int], now: datetime) -> Street:
    """The whole street. The same ids and the same moment give the same street."""
    now = now.astimezone(UTC).replace(microsecond=0)
    street = Street(places=places())
    organized = members(ids, now, street.places)
    _directory(street, organized)
    street.staff = [*street_staff(ids), *(one for member in organized for one in member.staff)]
    people = residents(ids, now, Random(SEED))
    street.stories = _stories(street, organized, people, now)
    for story in street.stories:
        story.settle(ids)
    street.resources, street.pledges = resources(ids, now, Random(SEED + 1))
    street.allocations = allocations(ids, street.stories, street.resources)
    _community_life(street, organized, people, ids, now)
    street.plan_lines = Planner(ids, street, now).confirm()
    street.people = _people(street, people, now)
    street.services += newly_opened(ids, organized)
    return street


def _directory(street: Street, organized: list[Member]) -> None:
    for member in organized:
        street.organizations.append(member.organization)
        street.services += member.services
        street.disclosures += member.disclosures


def _stories(street: Street, organized: list[Member], people: list[Resident], now: datetime) -> list[Story]:
    """The past, told from the oldest need on, and what is open now; in the order they were filed."""
    random = Random(SEED + 2)
    workers = [one for one in street.staff if one.role is Role.SOCIAL_WORKER]
    market = Market(organized, street.places, random)
    phrases = Phrases(random)
    fate = Fate(market, phrases, workers, now, random)
    authors = Authors(people, workers, phrases, random)
    told: list[Story] = []
    for position, arrival in enumerate(arrivals(now, random), start=1):
        need, author = authors.need(arrival, position)
        story = Story(need)
        _tell(fate, story, author.person.language)
        told.append(story)
    told += Present(market, people, workers, now, len(told)).stories()
    told += Together(market, people, workers, now, len(told)).stories()
    return sorted(told, key=lambda story: (story.need.created_at, story.need.id))


def _tell(fate: Fate, story: Story, language: str) -> None:
    """Everything that happened to a need, as far as it has happened."""
    story.submit()
    try:
        if story.need.danger:
            alarm(fate, story)
        else:
            route(fate, story)
        deliver(fate, story, language)
    except Ended:
        pass
    if story.need.state in _IN_HAND:
        fate.market.hold(story.current.service_id, story.current.offered_at, None)


def _community_life(
    street: Street, organized: list[Member], people: list[Resident], ids: Callable[[], int], now: datetime
) -> None:
    helped = Recruiter(ids, now, Random(SEED + 3)).recruit(people, organized)
    street.volunteers = helped.volunteers
    street.activities = helped.activities
    street.shifts = helped.shifts
    street.sign_ups = helped.sign_ups
    street.hours = helped.hours
    street.topics, street.supports = topics(ids, now, people, Random(SEED + 4))
    street.decisions = decisions(ids, now, street.staff)


def _people(street: Street, people: list[Resident], now: datetime) -> list[Person]:
    """Residents came when they first did something; those who did nothing yet came some time ago."""
    firsts: dict[int, list[datetime]] = {one.id: [] for one in people}
    sensitive: dict[int, datetime] = {}
    for story in street.stories:
        need = story.need
        firsts[need.person_id].append(need.created_at)
        if need.category and taxonomy.category(need.category).sensitive:
            sensitive.setdefault(need.person_id, need.created_at)
        for follower in story.followers:
            firsts[follower.person_id].append(follower.at)
    for volunteer in street.volunteers:
        firsts[volunteer.person_id].append(volunteer.since)
    for topic, person_id in street.topics:
        firsts[person_id].append(topic.raised_at)
    for support in street.supports:
        firsts[support.person_id].append(support.at)
    idle = now - timedelta(days=30)
    return [arrived(one, min(firsts[one.id], default=idle), sensitive.get(one.id)) for one in people]
