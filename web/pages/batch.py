"""All open needs at once: the proposal side by side, applying it, taking it back."""

from __future__ import annotations

from starlette.responses import Response

from handlers.desk import batch, batch_applying
from handlers.desk.batch import Plan
from handlers.desk.batch_applying import Applied
from handlers.work import Work
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """One by one and all together, with what would change."""

    def read(work: Work) -> tuple[Plan, Applied | None]:
        return batch.plan(work, visit.staff), batch_applying.applied(work, visit.staff)

    plan, applied = await visit.read(read)
    return visit.page("batch.html", plan=plan, applied=applied)


async def apply(visit: Visit) -> Response:
    """Make the ticked offers."""
    if not visit.numbers:
        return visit.go("/desk/batch", told="none")
    done, left = await visit.write(lambda work: batch_applying.apply(work, visit.staff, visit.numbers))
    return visit.go("/desk/batch", told="batched", done=str(done), left=str(left))


async def undo(visit: Visit) -> Response:
    """Take back what nobody has answered."""
    number = visit.number("batch")
    done = await visit.write(lambda work: batch_applying.undo(work, visit.staff, number))
    return visit.go("/desk/batch", told="unbatched", done=str(done))
