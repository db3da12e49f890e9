"""Commands on needs: one at a time from the need's page, or several offers at once from the queue."""

from __future__ import annotations

from starlette.responses import Response

from handlers.desk.access import UnknownNeed, open_need
from handlers.desk.commands import COMMANDS, Missing
from handlers.desk.commands import act as carry_out
from handlers.desk.queue import queue
from handlers.desk.twice import check, is_done
from handlers.hearing import hears
from handlers.referrals import NotAllowed
from handlers.work import Work
from model.need import WrongState
from web.visit import Visit

_MOST = 50
_GO_ON = frozenset({"sort", "decline", "give_back", "assign"})
"""After these the worker is done with the need, and the next one comes up."""
_TELLS = frozenset({"accept", "take", "start", "resolve", "merge"})
"""Of these the resident is told, where anything reaches them."""


async def act(visit: Visit) -> Response:
    """Carry out a command, then show the need again, or the next one in the queue."""
    number, name = visit.path("number"), visit.path("action")
    if name not in COMMANDS:
        raise UnknownNeed(number)

    def run(work: Work) -> tuple[str, bool]:
        known = work.unit.needs.by_number(number)
        if known is None or not is_done(work, visit.staff, known, name, visit.form):
            need, seen = open_need(work, visit.staff, number)
            check(work, need, name, visit.form)
            carry_out(work, visit.staff, need, name, visit.form, seen)
        done = work.unit.needs.by_number(number)
        heard = done is not None and hears(work, done)
        return (queue(work, visit.staff).after(number) if name in _GO_ON else number), heard

    following, heard = await visit.write(run)
    to = f"/desk/needs/{following}{visit.keep()}" if following else f"/desk{visit.keep()}"
    said = {"heard": "yes" if heard else "no"} if name in _TELLS else {}
    return visit.go(to, told=name, number=number, **said)


async def bulk(visit: Visit) -> Response:
    """Accept or take several at once; those that have moved on meanwhile are counted and left alone."""
    name = visit.form.get("action", "")
    if name not in {"accept", "take"}:
        raise Missing("action")

    def run(work: Work) -> tuple[int, int]:
        done = 0
        for number in visit.numbers[:_MOST]:
            try:
                need, seen = open_need(work, visit.staff, number)
                carry_out(work, visit.staff, need, name, visit.form, seen)
            except (UnknownNeed, NotAllowed, WrongState):
                continue
            done += 1
        return done, len(visit.numbers[:_MOST]) - done

    if not visit.numbers:
        return visit.go(f"/desk{visit.keep()}", told="none")
    done, left = await visit.write(run)
    return visit.go(f"/desk{visit.keep()}", told="bulk", done=str(done), left=str(left))
