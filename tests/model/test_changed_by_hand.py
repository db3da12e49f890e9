"""What is copied field by field, for speed, forgets none of the fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from model.survey import Response, ResponseState
from storage.chats import Chat

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


def test_a_response_after_an_answer_differs_only_in_session_and_moment() -> None:
    before = Response(1, 2, 3, "campaign", 4, ResponseState.SUBMITTED, NOW, NOW, b"old", 5, LATER, b"<data/>")
    assert before.answered(b"new", LATER) == replace(before, session=b"new", changed_at=LATER)


def test_a_chat_after_a_turn_differs_only_in_what_the_turn_says() -> None:
    before = Chat("web:1", "en", b"old", NOW, 2, 3, True, 4)
    after = replace(before, session=b"new", seen_at=LATER, unreachable=False, response_id=None)
    assert before.after(b"new", LATER, None) == after
