"""Applying what was ticked of a batch; taking it back while an organization has not answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers import phrases
from handlers.desk.batch import Offers, ranked_for, room, unanswered
from handlers.news import tell_current
from handlers.referrals import NotAllowed
from handlers.routing import offer, offer_next, take_back, unmet
from handlers.work import Work
from matching.rank import Candidate, why
from model.batch import AppliedBatch, BatchLine
from model.cleaning import row_id
from model.need import Need, NeedState
from model.person import Role, Staff
from model.phrase import phrase
from model.referral import Referral, ReferralState

_STATES = frozenset({NeedState.SUBMITTED, NeedState.ROUTED, NeedState.UNMET})
_HOLDS = timedelta(days=3)
_REASONS = 3


@dataclass(frozen=True, slots=True)
class _Move:
    """One ticked row that still stands as it was shown."""

    need: Need
    candidate: Candidate | None
    left: int | None
    """The service's free places, where they are counted."""


def apply(work: Work, staff: Staff, picks: Sequence[str]) -> tuple[int, int]:
    """Make the ticked offers, with deadlines as ever; gives back how many were made and how many were not.

    A row that has changed since it was shown (answered, withdrawn, no room left) is left alone.
    """
    if staff.role is not Role.SOCIAL_WORKER:
        raise NotAllowed
    moves, offers = _moves(work, staff, picks)
    for move in moves:
        _end(work, move.need)
    lines = [_give(work, staff, move, offers.get(move.need.id)) for move in moves]
    batch = AppliedBatch(work.services.ids(), work.now, staff.id, tuple(line for line in lines if line))
    if batch.lines:
        work.unit.batches.add(batch)
    work.audit("applied a batch", f"batch:{batch.id}", needs=[move.need.number for move in moves])
    return len(moves), len(picks) - len(moves)


def _moves(work: Work, staff: Staff, picks: Sequence[str]) -> tuple[list[_Move], Offers]:
    """The rows that still hold, in the order they were ticked, as far as there is room for all of them."""
    wanted: list[tuple[Need, int]] = []
    for pick in dict.fromkeys(picks):
        need, service = _read(work, staff, pick)
        if need is not None:
            wanted.append((need, service))
    offers = unanswered(work, [need for need, _ in wanted])
    ranked = [(need, ranked_for(work, need, offers)) for need, _ in wanted]
    left = Counter(room(work, ranked, offers))
    limited = set(left)
    moves: list[_Move] = []
    for (need, service), (_, ranking) in zip(wanted, ranked, strict=True):
        candidate = next((one for one in ranking.candidates if one.service.id == service), None)
        if service and (candidate is None or (service in limited and left[service] <= 0)):
            continue
        moves.append(_Move(need, candidate, left[service] if service in limited else None))
        left[service] -= 1
    kept = {move.need.id for move in moves}
    return moves, {need_id: one for need_id, one in offers.items() if need_id in kept}


def _read(work: Work, staff: Staff, pick: str) -> tuple[Need | None, int]:
    """A ticked row, when the need is theirs and has the very offer that was shown."""
    number, _, rest = pick.partition(":")
    offered, _, service = rest.partition(":")
    need = work.unit.needs.by_number(number)
    if need is None or need.state not in _STATES or not staff.serves(need.community) or need.danger:
        return None, 0
    current = work.unit.referrals.current(need.id)
    same = str(current.id if current else 0) == offered
    wanted = row_id(service)
    return (need, wanted) if same and wanted is not None else (None, 0)


def _end(work: Work, need: Need) -> None:
    tell_current(work, need, phrase("staff.taken_back", number=need.number))
    take_back(work, need)


def _give(work: Work, staff: Staff, move: _Move, replaced: Referral | None) -> BatchLine | None:
    need, candidate = move.need, move.candidate
    if candidate is None:
        offer_next(work, need)
        return None
    if move.left is not None and candidate.service.capacity is not None:
        work.unit.vacancies.count_on(candidate.service.id, candidate.service.capacity, move.left)
    organization = candidate.organization.id
    work.log(need, "assigned", organization_id=organization, name=staff.name)
    reasons = why(candidate, limit=_REASONS)
    score = min(1.0, candidate.score)
    offer(work, need, organization, candidate.service.id, score=score, reasons=reasons)
    made = work.unit.referrals.current(need.id)
    return BatchLine(need.id, made.id, replaced.id if replaced else None) if made else None


# taking it back ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Applied:
    """The last batch of a worker that can still be taken back, as far as it is not answered."""

    batch: AppliedBatch
    made: int
    answered: int


def applied(work: Work, staff: Staff) -> Applied | None:
    """The worker's last batch of the past days, when some of it is unanswered."""
    batch = work.unit.batches.last_of(staff.id, work.now - _HOLDS)
    if batch is None:
        return None
    waiting = sum(_waits(work, line) for line in batch.lines)
    return Applied(batch, len(batch.lines), len(batch.lines) - waiting) if waiting else None


def _waits(work: Work, line: BatchLine) -> bool:
    referral = work.unit.referrals.get(line.referral_id)
    return referral is not None and referral.state is ReferralState.OFFERED


def undo(work: Work, staff: Staff, batch_id: int) -> int:
    """Take back what nobody has answered: each need goes back to who had the offer before, or to nobody."""
    batch = work.unit.batches.get(batch_id)
    if batch is None or batch.staff_id != staff.id or batch.undone_at is not None:
        raise NotAllowed
    waiting = [line for line in batch.lines if _waits(work, line)]
    for line in waiting:
        need = work.unit.needs.get(line.need_id)
        if need is not None:
            _restore(work, need, line)
    work.unit.batches.undone(batch.id, work.now)
    work.audit("took a batch back", f"batch:{batch.id}", offers=len(waiting))
    return len(waiting)


def _restore(work: Work, need: Need, line: BatchLine) -> None:
    _end(work, need)
    before = work.unit.referrals.get(line.replaced_id) if line.replaced_id else None
    if before is None:
        unmet(work, need, need.unmet_reason or "nobody_left")
        return
    reasons = tuple(phrases.load(before.reasons))
    offer(work, need, before.organization_id, before.service_id, score=before.score, reasons=reasons)
