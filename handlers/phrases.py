"""Phrases as JSON text, so that reasons can be kept with an offer and read later in any language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from model.phrase import Phrase


def dump(phrases: Iterable[Phrase]) -> str:
    """Phrases as JSON text."""
    return msgspec.json.encode([_plain(one) for one in phrases]).decode()


def load(text: str) -> list[Phrase]:
    """The phrases of a JSON text."""
    return [_phrase(one) for one in msgspec.json.decode(text)]


def _plain(value: Phrase) -> dict[str, Any]:
    params = {
        name: _plain(given) if isinstance(given, Phrase) else given for name, given in value.params.items()
    }
    return {"key": value.key, "params": params}


def _phrase(value: dict[str, Any]) -> Phrase:
    params = {
        name: _phrase(given) if isinstance(given, dict) and given.keys() == {"key", "params"} else given
        for name, given in value["params"].items()
    }
    return Phrase(value["key"], params)
