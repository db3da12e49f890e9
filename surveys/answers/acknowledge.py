"""An acknowledgement: yes means OK; no is an answer that leaves it open."""

from __future__ import annotations

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.words import yes_or_no


def read(text: str, _asked: Asked) -> Read:
    """Give "OK" for yes and nothing for no."""
    said = yes_or_no(text)
    if said is None:
        return problem("acknowledge.what")
    return "OK" if said else ""
