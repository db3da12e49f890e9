"""A neighbour no longer follows: nobody needs to do anything about it; the story has its line."""

from __future__ import annotations

from handlers.work import Work
from model.events import NeedLeft


def handle(work: Work, event: NeedLeft) -> None:
    """Nothing follows."""
    del work, event
