"""The queue, and one need beside it."""

from __future__ import annotations

from starlette.responses import Response

from handlers.desk.access import Sight
from handlers.desk.contact import reveal
from handlers.desk.page import NeedPage, look
from handlers.desk.page import need_page as read_need
from handlers.desk.queue import Queue, Step, Wanted, queue
from handlers.work import Work
from model.person import Role
from web.visit import Visit

SHOWN = 40
"""Rows on a page; the rest is one link away."""
_ALL = 400
_FILTERS = ("step", "category", "community", "urgency", "text")
_STEPS = {
    Role.SOCIAL_WORKER: tuple(step for step in Step if step is not Step.ANSWER),
    Role.OPERATOR: tuple(step for step in Step if step not in {Step.ANSWER, Step.MINE}),
    Role.ORGANIZATION: (Step.ANSWER, Step.MINE, Step.CONFIRM, Step.OVER),
    Role.COMMITTEE: (Step.ALARM, Step.UNMET, Step.MINE, Step.CONFIRM, Step.OVER),
}


def wanted(visit: Visit) -> Wanted:
    """The filter in the address."""
    return Wanted(**{name: visit.query(name).strip() for name in _FILTERS})


async def queue_page(visit: Visit) -> Response:
    """The queue by itself."""
    found = await visit.read(lambda work: _queues(work, visit))
    return await _show(visit, found, None)


Queues = tuple[Queue, Queue]
"""What the filter lets through, and everything, for the counts at the head."""


def _queues(work: Work, visit: Visit) -> Queues:
    narrow = wanted(visit)
    found = queue(work, visit.staff, narrow)
    return found, found if narrow == Wanted() else queue(work, visit.staff)


async def need_page(visit: Visit) -> Response:
    """A need, with the queue beside it."""

    def read(work: Work) -> tuple[NeedPage, Queues]:
        page = read_need(work, visit.staff, visit.path("number"), visit.words)
        return page, _queues(work, visit)

    page, found = await visit.read(read)
    if page.full:
        await visit.write(lambda work: look(work, page))
    return await _show(visit, found, page)


async def contact(visit: Visit) -> Response:
    """Name, telephone and address, at a click that is on record; shown once, kept nowhere."""
    number = visit.path("number")
    shown = await visit.write(lambda work: reveal(work, visit.staff, number))
    return await show_need(visit, number, contact=shown)


async def show_need(visit: Visit, number: str, **shown: object) -> Response:
    """A need with something shown that was just asked for: a contact, a volunteer's contact."""

    def read(work: Work) -> tuple[NeedPage, Queues]:
        page = read_need(work, visit.staff, number, visit.words)
        return page, _queues(work, visit)

    page, found = await visit.read(read)
    return await _show(visit, found, page, **shown)


async def _show(visit: Visit, queues: Queues, page: NeedPage | None, **shown: object) -> Response:
    found, everything = queues
    narrow = wanted(visit)
    limit = _ALL if visit.query("all") else SHOWN
    texts = [row.need.number for row in found.rows[:limit] if _shows_text(row.sight, row.step)]
    if texts:
        await visit.write(lambda work: work.audit("looked", "queue", fields=["text"], needs=texts))
    steps: list[tuple[Step, list[object]]] = []
    room = limit
    for step, rows in found.groups():
        steps.append((step, list(rows[:room])))
        room = max(0, room - len(rows))
    return visit.page(
        "desk.html",
        queue=found,
        everything=everything,
        groups=[(step, rows) for step, rows in steps if rows],
        totals={step: len(rows) for step, rows in found.groups()},
        hidden=max(0, len(found.rows) - limit),
        wanted=narrow,
        narrowed=any(getattr(narrow, name) for name in _FILTERS),
        steps=_STEPS[visit.staff.role],
        communities=[
            place for place in visit.context.services.atlas.communities if visit.staff.serves(place.code)
        ],
        page=page,
        contact=shown.get("contact"),
        volunteer=shown.get("volunteer"),
        shows_text=_shows_text,
    )


def _shows_text(sight: Sight, step: Step) -> bool:
    """The resident's words stand in the queue only where a worker must read them to sort or to save."""
    return sight is Sight.FULL and step in {Step.SORT, Step.ALARM}
