"""The front page: three doors."""

from __future__ import annotations

from starlette.responses import Response

from web.visit import Visit


async def show(visit: Visit) -> Response:
    """The doors; in demo mode each also lets a visitor in as somebody."""
    people = visit.context.people if visit.context.demo else ()
    community = visit.query("c")
    return visit.page(
        "front.html",
        people={role: [one for one in people if one.role == role] for role in _ROLES},
        community=community if visit.context.services.atlas.community(community) else "",
        operator=visit.context.services.operator(visit.language),
    )


_ROLES = ("resident", "social_worker", "organization", "committee")
