"""Who is offered what in the invented past: the real matcher, with the loads of that moment."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from random import Random

from bot.demo.clock import ZONE, local
from bot.demo.organizations import Manner, Member
from handlers.phrases import dump
from matching.directory import Directory
from matching.rank import Candidate, rank, why
from matching.situation import Situation
from model.need import Need
from model.organization import Service
from model.person import Staff
from model.place import Place

_OVERFULL = 1.34
"""A crowded organization takes on this much of what it said it could."""
_LONG_AFTER = datetime.max.replace(tzinfo=UTC)


class Market:
    """The organizations with their services, and what each had in hand when."""

    def __init__(self, members: list[Member], places: list[Place], random: Random) -> None:
        self._random = random
        self._members = {member.organization.id: member for member in members}
        self.services = {service.id: service for member in members for service in member.services}
        services = self.services.values()
        self._directory = Directory.build([member.organization for member in members], services, places)
        self._held: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)

    def manner(self, organization_id: int) -> Manner:
        """How an organization answers."""
        return self._members[organization_id].manner

    def clerk(self, organization_id: int) -> Staff:
        """One of its people."""
        return self._random.choice(self._members[organization_id].staff)

    def person(self, organization_id: int, staff_id: int | None) -> Staff:
        """One of its people by id. StopIteration when it is nobody of theirs."""
        return next(one for one in self._members[organization_id].staff if one.id == staff_id)

    def service(self, key: str, category: str) -> Service:
        """The service of the organization ``key`` for a category. LookupError when it has none."""
        member = next(member for member in self._members.values() if member.key == key)
        for service in member.services:
            if category in service.categories or category.partition(".")[0] in service.categories:
                return service
        raise LookupError(f"{key} does not serve {category}")

    def candidates(self, need: Need, at: datetime, tried: frozenset[int]) -> list[tuple[Service, float, str]]:
        """Who could have taken the need then: service, score, and the reasons as JSON."""
        absent = frozenset(key for key, member in self._members.items() if _absent(member, at))
        situation = Situation(now=at, tz=ZONE, load=self._load(at), tried=tried | absent, seed=need.id)
        return [_plain(one) for one in rank(need, self._directory, situation).candidates]

    def full(self, service: Service, at: datetime) -> bool:
        """Whether it has as much in hand as it takes."""
        limit = service.capacity or 0
        if self.manner(service.organization_id).crowded:
            limit = round(limit * _OVERFULL)
        return self.in_hand(service.id, at) >= limit

    def in_hand(self, service_id: int, at: datetime) -> int:
        """How many needs a service had in hand at a moment."""
        return sum(start <= at < end for start, end in self._held[service_id])

    def hold(self, service_id: int, start: datetime, end: datetime | None) -> None:
        """Remember that a service had one more in hand; without an end it still has."""
        self._held[service_id].append((start, end or _LONG_AFTER))

    def _load(self, at: datetime) -> dict[int, int]:
        """What the matcher is told: a crowded service says that it has room for one more."""
        load: dict[int, int] = {}
        for service_id in self._held:
            service = self.services[service_id]
            load[service_id] = self.in_hand(service_id, at)
            if self.manner(service.organization_id).crowded and service.capacity:
                load[service_id] = min(load[service_id], service.capacity - 1)
        return load


def _absent(member: Member, at: datetime) -> bool:
    """Whether it was founded later, or nobody has thought of it yet."""
    founded = member.organization.founded_on
    return member.manner.unknown or (founded is not None and founded >= local(at).date())


def _plain(candidate: Candidate) -> tuple[Service, float, str]:
    return candidate.service, candidate.score, dump(why(candidate))
