"""What follows from each event, one file an event. An event without a file here is an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers.on import (
    contacts_shared,
    danger_recognised,
    moved_up,
    need_confirmed,
    need_filed,
    need_joined,
    need_left,
    need_merged,
    need_parted,
    need_passed_on,
    need_rated,
    need_reopened,
    need_resolved,
    need_taken,
    need_unmet,
    need_withdrawn,
    note_added,
    plan_line_answered,
    plan_line_confirmed,
    plan_line_ended,
    question_asked,
    referral_accepted,
    referral_declined,
    referral_expired,
    referral_given_back,
    referral_offered,
    response_submitted,
    shift_cancelled,
    shift_taken,
    work_started,
)
from handlers.work import Work
from model import events

Handler = Callable[[Work, Any], None]

HANDLERS: dict[type, tuple[Handler, ...]] = {
    events.NeedFiled: (need_filed.handle,),
    events.ReferralOffered: (referral_offered.handle,),
    events.ReferralAccepted: (referral_accepted.handle,),
    events.ReferralDeclined: (referral_declined.handle,),
    events.ReferralGivenBack: (referral_given_back.handle,),
    events.ReferralExpired: (referral_expired.handle,),
    events.NeedUnmet: (need_unmet.handle,),
    events.NeedTaken: (need_taken.handle,),
    events.WorkStarted: (work_started.handle,),
    events.NeedResolved: (need_resolved.handle,),
    events.NeedConfirmed: (need_confirmed.handle,),
    events.NeedReopened: (need_reopened.handle,),
    events.NeedRated: (need_rated.handle,),
    events.NeedWithdrawn: (need_withdrawn.handle,),
    events.NeedPassedOn: (need_passed_on.handle,),
    events.NeedJoined: (need_joined.handle,),
    events.NeedLeft: (need_left.handle,),
    events.NeedMerged: (need_merged.handle,),
    events.NeedParted: (need_parted.handle,),
    events.PlanLineConfirmed: (plan_line_confirmed.handle,),
    events.PlanLineAnswered: (plan_line_answered.handle,),
    events.PlanLineEnded: (plan_line_ended.handle,),
    events.ContactsShared: (contacts_shared.handle,),
    events.NoteAdded: (note_added.handle,),
    events.QuestionAsked: (question_asked.handle,),
    events.DangerRecognised: (danger_recognised.handle,),
    events.ResponseSubmitted: (response_submitted.handle,),
    events.ShiftTaken: (shift_taken.handle,),
    events.ShiftCancelled: (shift_cancelled.handle,),
    events.MovedUp: (moved_up.handle,),
}
