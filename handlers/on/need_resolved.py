"""The organization calls it done: the resident is asked, because only they can close it."""

from __future__ import annotations

from handlers.cards import confirm_keyboard
from handlers.news import about, organization_of
from handlers.work import Work
from model.events import NeedResolved
from model.phrase import phrase

TIMER = "confirm"


def handle(work: Work, event: NeedResolved) -> None:
    """Ask whether it is solved; ask once more after some days."""
    need = event.need
    organization = organization_of(work, need.holder_id)
    outcome = need.outcome.value if need.outcome else "solved"
    work.unit.timers.set(TIMER, need.number, work.now + work.services.confirm_after)
    about(
        work,
        need,
        lambda person: phrase(
            f"news.resolved.{outcome}" if need.outcome_note else f"news.resolved.{outcome}_plain",
            name=organization.name(person.language) if organization else phrase("news.worker"),
            note=need.outcome_note,
        ),
        confirm_keyboard(need),
    )
