"""The ranking: who could carry a need, the best first, and why; and who could not, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from matching.directory import Directory
from matching.option import UNSEEN, Option
from matching.rules import RULES, Rule
from matching.situation import Records, Situation
from matching.verdict import NEUTRAL, Verdict
from matching.weights import WEIGHTS, shares
from model.need import Need, Urgency
from model.organization import Organization, Service
from model.phrase import Phrase

EXCLUSIONS_SHOWN = 20
"""When nobody is left, so many services of the category that do not come here are named."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organization that could carry the need with one of its services; ``score`` runs from 0 to 1.

    ``verdicts`` holds what each rule said, by its name in ``rules.RULES``.
    """

    organization: Organization
    service: Service
    score: float
    verdicts: Mapping[str, Verdict]

    @property
    def reasons(self) -> tuple[Phrase, ...]:
        """Everything that speaks for it, the most telling first; never empty."""
        return why(self, len(self.verdicts))


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An organization that cannot carry the need, and the first rule's reason against it."""

    organization: Organization
    service: Service
    reason: Phrase
    rule: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates from the best to the last, each organization once; then the organizations excluded."""

    candidates: tuple[Candidate, ...]
    excluded: tuple[Exclusion, ...]


def rank(need: Need, directory: Directory, situation: Situation) -> Ranking:
    """Who could carry the need, and who not.

    Those who do the very thing (or the whole field) are asked first; only when none of them is left come
    those who do something else in the field. The same arguments give the same ranking.
    """
    place = need.grid or need.community
    options = directory.find(need.category, place)
    ranking = judge(need, options, situation)
    if not ranking.candidates:
        more = directory.related(need.category, place)
        ranking = judge(need, options + more, situation)
    if not ranking.candidates and place:
        far = directory.elsewhere(need.category, place, EXCLUSIONS_SHOWN)
        ranking = judge(need, options + more + far, situation)
    return ranking


def judge(need: Need, options: Iterable[Option], situation: Situation) -> Ranking:
    """All the rules on all the options; of each organization's services the best one stays."""
    rules = _weighted(need.urgency)
    field = need.category.partition(".")[0]
    best: dict[int, Candidate] = {}
    excluded: dict[int, Exclusion] = {}
    for option in options:
        key = option.organization.id
        result = _judge(need, _remembered(option, key, field, situation.records), situation, rules)
        if isinstance(result, Exclusion):
            excluded.setdefault(key, result)
        elif key not in best or result.score > best[key].score:
            best[key] = result
    ordered = sorted(best.values(), key=_order)
    return Ranking(
        tuple(_crown_nearest(ordered)), tuple(one for key, one in excluded.items() if key not in best)
    )


def why(candidate: Candidate, limit: int = 3) -> tuple[Phrase, ...]:
    """The few most telling reasons for a candidate, the best first; at least one."""
    told = [
        (WEIGHTS[name].tell * (verdict.score - NEUTRAL), verdict)
        for name, verdict in candidate.verdicts.items()
        if verdict.score is not None and verdict.score > NEUTRAL and verdict.key not in _DULL
    ]
    told.sort(key=lambda pair: -pair[0])
    best = [verdict.reason for _weight, verdict in told[:limit]]
    return tuple(best) or (candidate.verdicts["fit"].reason,)


_DULL = frozenset({f"match.{rule}.none" for rule in RULES})
"""Verdicts without anything behind them: a score by what is usual is no reason to tell."""

_Weighted = tuple[tuple[str, Rule, float], ...]


@cache
def _weighted(urgency: Urgency) -> _Weighted:
    share = shares(urgency)
    return tuple((name, rule, share[name]) for name, rule in RULES.items())


def _judge(need: Need, option: Option, situation: Situation, rules: _Weighted) -> Candidate | Exclusion:
    total = 0.0
    verdicts: dict[str, Verdict] = {}
    for name, rule, share in rules:
        verdict = rule(need, option, situation)
        score = verdict[0]
        if score is None:
            return Exclusion(option.organization, option.service, verdict.reason, name)
        total += share * score
        verdicts[name] = verdict
    return Candidate(option.organization, option.service, total, verdicts)


def _remembered(option: Option, organization: int, field: str, records: Records) -> Option:
    """The option with what Linli has seen of the organization."""
    here, overall = records.get((organization, field), UNSEEN), records.get((organization, ""), UNSEEN)
    if here is overall:
        return option
    return Option(*option[:5], here, overall)


def _order(candidate: Candidate) -> tuple[float, float]:
    """Best score first; equals by the lot of fairness, so that the smallest id does not always win."""
    return -candidate.score, -(candidate.verdicts["fairness"].score or 0.0)


def _crown_nearest(ordered: list[Candidate]) -> list[Candidate]:
    """Say "the nearest" of the one that is, when there is something to compare."""
    known = [
        position
        for position, one in enumerate(ordered)
        if one.verdicts["distance"].key != "match.distance.unknown"
    ]
    if len(known) < 2:
        return ordered
    nearest = max(known, key=lambda position: ordered[position].verdicts["distance"].score or 0.0)
    candidate = ordered[nearest]
    crowned = candidate.verdicts["distance"]._replace(key="match.distance.nearest")
    ordered[nearest] = replace(candidate, verdicts={**candidate.verdicts, "distance": crowned})
    return ordered
