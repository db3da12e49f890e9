"""The organization calls it done: the resident is asked, because only they can close it."""

from __future__ import annotations

from handlers.cards import confirm_keyboard
from handlers.news import about, outcome
from handlers.work import Work
from model.events import NeedResolved

TIMER = "confirm"


def handle(work: Work, event: NeedResolved) -> None:
    """Ask whether it is solved; ask once more after some days."""
    need = event.need
    work.unit.timers.set(TIMER, need.number, work.now + work.services.confirm_after)
    about(work, need, lambda person: outcome(work, need, person), confirm_keyboard(need))
