"""A resident has not said yet whether it is solved: asked once more, and never again."""

from __future__ import annotations

from datetime import timedelta

from handlers.cards import confirm_keyboard
from handlers.news import about
from handlers.work import Work
from model.need import NeedState
from model.phrase import phrase

HOUR = timedelta(hours=1)


def fire(work: Work, key: str) -> None:
    """Ask once more. The need stays resolved: only the resident closes it."""
    need = work.unit.needs.by_number(key)
    if need is not None and need.state is NeedState.RESOLVED:
        about(work, need, lambda _: phrase("news.resolved_reminder"), confirm_keyboard(need))
