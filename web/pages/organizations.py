"""Organizations: how full they are, for workers; what they offer and how they did, for everybody."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from handlers.desk.organizations import category_names, profile, standings, week
from web.visit import Visit

_SHOWN = 200


async def overview(visit: Visit) -> Response:
    """All of them, the fullest first; by name or field of service."""
    found = await visit.read(standings)
    field, text = visit.query("category"), visit.query("text").strip().lower()
    rows = [
        one
        for one in found
        if (not field or field in one.fields)
        and (not text or text in f"{one.organization.zh} {one.organization.en}".lower())
    ]
    return visit.page("organizations.html", rows=rows[:_SHOWN], total=len(rows), field=field, text=text)


async def public(visit: Visit) -> Response:
    """One organization's public page."""
    number = visit.number("organization")
    found = await visit.read(lambda work: profile(work, number))
    if found is None:
        raise HTTPException(404)
    return visit.page(
        "organization.html",
        profile=found,
        one=found.standing,
        organization=found.standing.organization,
        week=week,
        category_names=category_names,
    )
