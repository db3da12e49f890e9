"""What happened in one turn of a survey, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass

from model.phrase import Phrase
from surveys.prompt import Passage


@dataclass(frozen=True, slots=True)
class Answered:
    """A question got an answer; ``value`` as the instance stores it."""

    ref: str
    value: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was said is no answer to the question; ``message`` says kindly why and what to do."""

    ref: str
    message: Phrase


@dataclass(frozen=True, slots=True)
class Skipped:
    """A question was left without an answer."""

    ref: str


@dataclass(frozen=True, slots=True)
class WentBack:
    """The conversation is at an earlier question again."""

    ref: str


@dataclass(frozen=True, slots=True)
class WentTo:
    """The conversation jumped to a question."""

    ref: str


@dataclass(frozen=True, slots=True)
class RepeatOpened:
    """One more instance of a repeat."""

    ref: str


@dataclass(frozen=True, slots=True)
class RepeatClosed:
    """No more instances of this repeat."""

    ref: str


@dataclass(frozen=True, slots=True)
class RepeatRemoved:
    """An instance of a repeat was taken out."""

    ref: str


@dataclass(frozen=True, slots=True)
class LanguageSwitched:
    """The survey goes on in another language."""

    language: str


@dataclass(frozen=True, slots=True)
class Outdated:
    """A button of an older message was pressed; nothing changed."""

    turn: int


@dataclass(frozen=True, slots=True)
class Completed:
    """The survey was submitted.

    ``instance_name`` is the author's short name for this response; ``closing`` are the notes at the form's
    end (a word of thanks), to be shown now.
    """

    instance_id: str
    instance_name: str
    closing: tuple[Passage, ...] = ()


Event = (
    Answered | Rejected | Skipped | WentBack | WentTo | RepeatOpened | RepeatClosed | RepeatRemoved
    | LanguageSwitched | Outdated | Completed
)  # fmt: skip
