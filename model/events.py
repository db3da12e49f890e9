"""What has happened, in the past tense. Each event's consequences are in ``handlers/on/<event>.py``."""

from __future__ import annotations

from dataclasses import dataclass

from model.following import Follower
from model.linkage import PlanLine
from model.need import Need, NeedState
from model.referral import Referral
from model.volunteer import Shift, SignUp


@dataclass(frozen=True, slots=True)
class NeedFiled:
    """A need was filed and has its number."""

    need: Need


@dataclass(frozen=True, slots=True)
class ReferralOffered:
    """A need was offered to an organization. ``first`` says nobody had it before."""

    need: Need
    referral: Referral
    first: bool


@dataclass(frozen=True, slots=True)
class ReferralAccepted:
    """An organization accepted."""

    need: Need
    referral: Referral


@dataclass(frozen=True, slots=True)
class ReferralDeclined:
    """An organization said no, with a reason."""

    need: Need
    referral: Referral


@dataclass(frozen=True, slots=True)
class ReferralExpired:
    """The deadline of an offer passed without an answer."""

    need: Need
    referral: Referral


@dataclass(frozen=True, slots=True)
class NeedUnmet:
    """Nobody is left who could serve the need; the committee holds it now."""

    need: Need


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
    """It is not solved, the resident says; or ``by``, a neighbour who joined (as an actor)."""

    need: Need
    by: str = ""


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
class NeedPassedOn:
    """Who asked no longer needs it, but neighbours had joined: the first of them has it now."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedJoined:
    """A neighbour with the same need joined instead of filing another."""

    need: Need
    follower: Follower


@dataclass(frozen=True, slots=True)
class NeedLeft:
    """A neighbour no longer follows a need."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedMerged:
    """Staff joined a need to another that is the same."""

    need: Need
    into: Need


@dataclass(frozen=True, slots=True)
class NeedParted:
    """Staff parted two needs again that they had joined."""

    need: Need
    into: Need


@dataclass(frozen=True, slots=True)
class PlanLineConfirmed:
    """A social worker confirmed a line of the linkage plan."""

    need: Need
    line: PlanLine


@dataclass(frozen=True, slots=True)
class PlanLineAnswered:
    """Who was asked to help with a need has said yes or no."""

    need: Need
    line: PlanLine


@dataclass(frozen=True, slots=True)
class PlanLineEnded:
    """Who was asked to help with a need is no longer needed."""

    need: Need
    line: PlanLine


@dataclass(frozen=True, slots=True)
class ContactsShared:
    """The resident agreed that they and a volunteer learn how to reach each other."""

    need: Need
    line: PlanLine


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """Somebody added a note or a photo; ``by_resident`` says who must be told: the other side.

    ``answer``: it answers what staff had asked.
    """

    need: Need
    text: str
    by_resident: bool
    by_neighbour: bool = False
    answer: bool = False


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Staff asked the resident something about a need."""

    need: Need
    text: str
    staff_name: str


@dataclass(frozen=True, slots=True)
class DangerRecognised:
    """Somebody wrote of danger to life or limb; a person on duty must know now."""

    need: Need
    kind: str


@dataclass(frozen=True, slots=True)
class ResponseSubmitted:
    """A resident sent a filled survey."""

    response_id: int
    purpose: str
    subject: int


@dataclass(frozen=True, slots=True)
class ShiftTaken:
    """A volunteer took a shift, or waits for it."""

    shift: Shift
    sign_up: SignUp


@dataclass(frozen=True, slots=True)
class ShiftCancelled:
    """A volunteer does not come after all."""

    shift: Shift
    sign_up: SignUp


@dataclass(frozen=True, slots=True)
class MovedUp:
    """A place became free and the first of those waiting has it."""

    shift: Shift
    sign_up: SignUp


Event = (
    NeedFiled
    | ReferralOffered
    | ReferralAccepted
    | ReferralDeclined
    | ReferralExpired
    | NeedUnmet
    | WorkStarted
    | NeedResolved
    | NeedConfirmed
    | NeedReopened
    | NeedRated
    | NeedWithdrawn
    | NeedPassedOn
    | NeedJoined
    | NeedLeft
    | NeedMerged
    | NeedParted
    | PlanLineConfirmed
    | PlanLineAnswered
    | PlanLineEnded
    | ContactsShared
    | NoteAdded
    | QuestionAsked
    | DangerRecognised
    | ResponseSubmitted
    | ShiftTaken
    | ShiftCancelled
    | MovedUp
)
