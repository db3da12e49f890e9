"""Staff asked the resident something: what the resident types next is the answer."""

from __future__ import annotations

from handlers.cards import answer_keyboard
from handlers.news import about
from handlers.work import Work
from model.events import QuestionAsked
from model.phrase import phrase


def handle(work: Work, event: QuestionAsked) -> None:
    """Put the question to the resident, with a button that answers it."""
    about(
        work,
        event.need,
        lambda _: phrase("news.question", name=event.staff_name, text=event.text),
        answer_keyboard(event.need),
    )
