"""A sentence that is not yet in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrase:
    """A key of the text catalogue with its parameters; ``locales.Texts.say`` turns it into words.

    A parameter may itself be a ``Phrase``; it is then said in the same language.
    """

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


def phrase(key: str, **params: object) -> Phrase:
    """Short form of ``Phrase(key, {...})``."""
    return Phrase(key, params)
