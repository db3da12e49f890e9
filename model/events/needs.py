"""What has happened to a need."""

from __future__ import annotations

from dataclasses import dataclass

from model.need import Need, NeedState


@dataclass(frozen=True, slots=True)
class NeedFiled:
    """A need was filed and has its number."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedUnmet:
    """Nobody is left who could serve the need; the committee holds it now.

    ``instead_of`` is the organization that has just given it back; one message tells both.
    """

    need: Need
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class NeedTaken:
    """A social worker or committee member, called ``name``, has taken the need on themselves."""

    need: Need
    name: str


@dataclass(frozen=True, slots=True)
class WorkStarted:
    """The organization has begun."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedResolved:
    """The organization calls it done; the resident has the last word."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedConfirmed:
    """The resident says it is solved."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedReopened:
    """It is not solved, the resident says; or ``by``, a neighbour who joined (as an actor).

    ``given_up``: who had it has said, too, that they could not solve it.
    """

    need: Need
    by: str = ""
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class NeedRated:
    """The resident gave 1 to 5, perhaps with a word."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedWithdrawn:
    """The resident no longer needs it. ``was`` is the state it was in."""

    need: Need
    was: NeedState


@dataclass(frozen=True, slots=True)
class DangerRecognised:
    """Somebody wrote of danger to life or limb; a person on duty must know now."""

    need: Need
    kind: str
