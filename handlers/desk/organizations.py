"""Organizations as workers and the public see them: what they offer, how full they are, how they did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from handlers.work import Work
from model import taxonomy
from model.organization import Disclosure, Opening, Organization, Record, Service
from model.place import Place

_MEMORY = timedelta(days=365)
_FEW = 5
"""Below so many, a rate says nothing yet; it is not shown."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An organization with its load and record. Rates are 0 to 1, or None where too little is known."""

    organization: Organization
    services: tuple[Service, ...]
    in_hand: int
    capacity: int | None
    record: Record | None
    answer_hours: float | None

    @property
    def accepted(self) -> float | None:
        """The share of offers it accepted."""
        answered = self.record.accepted + self.record.declined + self.record.expired if self.record else 0
        return self.record.accepted / answered if self.record and answered >= _FEW else None

    @property
    def rating(self) -> float | None:
        """The residents' mean, 1 to 5."""
        rated = self.record.rated if self.record else 0
        return self.record.satisfaction_sum / rated if self.record and rated >= _FEW else None

    @property
    def solved(self) -> float | None:
        """The share of what it accepted that was solved."""
        taken = self.record.accepted if self.record else 0
        return self.record.solved / taken if self.record and taken >= _FEW else None

    @property
    def fullness(self) -> float:
        """What it has in hand as a share of what it said it can."""
        return self.in_hand / self.capacity if self.capacity else 0.0

    @property
    def full(self) -> bool:
        """Whether it has as much in hand as it said it can."""
        return self.capacity is not None and self.in_hand >= self.capacity

    @property
    def fields(self) -> tuple[str, ...]:
        """The level-1 categories it serves, most services first."""
        found = Counter(code.partition(".")[0] for one in self.services for code in one.categories)
        return tuple(code for code, _ in found.most_common())


@dataclass(frozen=True, slots=True)
class Profile:
    """The public page of an organization."""

    standing: Standing
    areas: tuple[tuple[Place, ...], ...]
    """The places each service covers, in the order of the services."""
    disclosures: tuple[Disclosure, ...]


def standings(work: Work) -> list[Standing]:
    """All organizations, the fullest first."""
    records = work.unit.referrals.records(work.now - _MEMORY)
    medians = work.unit.referrals.median_answers(work.now - _MEMORY)
    loads = work.unit.referrals.load_by_service()
    services: dict[int, list[Service]] = {}
    for one in work.services.directory.services.values():
        services.setdefault(one.organization_id, []).append(one)
    found = [
        Standing(
            organization,
            (own := tuple(services.get(organization.id, ()))),
            sum(loads.get(one.id, 0) for one in own),
            _capacity(own),
            records.get((organization.id, "")),
            medians.get(organization.id),
        )
        for organization in work.services.directory.organizations.values()
    ]
    return sorted(found, key=lambda one: (-one.fullness, one.organization.id))


def _capacity(services: tuple[Service, ...]) -> int | None:
    known = [one.capacity for one in services if one.capacity is not None]
    return sum(known) if known and len(known) == len(services) else None


def profile(work: Work, organization_id: int) -> Profile | None:
    """One organization's public page; None when there is none."""
    standing = next((one for one in standings(work) if one.organization.id == organization_id), None)
    if standing is None:
        return None
    places = work.services.atlas.places
    areas = tuple(
        tuple(places[code] for code in service.area if code in places) for service in standing.services
    )
    return Profile(standing, areas, tuple(work.unit.organizations.disclosures(organization_id)))


def week(openings: tuple[Opening, ...]) -> list[tuple[tuple[int, ...], str]]:
    """Opening hours with the days that share them: ((0, 1, 2, 3, 4), "09:00–17:00")."""
    by_day: dict[int, list[str]] = {}
    for one in sorted(openings, key=lambda one: (one.weekday, one.opens)):
        by_day.setdefault(one.weekday, []).append(f"{one.opens:%H:%M}–{one.closes:%H:%M}")
    by_hours: dict[str, list[int]] = {}
    for day, spans in by_day.items():
        by_hours.setdefault(" ".join(spans), []).append(day)
    return [(tuple(days), hours) for hours, days in by_hours.items()]


def category_names(service: Service, language: str) -> list[str]:
    """What a service is for, in a language."""
    return [taxonomy.category(code).name(language) for code in service.categories]
