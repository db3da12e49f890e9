"""The linkage plan of a need: confirming lines, ending one, and how to reach a volunteer who said yes."""

from __future__ import annotations

from starlette.responses import Response

from handlers import linkage
from handlers.desk.access import open_fully
from handlers.desk.commands import Missing
from handlers.desk.plan import line_of, volunteer_contact
from handlers.work import Work
from web.pages.desk import show_need
from web.visit import Visit


async def confirm(visit: Visit) -> Response:
    """Set the ticked lines going."""
    number = visit.path("number")
    if not visit.numbers:
        raise Missing("line")

    def run(work: Work) -> int:
        return linkage.confirm(work, visit.staff, open_fully(work, visit.staff, number), visit.numbers)

    done = await visit.write(run)
    return visit.go(_need(visit), told="plan", done=str(done))


async def end(visit: Visit) -> Response:
    """One line is no longer needed."""

    def run(work: Work) -> None:
        need = open_fully(work, visit.staff, visit.path("number"))
        linkage.end(work, visit.staff, need, line_of(work, need, visit.form.get("line", "")))

    await visit.write(run)
    return visit.go(_need(visit), told="plan_end")


async def contact(visit: Visit) -> Response:
    """A volunteer's name and telephone, at a click that is on record; shown once, kept nowhere."""
    number, line = visit.path("number"), visit.form.get("line", "")
    shown = await visit.write(lambda work: volunteer_contact(work, visit.staff, number, line))
    return await show_need(visit, number, volunteer=shown)


def _need(visit: Visit) -> str:
    return f"/desk/needs/{visit.path('number')}{visit.keep(pane='who')}#plan"
