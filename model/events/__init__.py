"""What has happened, in the past tense. Each event's consequences are in ``handlers/on/<event>.py``."""

from __future__ import annotations

from model.events.needs import (
    DangerRecognised,
    NeedConfirmed,
    NeedFiled,
    NeedRated,
    NeedReopened,
    NeedResolved,
    NeedTaken,
    NeedUnmet,
    NeedWithdrawn,
    WorkStarted,
)
from model.events.neighbours import NeedJoined, NeedLeft, NeedMerged, NeedParted, NeedPassedOn
from model.events.plans import ContactsShared, PlanLineAnswered, PlanLineConfirmed, PlanLineEnded
from model.events.referrals import (
    ReferralAccepted,
    ReferralDeclined,
    ReferralExpired,
    ReferralGivenBack,
    ReferralOffered,
)
from model.events.shifts import MovedUp, ShiftCancelled, ShiftTaken
from model.events.words import NoteAdded, QuestionAsked, ResponseSubmitted

__all__ = (
    "ContactsShared",
    "DangerRecognised",
    "Event",
    "MovedUp",
    "NeedConfirmed",
    "NeedFiled",
    "NeedJoined",
    "NeedLeft",
    "NeedMerged",
    "NeedParted",
    "NeedPassedOn",
    "NeedRated",
    "NeedReopened",
    "NeedResolved",
    "NeedTaken",
    "NeedUnmet",
    "NeedWithdrawn",
    "NoteAdded",
    "PlanLineAnswered",
    "PlanLineConfirmed",
    "PlanLineEnded",
    "QuestionAsked",
    "ReferralAccepted",
    "ReferralDeclined",
    "ReferralExpired",
    "ReferralGivenBack",
    "ReferralOffered",
    "ResponseSubmitted",
    "ShiftCancelled",
    "ShiftTaken",
    "WorkStarted",
)

Event = (
    NeedFiled
    | ReferralOffered
    | ReferralAccepted
    | ReferralDeclined
    | ReferralGivenBack
    | ReferralExpired
    | NeedUnmet
    | NeedTaken
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
