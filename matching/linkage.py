"""The linkage plan: who helps besides the lead organization, so that all five parties carry a need.

A proposal to a social worker, who confirms it: nobody is told anything before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from matching.places import Places
from matching.rank import Candidate, why
from matching.skills import helpful
from model.need import Need, Urgency
from model.person import Role, Staff
from model.phrase import Phrase, phrase
from model.resource import Resource
from model.volunteer import Volunteer

VOLUNTEERS_PROPOSED = 3
RESOURCES_PROPOSED = 3
_SATURDAY = 5
_NAMED = {5: ("saturday",), 6: ("sunday",)}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the plan should know besides the parties.

    ``cases`` counts the open needs each worker has in hand, ``minutes_lately`` what a volunteer did over
    the last weeks, ``allocated`` how much of a resource is given away; all by id. ``wanted_at`` is when
    the help should come, on the installation's clocks, where that is known.
    """

    places: Places
    cases: Mapping[int, int] = field(default_factory=dict)
    minutes_lately: Mapping[int, int] = field(default_factory=dict)
    allocated: Mapping[int, int] = field(default_factory=dict)
    wanted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """The organization that carries the need."""

    candidate: Candidate
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """The social worker who stands behind it."""

    worker: Staff
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Assistance:
    """A volunteer who could lend a hand."""

    volunteer: Volunteer
    skill: str
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Boost:
    """A resource that could help; ``left`` is how much of it is still to be had."""

    resource: Resource
    left: int
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class LinkagePlan:
    """Who does what for one need. Any part may be missing where nobody fits."""

    lead: Lead | None
    support: Support | None
    assistance: tuple[Assistance, ...]
    boosts: tuple[Boost, ...]


def plan(
    need: Need,
    lead: Candidate | None,
    workers: Iterable[Staff],
    volunteers: Iterable[Volunteer],
    resources: Iterable[Resource],
    circumstances: Circumstances,
) -> LinkagePlan:
    """The proposal for a need; with no ``lead`` (an unmet need) it is all the help there is."""
    place = need.grid or need.community
    chain = circumstances.places.chain(place) if place else ()
    return LinkagePlan(
        Lead(lead, why(lead)) if lead else None,
        _support(need, workers, circumstances),
        _assistance(need, volunteers, chain, circumstances),
        _boosts(need, resources, chain, circumstances),
    )


def _support(need: Need, workers: Iterable[Staff], circumstances: Circumstances) -> Support | None:
    """Whoever knows the community and has the least in hand; whoever is on duty when time presses."""
    pressing = bool(need.danger) or need.urgency.rank >= Urgency.URGENT.rank
    fitting = [
        worker
        for worker in workers
        if worker.active and worker.role is Role.SOCIAL_WORKER and worker.serves(need.community)
    ]
    if not fitting:
        return None

    def order(worker: Staff) -> tuple[bool, bool, int, int]:
        in_hand = circumstances.cases.get(worker.id, 0)
        return pressing and not worker.on_duty, not worker.communities, in_hand, worker.id

    worker = min(fitting, key=order)
    in_hand = circumstances.cases.get(worker.id, 0)
    reasons = [phrase("match.support.here" if worker.communities else "match.support.everywhere")]
    if pressing and worker.on_duty:
        reasons.insert(0, phrase("match.support.on_duty"))
    reasons.append(phrase("match.support.cases", count=in_hand) if in_hand else phrase("match.support.free"))
    return Support(worker, tuple(reasons))


def _assistance(
    need: Need, volunteers: Iterable[Volunteer], chain: tuple[str, ...], circumstances: Circumstances
) -> tuple[Assistance, ...]:
    """Those with a skill that helps, near and free then; the work is spread, not left to the willing few."""
    wanted = helpful(need.category)
    found: list[tuple[tuple[int, int, int, int], Assistance]] = []
    for volunteer in volunteers:
        skill = next((skill for skill in wanted if skill in volunteer.skills), "")
        away = _steps(chain, volunteer.areas)
        if not skill or away is None or not volunteer.active or volunteer.person_id == need.person_id:
            continue
        if not _free(volunteer.times, circumstances.wanted_at, need.urgency):
            continue
        minutes = circumstances.minutes_lately.get(volunteer.person_id, 0)
        order = (wanted.index(skill), away, minutes, volunteer.person_id)
        found.append((order, Assistance(volunteer, skill, _hand(skill, away, minutes, circumstances))))
    found.sort(key=lambda pair: pair[0])
    return tuple(assistance for _order, assistance in found[:VOLUNTEERS_PROPOSED])


def _hand(skill: str, away: int, minutes: int, circumstances: Circumstances) -> tuple[Phrase, ...]:
    reasons = [phrase("match.assist.skill", skill=phrase(f"match.skill.{skill}"))]
    if away <= 1:
        reasons.append(phrase("match.assist.near"))
    if circumstances.wanted_at is not None:
        reasons.append(phrase("match.assist.free"))
    hours = round(minutes / 60)
    reasons.append(phrase("match.assist.hours", hours=hours) if hours else phrase("match.assist.rested"))
    return tuple(reasons)


def _boosts(
    need: Need, resources: Iterable[Resource], chain: tuple[str, ...], circumstances: Circumstances
) -> tuple[Boost, ...]:
    """What is given for this very thing before what is given for the field; the nearest first."""
    tags = (need.category, need.category.partition(".")[0])
    found: list[tuple[tuple[bool, int, int], Boost]] = []
    for resource in resources:
        left = resource.quantity - circumstances.allocated.get(resource.id, 0)
        away = _steps(chain, resource.area)
        if not resource.active or left <= 0 or away is None or not set(tags) & set(resource.tags):
            continue
        exact = need.category in resource.tags
        reasons = (
            phrase("match.boost.exact" if exact else "match.boost.general"),
            phrase("match.boost.left", left=left),
            *((phrase("match.boost.near"),) if away <= 1 and resource.area else ()),
        )
        found.append(((not exact, away, resource.id), Boost(resource, left, reasons)))
    found.sort(key=lambda pair: pair[0])
    return tuple(boost for _order, boost in found[:RESOURCES_PROPOSED])


def _steps(chain: tuple[str, ...], area: tuple[str, ...]) -> int | None:
    """How many levels out an area covers a place: 0 for the innermost, None for not at all.

    No area means anywhere, and comes after every named one; an unknown place lies in every area.
    """
    if not area:
        return len(chain)
    if not chain:
        return 0
    return next((step for step, code in enumerate(chain) if code in area), None)


def _free(times: tuple[str, ...], wanted_at: datetime | None, urgency: Urgency) -> bool:
    """Whether somebody's times ("weekday_morning", "saturday", "evening" …) include a moment.

    A tag may name the kind of day, the part of the day, or both; "emergency" is at any time when there is
    one. No tags mean any time.
    """
    if wanted_at is None or not times:
        return True
    weekday = wanted_at.weekday()
    day = "weekend" if weekday >= _SATURDAY else "weekday"
    part = "morning" if wanted_at.hour < 12 else "afternoon" if wanted_at.hour < 18 else "evening"
    fitting = {day, part, f"{day}_{part}", "anytime", *_NAMED.get(weekday, ())}
    if urgency is Urgency.EMERGENCY:
        fitting.add("emergency")
    return not fitting.isdisjoint(times)
