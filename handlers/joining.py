"""Staff join two needs that are one; and part them again."""

from __future__ import annotations

from dataclasses import replace

from handlers.needs import fresh
from handlers.referrals import NotAllowed
from handlers.routing import offer, offer_next
from handlers.work import Work
from model.events import NeedMerged, NeedParted
from model.following import Follower
from model.need import Need, NeedState, Visibility, WrongState, move
from model.person import Role, Staff
from model.referral import ReferralState

_SAID_NO = frozenset({ReferralState.DECLINED, ReferralState.EXPIRED})


def merge(work: Work, staff: Staff, need: Need, into: Need) -> None:
    """The need's resident follows the other one from now on; whoever had it is told to stop.

    NotAllowed for others than the social workers of both communities; WrongState when one of them is over.
    """
    _check(staff, need, into)
    if need.danger or need.id == into.id or not into.state.is_open:
        raise WrongState(into.state, into.state)
    state = move(need.state, NeedState.WITHDRAWN)
    joined = [
        Follower(into.id, need.person_id, work.now, need.text, need.place, need.id),
        *(replace(one, need_id=into.id, origin_id=need.id) for one in work.unit.followers.of_need(need.id)),
    ]
    for one in joined:
        if one.person_id != into.person_id and work.unit.followers.get(into.id, one.person_id) is None:
            work.unit.followers.add(one)
    need = work.unit.needs.change(need, state=state)
    work.log(need, "merged", Visibility.STAFF, number=into.number)
    work.log(into, "merged_here", Visibility.STAFF, number=need.number)
    work.emit(NeedMerged(need, into))


def merged_into(work: Work, need: Need) -> Need | None:
    """The need that this one was joined to by staff, while it is."""
    if need.state is not NeedState.WITHDRAWN:
        return None
    rows = work.unit.followers.of_origin(need.id)
    return work.unit.needs.get(rows[0].need_id) if rows else None


def part(work: Work, staff: Staff, need: Need) -> Need:
    """Undo ``merge``: the need stands by itself again and goes back to who had it, or to the next."""
    into = merged_into(work, need)
    if into is None:
        raise WrongState(need.state, NeedState.SUBMITTED)
    _check(staff, need, into)
    for one in work.unit.followers.of_origin(need.id):
        work.unit.followers.unlink(one)
        if one.person_id != need.person_id:
            work.unit.followers.add(replace(one, need_id=need.id, origin_id=None))
    need = work.unit.needs.change(need, state=move(need.state, NeedState.SUBMITTED))
    work.log(need, "parted", Visibility.STAFF, number=into.number)
    work.log(into, "parted_here", Visibility.STAFF, number=need.number)
    work.emit(NeedParted(need, into))
    last = next(reversed(work.unit.referrals.of_need(need.id)), None)
    if last is not None and last.state not in _SAID_NO:
        offer(work, need, last.organization_id, last.service_id, score=last.score)
    else:
        offer_next(work, need)
    return fresh(work, need)


def _check(staff: Staff, need: Need, into: Need) -> None:
    worker = staff.role is Role.SOCIAL_WORKER
    if not worker or not staff.serves(need.community) or not staff.serves(into.community):
        raise NotAllowed
