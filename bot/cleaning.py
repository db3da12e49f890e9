"""What no database can hold is taken out of what comes in, before anybody works on it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from model.message import Incoming

_NUL = "\0"
"""The character with the number 0: PostgreSQL refuses it in texts, and nobody means anything by it."""
_TEXTS = ("text", "tap", "tap_id", "source", "start", "phone", "name", "language")


def cleaned(update: Incoming) -> Incoming:
    """The update without NUL in its texts and in the names of its file; itself when there is none."""
    changes = _changes(update, _TEXTS)
    if update.media is not None:
        media = _changes(update.media, tuple(field.name for field in fields(update.media)))
        if media:
            changes["media"] = replace(update.media, **media)
    return replace(update, **changes) if changes else update


def _changes(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    values = ((name, getattr(thing, name)) for name in names)
    return {name: text.replace(_NUL, "") for name, text in values if isinstance(text, str) and _NUL in text}
