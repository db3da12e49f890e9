"""What staff do with a need that was offered to them; chat and desk call the same.

``actor`` of the work is "staff:<id>". Each raises WrongState when the need has moved on meanwhile, which
the caller tells in words.
"""

from __future__ import annotations

from handlers.calling_off import is_called_off
from handlers.news import tell_current
from handlers.routing import TIMER, offer, take_back
from handlers.takers import tell_taker
from handlers.work import Work
from model.events import (
    NeedResolved,
    NeedTaken,
    NoteAdded,
    QuestionAsked,
    ReferralAccepted,
    ReferralDeclined,
    ReferralGivenBack,
    WorkStarted,
)
from model.need import Need, NeedState, Outcome, Urgency, Visibility, WrongState, move
from model.person import Role, Staff
from model.phrase import phrase
from model.referral import DeclineReason, Referral, ReferralState

IN_HAND = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS})


class NotAllowed(Exception):
    """This member of staff may not do this with this need."""


def may_see(work: Work, staff: Staff, need: Need) -> bool:
    """Whether a need is any business of theirs."""
    if staff.role is Role.ORGANIZATION:
        return any(
            one.organization_id == staff.organization_id for one in work.unit.referrals.of_need(need.id)
        )
    return staff.serves(need.community)


def is_theirs(work: Work, staff: Staff, need: Need) -> bool:
    """Whether they may speak with the resident: of an organization, who is asked now or has taken it on."""
    if staff.role is not Role.ORGANIZATION:
        return staff.serves(need.community)
    current = work.unit.referrals.current(need.id)
    with_it = {need.holder_id, current.organization_id if current else None} - {None}
    return staff.organization_id in with_it


def _offered_to(work: Work, staff: Staff, need: Need) -> Referral:
    """The open offer this person may answer: their organization's own; a social worker may for any."""
    current = work.unit.referrals.current(need.id)
    if current is None or current.state is not ReferralState.OFFERED:
        raise WrongState(need.state, NeedState.ACCEPTED)
    _check(staff, need, current.organization_id)
    return current


def _check(staff: Staff, need: Need, organization_id: int | None) -> None:
    if not _may(staff, need, organization_id):
        raise NotAllowed


def _may(staff: Staff, need: Need, organization_id: int | None) -> bool:
    own = staff.role is Role.ORGANIZATION and staff.organization_id == organization_id
    return own or (staff.role is Role.SOCIAL_WORKER and staff.serves(need.community))


def accept(work: Work, staff: Staff, need: Need) -> Need:
    """The organization takes it on."""
    referral = _offered_to(work, staff, need)
    work.unit.timers.cancel(TIMER, str(referral.id))
    referral = work.unit.referrals.change(
        referral, state=ReferralState.ACCEPTED, answered_at=work.now, answered_by=staff.id
    )
    need = work.unit.needs.change(
        need,
        state=move(need.state, NeedState.ACCEPTED),
        holder_id=referral.organization_id,
        accepted_at=work.now,
    )
    work.log(need, "accepted", organization_id=referral.organization_id)
    work.emit(ReferralAccepted(need, referral))
    return need


def decline(work: Work, staff: Staff, need: Need, reason: DeclineReason, note: str = "") -> Need:
    """The organization says no; the next one is asked."""
    referral = _offered_to(work, staff, need)
    work.unit.timers.cancel(TIMER, str(referral.id))
    referral = work.unit.referrals.change(
        referral,
        state=ReferralState.DECLINED,
        answered_at=work.now,
        answered_by=staff.id,
        decline_reason=reason,
        note=note,
    )
    work.log(
        need,
        "declined",
        Visibility.STAFF,
        organization_id=referral.organization_id,
        reason=reason.value,
        note=note,
    )
    work.emit(ReferralDeclined(need, referral))
    return work.unit.needs.get(need.id) or need


def give_back(work: Work, staff: Staff, need: Need, reason: DeclineReason, note: str = "") -> Need:
    """The organization has accepted, and cannot do it after all: the next one is asked.

    Said twice is said once.
    """
    if has_given_back(work, staff, need):
        return need
    referral = work.unit.referrals.change(
        accepted(work, staff, need),
        state=ReferralState.DECLINED,
        completed_at=work.now,
        decline_reason=reason,
        note=note,
    )
    need = work.unit.needs.change(
        need, state=move(need.state, NeedState.ROUTED), holder_id=None, accepted_at=None
    )
    # The resident reads this line, too; the reason and the note are staff's and stay with the offer.
    work.log(need, "given_back", organization_id=referral.organization_id, referral_id=referral.id)
    work.emit(ReferralGivenBack(need, referral))
    return work.unit.needs.get(need.id) or need


