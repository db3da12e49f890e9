"""Metadata that the form asks for and nobody types: start, end, today, deviceid, instanceID and so on."""

from __future__ import annotations

import datetime as dt
import random
import uuid

from surveys.host import FormHost


def preloaded(host: FormHost, preload: str, params: str, rng: random.Random) -> str | None:
    """The value for a ``jr:preload`` when a session starts; None when it has none (now).

    "uid-when-blank" is ours, for an instanceID that the form has without asking for it to be filled.
    """
    if preload.startswith("uid"):
        return f"uuid:{uuid.UUID(int=rng.getrandbits(128), version=4)}"
    if preload == "timestamp":
        return timestamp(host.now, host.tz) if params == "start" else None
    if preload == "date":
        return host.now.astimezone(host.tz).date().isoformat()
    if preload == "property":
        return host.property(params) or None
    return None


def timestamp(now: dt.datetime, tz: dt.tzinfo) -> str:
    """A moment as the specification writes it, to the millisecond, with the offset of the zone."""
    return now.astimezone(tz).isoformat(timespec="milliseconds")
