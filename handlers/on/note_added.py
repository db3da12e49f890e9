"""A note or photo was added: the other side hears of it."""

from __future__ import annotations

from handlers.news import about, tell_current
from handlers.work import Work
from model.events import NoteAdded
from model.phrase import phrase


def handle(work: Work, event: NoteAdded) -> None:
    """A resident's note goes to those who have the need, a worker's to the resident."""
    if event.by_resident:
        key = "staff.joined_note" if event.by_neighbour else "staff.note"
        tell_current(work, event.need, phrase(key, number=event.need.number, text=event.text))
    else:
        about(work, event.need, lambda _: phrase("news.note", text=event.text))
