"""Somebody is no longer needed: who was to come hears it kindly; a reserved resource is free and silent."""

from __future__ import annotations

from handlers.news import about
from handlers.work import Work
from model.events import PlanLineEnded
from model.linkage import Party
from model.phrase import phrase


def handle(work: Work, event: PlanLineEnded) -> None:
    """Tell them."""
    need, line = event.need, event.line
    if line.party is Party.VOLUNTEER:
        work.tell(line.subject_id, "news.help_not_needed")
        if line.answered_at is not None and need.state.is_open:
            about(work, need, lambda _: phrase("news.volunteer_off"))
    elif line.party is Party.SUPPORT:
        staff = work.unit.staff.get(line.subject_id)
        if staff is not None:
            work.tell_staff([staff], phrase("staff.support_not_needed", number=need.number))
