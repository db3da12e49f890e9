"""What a person can do in a survey, the same in every messenger.

``turn`` is the number of the prompt a button was under; a button of an older prompt changes nothing.
Typed words carry no turn: they always mean the question on screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Typed (or spoken and transcribed) words."""

    text: str


@dataclass(frozen=True, slots=True)
class Chose:
    """One choice or suggestion, by its value."""

    value: str
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Toggled:
    """A choice of several was ticked or unticked, or put next in a ranking."""

    value: str
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What is ticked is all; or a note was read; or no more repeats are to be added."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Yes or no: to an acknowledgement, or to "another one?"."""

    yes: bool
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """To the question before."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """No answer to this question."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Clear:
    """Take back the answer that this question has, or start the ranking again."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """By its number, from 1: a choice of the list on screen, or at the review the answer to change.

    For what is typed as a number, and for a button that has no room for the value itself.
    """

    number: int
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class GoOn:
    """From the list of all answers back to the question it was opened at, or to the next open one."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class GoTo:
    """To a question by its ref (as in ``Prompt.ref`` or ``Line.ref``)."""

    ref: str


@dataclass(frozen=True, slots=True)
class Location:
    """A shared place, WGS-84 degrees; altitude and accuracy in metres when known."""

    latitude: float
    longitude: float
    altitude: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A file that was sent. ``name`` becomes the answer; storing the file is the caller's business."""

    name: str
    mime: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Another page of a long list, from 0."""

    number: int
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Several answers at once, by ref: a page of questions that a web chat showed together.

    Values are in the instance's own notation (choices by value, several apart by spaces, dates in ISO).
    """

    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AddRepeat:
    """One more of the repeat on screen; same as ``Confirmed(True)`` there."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveRepeat:
    """Take out one instance of a repeat, by its ref such as /data/member[2]."""

    ref: str


@dataclass(frozen=True, slots=True)
class SwitchLanguage:
    """Another language: a tag ("en") or the form's own name of it."""

    language: str
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Show all answers, at any moment."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Submit:
    """That is all: finish the survey."""

    turn: int | None = None


Said = (
    Text | Chose | Toggled | Done | Confirmed | Back | Skip | Clear | Picked | GoOn | GoTo | Location | Media
    | Page | Answers | AddRepeat | RemoveRepeat | SwitchLanguage | Review | Submit
)  # fmt: skip
