"""A worker took a need on themselves: its resident hears who, and who was alerted that somebody is there."""

from __future__ import annotations

from handlers.calling_off import is_called_off
from handlers.cards import own_keyboard
from handlers.duty import alerted
from handlers.news import to_followers
from handlers.work import Work
from model.events import NeedTaken
from model.phrase import phrase


def handle(work: Work, event: NeedTaken) -> None:
    """Where danger was recognised at once, whatever the hour; and nobody else needs to hurry there."""
    need, name = event.need, event.name
    if not is_called_off(work, need):
        work.tell(need.person_id, "news.taken", name=name, number=need.number, quiet=not need.danger)
    to_followers(work, need, lambda _: phrase("news.joined_taken", name=name), own_keyboard(need))
    if need.danger:
        others = [one for one in alerted(work, need) if work.actor != f"staff:{one.id}"]
        work.tell_staff(others, phrase("staff.alarm_taken", number=need.number, name=name))
