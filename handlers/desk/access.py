"""Who may see how much of a need: the one place that decides it.

An organization sees a need's outline when it is offered, and everything once it has accepted. A committee
sees the outline of what nobody could serve, and everything of what one of its members took on. Social
workers see everything in the communities they serve; those who run the installation see outlines.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

from handlers.referrals import NotAllowed
from handlers.work import Work
from model.need import Need, NeedState
from model.person import Role, Staff
from model.referral import Referral, ReferralState


class Sight(enum.Enum):
    """How much of a need somebody sees."""

    NOTHING = "nothing"
    OUTLINE = "outline"
    """What, for whom, how urgent, in which community. No words of the resident, no photos, no address."""
    FULL = "full"


class UnknownNeed(LookupError):
    """There is no need with this number."""


_LIVE = (ReferralState.OFFERED, ReferralState.ACCEPTED)


def sight(staff: Staff, need: Need, referrals: Sequence[Referral], takers: Mapping[int, str]) -> Sight:
    """How much this member of staff sees. ``takers`` says who took a need on, by its id, as an actor."""
    if staff.role is Role.OPERATOR:
        return Sight.OUTLINE
    if staff.role is Role.ORGANIZATION:
        return _organization(staff, need, referrals)
    if not staff.serves(need.community):
        return Sight.NOTHING
    if staff.role is Role.SOCIAL_WORKER:
        return Sight.FULL
    if need.state is NeedState.UNMET:
        return Sight.OUTLINE
    return Sight.FULL if took(staff, need, takers) else Sight.NOTHING


def _organization(staff: Staff, need: Need, referrals: Sequence[Referral]) -> Sight:
    if staff.organization_id is None:
        return Sight.NOTHING
    if need.holder_id == staff.organization_id:
        return Sight.FULL
    current = next((one for one in reversed(referrals) if one.state in _LIVE), None)
    offered = current is not None and current.organization_id == staff.organization_id
    return Sight.OUTLINE if offered else Sight.NOTHING


def took(staff: Staff, need: Need, takers: Mapping[int, str]) -> bool:
    """Whether this person has taken the need on themselves, and no organization holds it."""
    return need.holder_id is None and takers.get(need.id) == f"staff:{staff.id}"


def open_need(work: Work, staff: Staff, number: str) -> tuple[Need, Sight]:
    """The need with this number and how much of it they see. UnknownNeed; NotAllowed when nothing at all."""
    need = work.unit.needs.by_number(number)
    if need is None:
        raise UnknownNeed(number)
    takers = work.unit.needs.takers([need.id])
    seen = sight(staff, need, work.unit.referrals.of_need(need.id), takers)
    if seen is Sight.NOTHING:
        raise NotAllowed
    return need, seen


def open_fully(work: Work, staff: Staff, number: str) -> Need:
    """The need, for somebody who sees all of it; NotAllowed for an outline."""
    need, seen = open_need(work, staff, number)
    if seen is not Sight.FULL:
        raise NotAllowed
    return need
