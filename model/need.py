"""A need: what one resident, or one on behalf of another, asks for; and the states it goes through."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Urgency(enum.Enum):
    """How soon somebody must answer. The order of definition is the order of urgency."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """0 for routine … 3 for emergency."""
        return _URGENCY_ORDER[self]


_URGENCY_ORDER = {urgency: position for position, urgency in enumerate(Urgency)}


class NeedState(enum.Enum):
    """draft → submitted → routed → accepted → in_progress → resolved → closed, and the ways aside."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    UNMET = "unmet"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in {NeedState.CLOSED, NeedState.WITHDRAWN}


# Which state may follow which; the diagram with lettered arrows is in docs/architecture.md.
# "Reopened" is an event, not a state: it leads from resolved or closed back to routed.
TRANSITIONS: dict[NeedState, frozenset[NeedState]] = {
    NeedState.DRAFT: frozenset({NeedState.SUBMITTED, NeedState.WITHDRAWN}),
    NeedState.SUBMITTED: frozenset(
        {NeedState.ROUTED, NeedState.ACCEPTED, NeedState.RESOLVED, NeedState.UNMET, NeedState.WITHDRAWN}
    ),
    NeedState.ROUTED: frozenset(
        {NeedState.ROUTED, NeedState.ACCEPTED, NeedState.UNMET, NeedState.WITHDRAWN, NeedState.RESOLVED}
    ),
    NeedState.ACCEPTED: frozenset(
        {NeedState.IN_PROGRESS, NeedState.RESOLVED, NeedState.ROUTED, NeedState.UNMET, NeedState.WITHDRAWN}
    ),
    NeedState.IN_PROGRESS: frozenset(
        {NeedState.RESOLVED, NeedState.ROUTED, NeedState.UNMET, NeedState.WITHDRAWN}
    ),
    NeedState.RESOLVED: frozenset({NeedState.CLOSED, NeedState.ROUTED, NeedState.UNMET, NeedState.WITHDRAWN}),
    NeedState.CLOSED: frozenset({NeedState.ROUTED, NeedState.UNMET}),
    NeedState.UNMET: frozenset(
        {NeedState.ROUTED, NeedState.ACCEPTED, NeedState.RESOLVED, NeedState.WITHDRAWN}
    ),
    NeedState.WITHDRAWN: frozenset({NeedState.SUBMITTED}),  # only where staff had joined it to another
}


class WrongState(Exception):
    """The need is {now} and cannot become {wanted}."""

    def __init__(self, now: NeedState, wanted: NeedState) -> None:
        super().__init__(f"the need is {now.value} and cannot become {wanted.value}")
        self.now = now
        self.wanted = wanted


def move(now: NeedState, wanted: NeedState) -> NeedState:
    """The wanted state when it may follow the present one; WrongState otherwise."""
    if wanted not in TRANSITIONS[now]:
        raise WrongState(now, wanted)
    return wanted


class Outcome(enum.Enum):
    """What the organization says came of it; the resident has the last word."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not_solved"


class BeneficiaryKind(enum.Enum):
    """Whom the need is for."""

    SELF = "self"
    PARENT = "parent"
    CHILD = "child"
    PARTNER = "partner"
    NEIGHBOUR = "neighbour"
    COMMUNITY = "community"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Whom the need is for, as far as routing needs to know."""

    kind: BeneficiaryKind = BeneficiaryKind.SELF
    age_group: str = ""
    """"child", "youth", "adult", "elder" or empty when unknown."""
    lives_alone: bool | None = None
    disability: bool | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What one resident asks for, and where it stands. Times are aware and in UTC.

    ``number`` is the short one people say on the phone. ``place`` is free text from the resident (a
    building, a flat) and personal; ``community`` and ``grid`` are codes and are not.
    """

    id: int
    number: str
    person_id: int
    community: str | None
    category: str
    text: str
    created_at: datetime
    urgency: Urgency = Urgency.ROUTINE
    state: NeedState = NeedState.SUBMITTED
    beneficiary: Beneficiary = Beneficiary()
    grid: str | None = None
    place: str = ""
    time_wish: str = ""
    danger: str = ""
    origin: str = "chat"
    entered_by: int | None = None
    holder_id: int | None = None
    """The organization that has accepted it."""
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    outcome_note: str = ""
    unmet_reason: str = ""
    rating: int | None = None
    rating_word: str = ""
    reopened: int = 0
    answers: str = ""
    """The category's few questions as JSON: label → answer, in the resident's language."""


class Visibility(enum.Enum):
    """For whom an entry in a need's story is meant."""

    EVERYONE = "everyone"
    STAFF = "staff"
    WORKERS = "workers"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a need's story: what happened, when, by whom, and who may read it.

    ``kind`` is an event's name in snake case ("submitted", "offered", "accepted", "note" …), ``data``
    its details as JSON text. ``actor`` is "resident", "system", "staff:<id>" or
    "follower:<person id>" for a neighbour who joined.
    """

    id: int
    need_id: int
    at: datetime
    kind: str
    actor: str
    visibility: Visibility = Visibility.EVERYONE
    data: str = "{}"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or file that belongs to a need; ``ref`` is what ``channel`` fetches it by."""

    id: int
    need_id: int
    at: datetime
    channel: str
    kind: str
    ref: str
    mime: str = ""
    person_id: int | None = None
    """The neighbour who sent it; None for the one who asked."""
