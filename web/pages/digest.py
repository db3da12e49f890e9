"""The weekly digest: to read, to print, to decide on."""

from __future__ import annotations

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from digests import Digest, NotAWeek, before, week_of
from digests.render import html
from handlers.desk import deciding
from handlers.digest import UnknownCommunity, last_week, read
from handlers.work import Work
from model.person import Role
from storage.transaction import Found
from web.digest_link import opened
from web.visit import Visit


async def choose(visit: Visit) -> Response:
    """Straight to the digest of the reader's own community, or the choice of communities."""
    week = last_week(visit.context.services, visit.now)
    places = [one for one in visit.context.services.atlas.communities if visit.staff.serves(one.code)]
    if len(places) == 1:
        return visit.go(f"/digest/{places[0].code}/{week}")
    return visit.page("digest_choice.html", places=places, week=week)


async def show(visit: Visit) -> Response:
    """One week of one community."""
    community, week = visit.path("community"), visit.path("week")
    found, decisions, past = await gather(visit, community, week)
    newest = week_of(visit.now, visit.context.services.zone)
    return visit.page(
        "digest.html",
        digest=found,
        article=Markup(html(found, visit.words)),  # noqa: S704 - the digest's renderer escapes every word
        decisions=decisions,
        past=past,
        community=community,
        week=found.week,
        earlier=before(found.week, 1),
        later=before(found.week, -1) if found.week < newest else "",
        unfinished=found.week == newest,
        deciding=visit.is_a(Role.COMMITTEE),
    )


async def by_key(visit: Visit) -> bool:
    """Whether the address has a good key for this very digest, of somebody who may still read it."""
    link = opened(visit.context.secret, visit.query("key"), visit.now)
    community, week = visit.path("community"), visit.path("week")
    if link is None or (link.community, link.week) != (community, week):
        return False
    staff = await visit.read(lambda work: work.unit.staff.get(link.staff_id))
    return staff is not None and staff.active and staff.role is Role.COMMITTEE and staff.serves(community)


async def gather(visit: Visit, community: str, week: str) -> tuple[Digest, list[Found], list[Found]]:
    """The digest, what was decided on it and on the one before.

    404 for a week or community there is not, 403 for one the reader does not serve.

    Nobody is signed in only where a key has opened this very digest.
    """
    if visit.known is not None and not visit.staff.serves(community):
        raise HTTPException(403)
    services, week = visit.context.services, _a_week(week)
    if week > week_of(visit.now, services.zone):
        raise HTTPException(404)

    def ask(work: Work) -> tuple[Digest, list[Found], list[Found]]:
        found = read(work.unit, services, community, week, work.now)
        kept = work.unit.digests
        return found, kept.decisions(community, found.week), kept.decisions(community, before(found.week))

    try:
        return await visit.read(ask)
    except UnknownCommunity:
        raise HTTPException(404) from None


def _a_week(text: str) -> str:
    """The week an address or a form means, always written the same; 404 for what is none."""
    try:
        return before(text, 0)
    except NotAWeek:
        raise HTTPException(404) from None


async def decide(visit: Visit) -> Response:
    """Write down a decision."""
    community, week = visit.path("community"), _a_week(visit.path("week"))
    text = visit.form.get("text", "")
    await visit.write(lambda work: deciding.decide(work, visit.staff, community, week, text))
    return visit.go(f"/digest/{community}/{week}#decisions", told="decided")


async def outcome(visit: Visit) -> Response:
    """Write down what became of one."""
    community, week = visit.path("community"), _a_week(visit.path("week"))
    given = deciding.Outcome(
        _a_week(visit.form.get("week", "") or week),
        visit.form.get("decision", ""),
        visit.form.get("text", ""),
    )
    await visit.write(lambda work: deciding.conclude(work, visit.staff, community, given))
    return visit.go(f"/digest/{community}/{week}#decisions", told="concluded")
