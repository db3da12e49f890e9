"""Who could help with a need: ranked organizations with their reasons, and the linkage plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from handlers.routing import candidates
from handlers.work import Work
from matching.linkage import Circumstances, LinkagePlan, plan
from matching.rank import Candidate, Exclusion, why
from model.need import Need, NeedState
from model.person import Role
from model.phrase import Phrase
from storage.seeking import Filter

_LATELY = timedelta(days=28)
_REASONS = 4
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """An organization that could take the need, with why."""

    candidate: Candidate
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Helpers:
    """Candidates best first, those left out with the reason, and the plan that joins the five parties."""

    choices: tuple[Choice, ...]
    excluded: tuple[Exclusion, ...]
    plan: LinkagePlan | None


NOBODY = Helpers((), (), None)


def helpers(work: Work, need: Need) -> Helpers:
    """Whom a social worker could ask. Nothing for a need without a category."""
    if not need.category:
        return NOBODY
    ranking = candidates(work, need)
    choices = tuple(Choice(one, why(one, limit=_REASONS)) for one in ranking.candidates[:_SHOWN])
    lead = ranking.candidates[0] if ranking.candidates else None
    unit = work.unit
    proposal = plan(
        need, lead, unit.staff.all(), unit.volunteers.all(), unit.resources.all(), _circumstances(work)
    )
    return Helpers(choices, ranking.excluded, proposal)


def _circumstances(work: Work) -> Circumstances:
    minutes = work.unit.volunteers.minutes_since(work.now - _LATELY)
    return Circumstances(
        places=work.services.directory.places,
        cases=_cases(work),
        minutes_lately={
            int(account.removeprefix("person:")): given
            for account, given in minutes.items()
            if account.startswith("person:")
        },
        allocated=work.unit.resources.allocated(),
    )


def _cases(work: Work) -> dict[int, int]:
    """How many open needs each social worker has taken on."""
    in_hand = work.unit.needs.find(Filter(states=(NeedState.ACCEPTED, NeedState.IN_PROGRESS)), limit=1000)
    takers = work.unit.needs.takers([need.id for need in in_hand if need.holder_id is None])
    workers = {f"staff:{one.id}": one.id for one in work.unit.staff.with_role(Role.SOCIAL_WORKER)}
    return dict(Counter(workers[actor] for actor in takers.values() if actor in workers))
