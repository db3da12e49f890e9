"""What an answer type knows about the question that it reads an answer for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct, field

from model.phrase import Phrase
from surveys.choices import Option

Read = str | Phrase
"""A value in the notation of the instance, or the kind sentence that says what is wrong with it."""


class Asked(Struct, frozen=True):
    """The question: its choices as they stand, how its control is set up, and the local time now.

    ``question`` are its words, given where they help to understand the answer; ``stands`` says whether the
    constraint would let a value pass, given where several choices can be taken.
    """

    now: dt.datetime
    options: tuple[Option, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ticks: tuple[str, ...] = ()
    appearance: str = ""
    question: str = ""
    stands: Callable[[str], bool] | None = None


def problem(key: str, **params: object) -> Phrase:
    """A sentence of the catalogue's "survey.answer" family."""
    return Phrase(f"survey.answer.{key}", params)
