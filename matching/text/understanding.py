"""What was understood of one message: every part of it with the words that caused it.

Positions count characters of the text as the resident sent it; normalisation never changes a length.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from model.need import Beneficiary, Urgency
from model.place import Place


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the message: from ``start`` to before ``end``."""

    start: int
    end: int
    text: str


class Kind(enum.Enum):
    """What sort of message it is; only NEED is routed."""

    NEED = "need"
    GREETING = "greeting"
    THANKS = "thanks"
    SMALLTALK = "smalltalk"
    QUESTION_ABOUT_BOT = "question_about_bot"
    WANTS_HUMAN = "wants_human"
    CANCEL = "cancel"
    YES = "yes"
    NO = "no"
    MENU_WORD = "menu_word"
    ABUSE = "abuse"
    GIBBERISH = "gibberish"


class DangerKind(enum.Enum):
    """What threatens a life. Each has its own number to call and its own answer."""

    FIRE = "fire"
    GAS = "gas"
    MEDICAL = "medical"
    SUICIDE = "suicide"
    VIOLENCE = "violence"
    CHILD_ABUSE = "child_abuse"
    LOST_PERSON = "lost_person"
    TRAPPED = "trapped"
    ELECTRICITY = "electricity"
    FALLING = "falling"
    DISASTER = "disaster"
    POISON = "poison"
    CRIME = "crime"


class DangerLevel(enum.Enum):
    """How sure and how near. NOW is answered before anything else; CONCERN is asked about gently."""

    NOW = "now"
    SERIOUS = "serious"
    CONCERN = "concern"


class Whom(enum.Enum):
    """Who is in danger."""

    SPEAKER = "speaker"
    SOMEONE_ELSE = "someone_else"


@dataclass(frozen=True, slots=True)
class Danger:
    """A danger to life. ``happening_now`` is False for what was, or for thoughts without a deed.

    ``sensed``: no pattern names it, it only sounds so.
    """

    kind: DangerKind
    level: DangerLevel
    whom: Whom
    happening_now: bool
    evidence: tuple[Span, ...]
    sensed: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """A taxonomy code and how probable it is, 0 to 1, calibrated."""

    code: str
    probability: float


@dataclass(frozen=True, slots=True)
class UrgencyFound:
    """The urgency, with the words that raised it (none for routine)."""

    value: Urgency
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class BeneficiaryFound:
    """Whom the need is for, with the words that said so (none: assumed to be the speaker)."""

    value: Beneficiary
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """Where it is.

    ``place`` is the gazetteer's node; ``building``, ``unit``, ``room`` and ``floor`` are the bare numbers
    ("3", "2", "501", "6"); ``landmark`` is what the words name beside them ("东门").
    """

    place: Place | None
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    landmark: str = ""
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeWish:
    """When the resident would like it: from ``start`` to before ``end`` (both in ``now``'s zone).

    ``weekdays`` (0 = Monday) is filled for what recurs ("每周二"); then start and end are the first one.
    """

    start: datetime
    end: datetime
    weekdays: tuple[int, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the resident: "mobile", "landline", "email" or "wechat", and its bare value."""

    kind: str
    value: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of several needs in one message: its words, its categories, whether they are sure."""

    span: Span
    categories: tuple[Guess, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything found in one message.

    ``categories`` is best first, leaves where one stands out and else level 1; empty unless ``kind`` is
    NEED, and where a need says only when or how soon ("急", "今天就要"). When ``sure`` is False, ask with the
    first two or three. ``parts`` is empty for a single need.
    """

    text: str
    kind: Kind
    categories: tuple[Guess, ...]
    sure: bool
    urgency: UrgencyFound
    danger: Danger | None
    beneficiary: BeneficiaryFound
    place: PlaceFound | None
    time_wish: TimeWish | None
    contact: Contact | None
    language: str
    """"zh_CN" or "en", as the catalogues name them."""
    parts: tuple[Part, ...] = ()
