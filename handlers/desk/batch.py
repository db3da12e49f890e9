"""All open needs at once: who would get which one by one, who all together, and applying it.

A Monday morning, a flood: many needs, little room. An offer that nobody has answered may move; one that is
accepted stays where it is. Emergencies and danger are nobody's to plan: people take those at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.referrals import NotAllowed
from handlers.routing import candidates, only_related
from handlers.work import Work
from matching.batch import Side, assign, room_of
from matching.rank import Candidate, Ranking, why
from model.need import Need, NeedState, Urgency
from model.organization import Organization
from model.person import Role, Staff
from model.phrase import Phrase
from model.referral import Referral, ReferralState
from storage.seeking import Filter

MOST = 200
"""Needs that are looked at together at most: the most urgent, and of these the oldest."""
_FOUND = 2000
_REASONS = 3
_STAYS = 0.25
"""Who has been asked is not passed over for somebody a little better: so much a new one must be ahead."""
_STATES = (NeedState.SUBMITTED, NeedState.ROUTED, NeedState.UNMET)


@dataclass(frozen=True, slots=True)
class Row:
    """One need: who is asked now, who would be one by one, and who all together, with why."""

    need: Need
    offer: Referral | None
    now: Organization | None
    one_by_one: Candidate | None
    together: Candidate | None
    reasons: tuple[Phrase, ...]

    @property
    def moves(self) -> bool:
        """Whether something would be done."""
        before = self.offer.service_id if self.offer else None
        after = self.together.service.id if self.together else None
        return before != after

    @property
    def pick(self) -> str:
        """What is ticked: the need, the offer it has, and the service it would go to."""
        offer, service = (
            (self.offer.id if self.offer else 0),
            (self.together.service.id if self.together else 0),
        )
        return f"{self.need.number}:{offer}:{service}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Both ways in figures, and need by need; ``more`` needs were too many to be looked at."""

    rows: tuple[Row, ...]
    one_by_one: Side
    together: Side
    more: int = 0

    @property
    def moving(self) -> list[Row]:
        """What would change."""
        return [row for row in self.rows if row.moves]

    @property
    def staying(self) -> list[Row]:
        """What would stay as it is."""
        return [row for row in self.rows if not row.moves]


Offers = Mapping[int, Referral]
"""The unanswered offer of each need that has one, by the need's id."""


def plan(work: Work, staff: Staff) -> Plan:
    """The proposal for this worker's communities; nothing is changed. NotAllowed for other roles."""
    needs, offers, more = _open(work, staff)
    ranked = [
        (need, ranking)
        for need in needs
        if _comparable(ranking := ranked_for(work, need, offers), offers.get(need.id))
    ]
    batch = assign(ranked, room(work, ranked, offers))
    directory = work.services.directory
    rows = tuple(
        Row(
            one.need,
            offer := offers.get(one.need.id),
            directory.organizations.get(offer.organization_id) if offer else None,
            one.one_by_one,
            one.together,
            why(one.together, limit=_REASONS) if one.together else (),
        )
        for one in batch.rows
    )
    return Plan(rows, batch.one_by_one, batch.together, more)


def _open(work: Work, staff: Staff) -> tuple[list[Need], Offers, int]:
    if staff.role is not Role.SOCIAL_WORKER:
        raise NotAllowed
    found = work.unit.needs.find(Filter(communities=staff.communities, states=_STATES), _FOUND)
    fitting = [
        need for need in found if need.category and not need.danger and need.urgency is not Urgency.EMERGENCY
    ]
    fitting.sort(key=lambda need: (-need.urgency.rank, need.created_at, need.id))
    chosen = fitting[:MOST]
    offers = unanswered(work, chosen)
    return chosen, offers, len(fitting) - len(chosen)


def unanswered(work: Work, needs: Sequence[Need]) -> Offers:
    """The open offers of needs."""
    by_need = work.unit.referrals.of_needs([need.id for need in needs])
    return {
        need_id: one
        for need_id, made in by_need.items()
        for one in made
        if one.state is ReferralState.OFFERED
    }


def _comparable(ranking: Ranking, offer: Referral | None) -> bool:
    """Whether a need can be moved: an offer a person made against the rules is theirs to take back."""
    return offer is None or any(one.service.id == offer.service_id for one in ranking.candidates)


def ranked_for(work: Work, need: Need, offers: Offers) -> Ranking:
    """Who could serve a need if none of these offers had been made; who has the offer a little ahead."""
    ranking = candidates(work, need, freed=tuple(offers.values()))
    own = offers.get(need.id)
    fitting = [
        replace(one, score=min(1.0, one.score + _STAYS)) if own and one.service.id == own.service_id else one
        for one in ranking.candidates
        if not only_related(one)
    ]
    return Ranking(tuple(sorted(fitting, key=lambda one: -one.score)), ranking.excluded)


def room(work: Work, ranked: Sequence[tuple[Need, Ranking]], offers: Offers) -> dict[int, int]:
    """How many more each service can take once these offers are taken back."""
    services = {one.service.id: one.service for _, ranking in ranked for one in ranking.candidates}
    load = Counter(work.unit.referrals.load_by_service(set(services)))
    load.subtract(Counter(one.service_id for one in offers.values() if one.service_id in services))
    return room_of(services.values(), load)
