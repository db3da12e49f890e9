"""A neighbour with the same need: they follow the one that is there instead of filing another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from model.need import Outcome


@dataclass(frozen=True, slots=True)
class Follower:
    """One neighbour who joined one need, with what they said themselves.

    ``origin_id`` is their own need where staff joined two that had both been filed. ``answer`` is what they
    say came of it, once they were asked: solved or not.
    """

    need_id: int
    person_id: int
    at: datetime
    text: str = ""
    place: str = ""
    origin_id: int | None = None
    answer: str = ""
    answered_at: datetime | None = None

    @property
    def content(self) -> bool:
        """Whether they said it is solved."""
        return self.answer == Outcome.SOLVED.value


def actor(person_id: int) -> str:
    """Who a follower is in a need's story."""
    return f"follower:{person_id}"
