"""A submission is due at the OpenRosa server."""

from __future__ import annotations

from handlers.uploads import attempt
from handlers.work import Work


def fire(work: Work, key: str) -> None:
    """Try; the key names the response and the attempt."""
    attempt(work, key)