def accepted(work: Work, staff: Staff, need: Need) -> Referral:
    """The acceptance this person may give back: their organization's own; a social worker may any."""
    current = work.unit.referrals.current(need.id)
    if current is None or current.state is not ReferralState.ACCEPTED or need.state not in IN_HAND:
        raise WrongState(need.state, NeedState.ROUTED)
    _check(staff, need, current.organization_id)
    return current


def has_given_back(work: Work, staff: Staff, need: Need) -> bool:
    """Whether it waits for somebody else, because who this person may answer for has given it back."""
    last = {one.organization_id: one for one in work.unit.referrals.of_need(need.id)}
    return need.state in {NeedState.ROUTED, NeedState.UNMET} and any(
        one.given_back and _may(staff, need, one.organization_id) for one in last.values()
    )


def take(work: Work, staff: Staff, need: Need) -> Need:
    """A social worker or committee member takes it on themselves (danger, unmet, unsorted)."""
    if staff.role is Role.ORGANIZATION or not staff.serves(need.community):
        raise NotAllowed
    state = move(need.state, NeedState.ACCEPTED)
    tell_current(work, need, phrase("staff.taken_back", number=need.number))
    take_back(work, need)
    need = work.unit.needs.change(need, state=state, holder_id=None, accepted_at=work.now)
    work.unit.timers.cancel("alarm", need.number)
    work.log(need, "taken", name=staff.name)
    work.emit(NeedTaken(need, staff.name))
    return need


def start(work: Work, staff: Staff, need: Need) -> Need:
    """Work has begun."""
    _check_holder(staff, need)
    need = work.unit.needs.change(need, state=move(need.state, NeedState.IN_PROGRESS))
    work.log(need, "started")
    work.emit(WorkStarted(need))
    return need


def resolve(work: Work, staff: Staff, need: Need, outcome: Outcome, note: str = "") -> Need:
    """Work is done: solved, partly (with what remains), or not solved (with a reason)."""
    _check_holder(staff, need)
    state = move(need.state, NeedState.RESOLVED)
    current = work.unit.referrals.current(need.id)
    if staff.role is not Role.ORGANIZATION:
        tell_current(work, need, phrase("staff.resolved_by", number=need.number, name=staff.name))
    if current is not None and current.state is ReferralState.ACCEPTED:
        work.unit.referrals.change(current, state=ReferralState.COMPLETED, completed_at=work.now)
    else:
        take_back(work, need)
    need = work.unit.needs.change(
        need,
        state=state,
        resolved_at=work.now,
        outcome=outcome,
        outcome_note=note,
    )
    work.log(need, "resolved", outcome=outcome.value, note=note)
    work.emit(NeedResolved(need))
    return need


def _check_holder(staff: Staff, need: Need) -> None:
    if staff.role is Role.COMMITTEE and need.holder_id is None and staff.serves(need.community):
        return
    _check(staff, need, need.holder_id)


def note(work: Work, staff: Staff, need: Need, text: str, visibility: Visibility) -> None:
    """Add a note, for everybody or for staff only (so always where somebody else may be reading)."""
    if not is_theirs(work, staff, need):
        raise NotAllowed
    if is_called_off(work, need):
        visibility = Visibility.STAFF
    work.log(need, "note", visibility, text=text, name=staff.name)
    if visibility is Visibility.EVERYONE:
        work.emit(NoteAdded(need, text, by_resident=False))


def ask(work: Work, staff: Staff, need: Need, text: str) -> None:
    """Ask the resident something; not where somebody else may be reading."""
    if not is_theirs(work, staff, need) or is_called_off(work, need):
        raise NotAllowed
    work.log(need, "asked", text=text, name=staff.name)
    work.emit(QuestionAsked(need, text, staff.name))


def assign(work: Work, staff: Staff, need: Need, service_id: int) -> Need:
    """A social worker offers it to an organization of their choice; an open offer to another one ends."""
    service = work.services.directory.services.get(service_id)
    if staff.role is Role.ORGANIZATION or not staff.serves(need.community) or service is None:
        raise NotAllowed
    move(need.state, NeedState.ROUTED)
    over = phrase("staff.taken_back", number=need.number)
    tell_current(work, need, over)
    if need.state in IN_HAND:
        tell_taker(work, need, over)
        need = work.unit.needs.change(need, accepted_at=None)
    take_back(work, need)
    work.unit.timers.cancel("alarm", need.number)
    work.log(need, "assigned", organization_id=service.organization_id, name=staff.name)
    return offer(work, need, service.organization_id, service.id)


def sort(work: Work, staff: Staff, need: Need, category: str, urgency: Urgency) -> Need:
    """A social worker puts category and urgency right."""
    if staff.role is Role.ORGANIZATION or not staff.serves(need.community):
        raise NotAllowed
    work.log(
        need,
        "sorted",
        Visibility.STAFF,
        was=[need.category, need.urgency.value],
        now=[category, urgency.value],
    )
    return work.unit.needs.change(need, category=category, urgency=urgency)
