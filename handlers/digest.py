"""The weekly digest: gathered from the store, kept as it was made, sent to the committee once."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests import (
    Decision,
    Digest,
    Facts,
    Sources,
    before,
    compose,
    from_plain,
    gather,
    span,
    to_plain,
    week_of,
)
from digests.facts import HISTORY
from digests.render.chart import chart
from digests.render.chat import chat_text
from handlers.services import Services
from handlers.work import Work
from locales import Texts, texts
from model.message import Button, File, Outgoing
from model.person import Role, Staff
from model.place import Place
from storage.unit import Unit


class UnknownCommunity(LookupError):
    """There is no community with this code."""


def make(unit: Unit, services: Services, community: str, week: str, now: datetime) -> Facts:
    """The facts of a community's week. UnknownCommunity, or NotAWeek for a week that is none."""
    place = services.atlas.community(community)
    if place is None:
        raise UnknownCommunity(community)
    return gather(_sources(unit, services, place, week, now), place, week, now, services.zone)


def _sources(unit: Unit, services: Services, place: Place, week: str, now: datetime) -> Sources:
    """Only what concerns the community: each question has an index, however large the city is."""
    community, tree = place.code, services.directory.places
    since = span(before(week, HISTORY), services.zone).start
    here = span(week, services.zone)
    around = (*tree.chain(community), *tree.within(community))
    serving = services.directory.serving(around)
    needs = unit.needs.for_digest(community, since, here.end)
    ids = [need.id for need in needs]
    shifts = unit.volunteers.shifts(since, here.end, community)
    people, places = services.hidden.of(unit, services.atlas)
    return Sources(
        needs=needs,
        entries=unit.needs.turning_points(ids, since),
        referrals=unit.referrals.made_for(ids),
        elsewhere=unit.referrals.in_hand(
            [organization.id for organization, _ in serving], ids, since, min(now, here.end), here.start
        ),
        organizations=[organization for organization, _ in serving],
        services=[service for _, offered in serving for service in offered],
        volunteers=unit.volunteers.covering(around),
        activities=unit.volunteers.activities(community).values(),
        shifts=shifts,
        sign_ups=unit.volunteers.sign_ups_of([shift.id for shift in shifts]),
        topics=unit.topics.of_community(community),
        decisions=[
            Decision(row["text"], row["outcome"])
            for row in unit.digests.decisions(community, before(week, 1))
        ],
        places=[services.atlas.places[code] for code in around if code in services.atlas.places],
        followers=unit.followers.of_needs(ids),
        never=people,
        place_names=places,
    )


def read(unit: Unit, services: Services, community: str, week: str, now: datetime) -> Digest:
    """A digest as it was made, or as it stands now when it was not made yet."""
    kept = unit.digests.get(community, week)
    if kept is not None:
        return compose(from_plain(kept["facts"]))
    return compose(make(unit, services, community, week, now))


def last_week(services: Services, now: datetime) -> str:
    """The last week that is over."""
    return before(week_of(now, services.zone), 1)


def deliver(work: Work, community: str, week: str) -> bool:
    """Make a week's digest, keep it, and send it to the committee; False when it was sent before.

    All in one transaction with its timer, so that it goes out once, also over a restart.
    """
    kept = work.unit.digests.get(community, week)
    if kept is not None and kept["sent_at"] is not None:
        return False
    facts = make(work.unit, work.services, community, week, work.now)
    work.unit.digests.save(community, week, work.now, to_plain(facts))
    work.unit.digests.mark_sent(community, week, work.now)
    digest = compose(facts)
    for staff in work.unit.staff.with_role(Role.COMMITTEE, community):
        for chat in work.unit.chats.of_staff(staff.id):
            work.send(chat.chat, _message(work, digest, texts(chat.language), staff))
    return True


def _message(work: Work, digest: Digest, words: Texts, staff: Staff) -> Outgoing:
    """A short message with one picture, and the way to the page."""
    key = work.services.keep(chart(digest, words), "image/png")
    url = f"{work.services.page}/digest/{digest.community}/{digest.week}"
    make = work.services.digest_key
    if make is not None:
        url = f"{url}?key={make(digest.community, digest.week, staff.id, work.now)}"
    return Outgoing(
        chat_text(digest, words),
        ((Button(words.say("staff.open_digest"), url=url),),),
        picture=File(f"linli-{digest.community}-{digest.week}.png", "image/png", key),
    )


def due(week: str, services: Services) -> datetime:
    """When a week's digest goes out: the Monday after it, 08:00 in the installation's zone."""
    return span(week, services.zone).end.astimezone(services.zone) + timedelta(hours=8)
