"""The organization calls it done: the resident is asked, because only they can close it."""

from __future__ import annotations

from handlers.cards import confirm_keyboard, joined_confirm_keyboard
from handlers.news import about, outcome_asked, to_followers
from handlers.work import Work
from model.events import NeedResolved
from model.need import Outcome
from model.phrase import phrase

TIMER = "confirm"


def handle(work: Work, event: NeedResolved) -> None:
    """Ask whether it is solved; ask once more after some days."""
    need = event.need
    work.unit.timers.set(TIMER, need.number, work.now + work.services.confirm_after)
    about(work, need, lambda person: outcome_asked(work, need, person), confirm_keyboard(need))
    work.unit.followers.ask_again(need.id)
    to_followers(work, need, lambda _: phrase(_KEYS[need.outcome]), joined_confirm_keyboard(need))


_KEYS = {
    Outcome.SOLVED: "news.joined_resolved.solved",
    Outcome.PARTLY: "news.joined_resolved.partly",
    Outcome.NOT_SOLVED: "news.joined_resolved.not_solved",
    None: "news.joined_resolved.solved",
}
"""What neighbours hear; the organization's own words may be about the one who asked, and stay there."""
