"""An acknowledgement: yes means OK; no is an answer that leaves it open."""

from __future__ import annotations

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.words import agrees


def read(text: str, _asked: Asked) -> Read:
    """Give "OK" for yes and nothing for no."""
    said = agrees(text)
    if said is None:
        return problem("acknowledge.what")
    return "OK" if said else ""
