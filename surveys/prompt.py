"""Everything a chat needs to show one question, whatever the messenger.

Of msgspec's kind: one is made at every turn, and a frozen dataclass of forty fields takes ten times as long.
"""

from __future__ import annotations

import enum

from msgspec import Struct

from model.phrase import Phrase


class Ask(enum.Enum):
    """What kind of answer is asked for."""

    __hash__ = object.__hash__  # there is one of each; to hash its name would be Python's work each time

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    CHOICE = "choice"
    MULTIPLE = "multiple"
    RANK = "rank"
    RANGE = "range"
    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    TRACE = "trace"
    SHAPE = "shape"
    BARCODE = "barcode"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    ANOTHER = "another"
    """Add one more instance of a repeat? Answer with Confirmed, AddRepeat or Done."""
    REVIEW = "review"
    """All answers on one page. Answer with Submit, or GoTo a line."""


class Choice(Struct, frozen=True):
    """One button of a choice. ``ticked``: chosen now; ``place``: its place in a ranking, from 1.

    ``number`` is its place in the whole list, from 1: what somebody may type instead of tapping.
    """

    value: str
    label: str
    ticked: bool = False
    place: int | None = None
    image: str = ""
    number: int = 0


class Suggestion(Struct, frozen=True):
    """A quick answer to a question without choices: today, a number of a range … Send Chose(value)."""

    value: str
    label: Phrase


class Passage(Struct, frozen=True):
    """Words to read before the question: a note, with its media."""

    text: str
    hint: str = ""
    image: str = ""
    audio: str = ""
    video: str = ""


class Section(Struct, frozen=True):
    """A group the question is in; an instance of a repeat has a ``number``, of ``count`` if that is known."""

    label: str
    number: int = 0
    count: int = 0


class Line(Struct, frozen=True):
    """One answer of the review, with its ``number`` there (from 1); ``open``: it is still to be asked."""

    ref: str
    label: str
    answer: str
    number: int = 0
    section: tuple[Section, ...] = ()
    open: bool = False


class Progress(Struct, frozen=True):
    """How far it is: questions passed, and about how many in all as things stand now."""

    done: int
    total: int


class Prompt(Struct, frozen=True):
    """One question to show.

    ``ref`` names it for GoTo and Answers; ``turn`` goes into the buttons. ``text`` is the author's, ``lead``
    a sentence of ours where the form has none ("another one?", the review). ``section`` are the groups it
    is in, outermost first, of which the first ``familiar`` were those of the question before too;
    ``before`` the notes that come before it. ``choices`` (at the review ``lines``) is the page on screen, of
    ``pages``, numbered from ``numbers_from`` (0: typing a number would mean another one); typing searches
    when ``searchable`` (the search that is on is ``search``). ``points`` of a line or area are gathered so
    far. At the review ``open`` questions are still to be asked, and it ``can_submit`` when nothing
    required is missing.
    With ``all_meant`` it is asked whether all choices are meant: Confirmed says yes or no to that.
    ``answer`` is what it holds now, in words. ``problem`` says why the last answer was not taken.
    ``together`` are the other questions of the same page, where the form puts several on one.
    """

    ref: str
    ask: Ask
    text: str
    turn: int = 0
    lead: Phrase | None = None
    hint: str = ""
    guidance: str = ""
    section: tuple[Section, ...] = ()
    familiar: int = 0
    before: tuple[Passage, ...] = ()
    image: str = ""
    audio: str = ""
    video: str = ""
    choices: tuple[Choice, ...] = ()
    page: int = 0
    pages: int = 1
    search: str = ""
    searchable: bool = False
    numbers_from: int = 1
    all_meant: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    required: bool = False
    can_skip: bool = True
    can_go_back: bool = False
    answer: str = ""
    value: str = ""
    appearance: str = ""
    start: str = ""
    end: str = ""
    step: str = ""
    progress: Progress = Progress(0, 0)
    problem: Phrase | None = None
    points: int = 0
    lines: tuple[Line, ...] = ()
    open: int = 0
    can_submit: bool = False
    together: tuple[Prompt, ...] = ()
    languages: tuple[str, ...] = ()
    language: str = ""
