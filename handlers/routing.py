"""Routing: the best organization that was not asked yet gets an offer with a deadline; or nobody is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers import phrases
from handlers.work import Work
from matching.deadline import deadline
from matching.rank import Candidate, Ranking, rank, why
from matching.rules.fit import RELATED
from matching.situation import Situation
from model.events import NeedUnmet, ReferralOffered
from model.need import Need, NeedState, move
from model.phrase import Phrase
from model.referral import Referral, ReferralState

TIMER = "referral"
_REASONS = 3


def candidates(work: Work, need: Need, *, freed: Sequence[Referral] = ()) -> Ranking:
    """Who could serve the need now, best first, and who could not and why.

    ``freed`` are open offers, of this need and others, that are thought of as not made.
    """
    directory, place = work.services.directory, need.grid or need.community
    options = directory.find(need.category, place) + directory.related(need.category, place)
    asked = {option.organization.id for option in options}
    records, means = work.services.reputation.of(work.unit, asked, work.now)
    person = work.unit.people.get(need.person_id)
    load = Counter(work.unit.referrals.load_by_service({option.service.id for option in options}))
    load.subtract(Counter(one.service_id for one in freed if one.service_id in load))
    situation = Situation(
        now=work.now,
        tz=work.services.zone,
        load=load,
        records=records,
        tried=_tried(work, need, freed),
        own=_own_ratings(work, need),
        language=person.language if person else "zh_CN",
        seed=need.id,
        means=means,
    )
    return rank(need, directory, situation)


def _tried(work: Work, need: Need, freed: Sequence[Referral]) -> frozenset[int]:
    """Who was asked before. An offer that was taken back before anybody answered it was no question."""
    ids = {one.id for one in freed}
    return frozenset(
        one.organization_id
        for one in work.unit.referrals.of_need(need.id)
        if one.id not in ids and not (one.state is ReferralState.WITHDRAWN and one.answered_by is None)
    )


def _own_ratings(work: Work, need: Need) -> dict[int, float]:
    """The resident's own mean rating of each organization that helped them before."""
    rated: dict[int, list[int]] = {}
    for one in work.unit.needs.of_person(need.person_id):
        if one.rating is not None and one.holder_id is not None:
            rated.setdefault(one.holder_id, []).append(one.rating)
    return {organization: sum(values) / len(values) for organization, values in rated.items()}


def offer_next(work: Work, need: Need, *, first: bool = False, instead_of: int | None = None) -> Need:
    """Offer the need to the best candidate not asked yet; unmet when there is none.

    A need nobody could sort stays submitted, and what comes back unsorted is unmet: a social worker sorts
    it. ``instead_of``: the organization that has just given it back.
    """
    if not need.category:
        new = need.state is NeedState.SUBMITTED
        return need if new else unmet(work, need, "nobody_serves", instead_of=instead_of)
    fitting = [one for one in candidates(work, need).candidates if not only_related(one)]
    if not fitting:
        reason = "nobody_left" if work.unit.referrals.of_need(need.id) else "nobody_serves"
        return unmet(work, need, reason, instead_of=instead_of)
    best = fitting[0]
    count_on_room(work, best)
    reasons = why(best, limit=_REASONS)
    return offer(
        work,
        need,
        best.organization.id,
        best.service.id,
        score=best.score,
        reasons=reasons,
        first=first,
        instead_of=instead_of,
    )


def count_on_room(work: Work, candidate: Candidate) -> None:
    """It gets the need because it has room; should another process fill that first, all is thought anew."""
    capacity, left = candidate.service.capacity, candidate.verdicts["capacity"].params.get("left")
    if capacity is not None and isinstance(left, int):
        work.unit.vacancies.count_on(candidate.service.id, capacity, left)


def only_related(candidate: Candidate) -> bool:
    """Somebody who does something else in the same field: a social worker may ask them, we do not."""
    return candidate.verdicts["fit"].key == RELATED


def offer(
    work: Work,
    need: Need,
    organization_id: int,
    service_id: int,
    *,
    score: float = 1.0,
    reasons: tuple[Phrase, ...] = (),
    first: bool = False,
    instead_of: int | None = None,
) -> Need:
    """Offer the need to an organization, with a deadline that a timer watches."""
    past = work.unit.referrals.of_need(need.id)
    promise = work.services.promises
    due = deadline(need.urgency, work.now, work.services.zone, promise)
    referral = Referral(
        id=work.services.ids(),
        need_id=need.id,
        organization_id=organization_id,
        service_id=service_id,
        state=ReferralState.OFFERED,
        rank=len(past) + 1,
        score=score,
        offered_at=work.now,
        deadline=due,
        reasons=phrases.dump(reasons),
    )
    work.unit.referrals.add(referral)
    work.unit.vacancies.give(service_id, referral.id)
    work.unit.timers.set(TIMER, str(referral.id), due)
    need = work.unit.needs.change(need, state=move(need.state, NeedState.ROUTED), holder_id=None)
    work.log(
        need,
        "offered",
        actor="system",
        organization_id=organization_id,
        referral_id=referral.id,
        deadline=due.isoformat(),
    )
    work.emit(ReferralOffered(need, referral, first, instead_of))
    return need


def unmet(work: Work, need: Need, reason: str, *, instead_of: int | None = None) -> Need:
    """Nobody is left: the committee holds it now."""
    need = work.unit.needs.change(
        need, state=move(need.state, NeedState.UNMET), unmet_reason=reason, holder_id=None
    )
    work.log(need, "unmet", actor="system", reason=reason)
    work.emit(NeedUnmet(need, instead_of))
    return need


def take_back(work: Work, need: Need) -> None:
    """End an offer that is still open, because the need went another way."""
    current = work.unit.referrals.current(need.id)
    if current is not None:
        work.unit.referrals.change(
            current, state=ReferralState.WITHDRAWN, answered_at=current.answered_at or work.now
        )
        work.unit.timers.cancel(TIMER, str(current.id))
