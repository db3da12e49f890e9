"""What was said about a need, or in a survey."""

from __future__ import annotations

from dataclasses import dataclass

from model.need import Need


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """Somebody added a note or a photo; ``by_resident`` says who must be told: the other side.

    ``answer``: it answers what staff had asked. ``alarm``: it was said of an alarm in hand, and those on duty
    must know it, too.
    """

    need: Need
    text: str
    by_resident: bool
    by_neighbour: bool = False
    answer: bool = False
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Staff asked the resident something about a need."""

    need: Need
    text: str
    staff_name: str


@dataclass(frozen=True, slots=True)
class ResponseSubmitted:
    """A resident sent a filled survey."""

    response_id: int
    purpose: str
    subject: int
