"""A resident has not said yet whether it is solved: asked once more, and never again."""

from __future__ import annotations

from handlers.cards import came_back_keyboard, confirm_keyboard
from handlers.closing import confirm
from handlers.news import about
from handlers.work import Work
from model.need import NeedState, Outcome
from model.phrase import phrase


def fire(work: Work, key: str) -> None:
    """Ask once more. The need stays resolved: only a resident closes it.

    One of the neighbours who joined will do, when the one who asked says nothing (one who said no has
    reopened it).
    """
    need = work.unit.needs.by_number(key)
    if need is None or need.state is not NeedState.RESOLVED:
        return
    if any(one.content for one in work.unit.followers.of_need(need.id)):
        confirm(work, need)
        about(work, need, lambda _: phrase("news.closed_by_neighbours"), came_back_keyboard(need))
    else:
        said = (need.outcome or Outcome.SOLVED).value
        about(work, need, lambda _: phrase(f"news.resolved_reminder.{said}"), confirm_keyboard(need))
