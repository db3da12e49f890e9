"""What no database can hold is taken out of what comes in, before anybody works on it."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from model.cleaning import clean
from model.message import Incoming

_TEXTS = ("text", "tap", "source", "start", "phone", "name", "language")
_texts_of = attrgetter(*_TEXTS)


def cleaned(update: Incoming) -> Incoming:
    """The update with clean texts and a clean name of its file; itself when they are clean already."""
    texts = "".join(filter(None, _texts_of(update)))  # one look at all of them, since mostly all are clean
    changes = _changes(update, _TEXTS) if clean(texts) != texts else {}
    if update.media is not None:
        media = _changes(update.media, tuple(field.name for field in fields(update.media)))
        if media:
            changes["media"] = replace(update.media, **media)
    return replace(update, **changes) if changes else update


def _changes(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    values = ((name, getattr(thing, name)) for name in names)
    texts = ((name, text, clean(text)) for name, text in values if isinstance(text, str))
    return {name: after for name, before, after in texts if after != before}
