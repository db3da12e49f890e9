"""A need of somebody who phoned or came in."""

from __future__ import annotations

from starlette.responses import Response

from handlers.desk.entering import Entered, enter, understood
from handlers.work import Work
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """The empty form."""
    return _form(visit, None)


async def understand(visit: Visit) -> Response:
    """How the words were understood, to be put right and confirmed."""
    given = _entered(visit)
    if not given.text or not given.community:
        return _form(visit, None, missing="text" if given.community else "community")
    return _form(visit, understood(visit.context.services, visit.now, given))


async def file(visit: Visit) -> Response:
    """File it, and show it with whom it went to."""
    entered = _entered(visit)

    def run(work: Work) -> str:
        return enter(work, visit.staff, entered).number

    if visit.form.get("consent") != "yes":
        return _form(visit, entered, missing="consent")
    number = await visit.write(run)
    return visit.go(f"/desk/needs/{number}", told="filed", number=number)


def _entered(visit: Visit) -> Entered:
    def given(name: str, otherwise: str = "") -> str:
        return visit.form.get(name, otherwise).strip()

    return Entered(
        text=given("text"),
        community=given("community"),
        name=given("name"),
        phone=given("phone"),
        place=given("place"),
        category=given("category"),
        urgency=given("urgency", "routine"),
        whom=given("whom", "self"),
        age_group=given("age_group"),
        time_wish=given("time_wish"),
        danger=given("danger"),
    )


def _form(visit: Visit, entered: Entered | None, missing: str = "") -> Response:
    atlas = visit.context.services.atlas
    return visit.page(
        "new_need.html",
        422 if missing else 200,
        entered=entered,
        given=visit.form,
        missing=missing,
        communities=[place for place in atlas.communities if visit.staff.serves(place.code)],
    )
