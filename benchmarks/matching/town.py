"""A made-up city: its places, organizations and services, what each has in hand, and needs from all over it.

12 districts, 176 streets and 2,800 communities, much as Guangzhou has; six in ten services are for one
community, a quarter for a street, the rest for a district or the city. Always the same for the same size.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from matching.situation import Situation
from model.need import Need, Urgency
from model.organization import Grade, Opening, Organization, Record, Service
from model.place import Level, Place
from model.taxonomy import LEAVES, LEVEL1

SEED = 2026
_DISTRICTS, _STREETS, _COMMUNITIES = 12, 176, 2_800
_WEEK = tuple(Opening(day, time(9), time(18)) for day in range(5))


def places() -> list[Place]:
    """The tree of places of a large city."""
    draw = random.Random(SEED)
    found = [Place("city", Level.CITY, None, "市", "City")]
    found += [Place(f"d{n}", Level.DISTRICT, "city", "区", "District") for n in range(_DISTRICTS)]
    found += [Place(f"s{n}", Level.STREET, f"d{n % _DISTRICTS}", "街道", "Street") for n in range(_STREETS)]
    for n in range(_COMMUNITIES):
        where = 23.0 + draw.random() * 0.5, 113.0 + draw.random() * 0.6
        found.append(
            Place(f"c{n}", Level.COMMUNITY, f"s{n % _STREETS}", "社区", "Community", (), where[0], where[1])
        )
    return found


def _area(draw: random.Random) -> tuple[str, ...]:
    lot = draw.random()
    if lot < 0.60:
        return (f"c{draw.randrange(_COMMUNITIES)}",)
    if lot < 0.85:
        return (f"s{draw.randrange(_STREETS)}",)
    return (f"d{draw.randrange(_DISTRICTS)}",) if lot < 0.95 else ("city",)


def _service(draw: random.Random, number: int, organization: int) -> Service:
    categories = tuple({draw.choice(LEAVES).code for _ in range(draw.randint(1, 3))})
    if draw.random() < 0.1:
        categories = (draw.choice(LEVEL1).code,)
    capacity = draw.randint(2, 20) if draw.random() < 0.8 else None
    fee = "20 元" if draw.random() < 0.2 else ""
    openings = _WEEK if draw.random() < 0.7 else ()
    return Service(
        number, organization, "服务", "Service", categories, _area(draw), "", "", (), capacity, openings, fee
    )


def city(size: int) -> tuple[list[Organization], list[Service]]:
    """So many organizations with one to three services each."""
    draw = random.Random(SEED + size)
    organizations: list[Organization] = []
    services: list[Service] = []
    for number in range(1, size + 1):
        where = 23.0 + draw.random() * 0.5, 113.0 + draw.random() * 0.6
        grade = draw.choice((*Grade, None, None))
        organizations.append(
            Organization(number, f"组织{number}", "", latitude=where[0], longitude=where[1], grade=grade)
        )
        for _ in range(draw.randint(1, 3)):
            services.append(_service(draw, len(services) + 1, number))
    return organizations, services


def moment(organizations: list[Organization], services: list[Service]) -> Situation:
    """Half the services have something in hand, half the organizations a record."""
    draw = random.Random(SEED)
    load = {one.id: draw.randint(0, 6) for one in services if draw.random() < 0.5}
    records = {}
    for one in organizations:
        if draw.random() < 0.5:
            offered = draw.randint(1, 40)
            for field in ("", draw.choice(LEVEL1).code):
                accepted = round(offered * draw.random())
                records[one.id, field] = Record(
                    one.id, field, offered, accepted, offered - accepted, 0, accepted // 2, 0, 5, 20, 60.0
                )
    return Situation(datetime(2026, 3, 2, 2, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), load, records, seed=SEED)


def needs(count: int) -> list[Need]:
    """Needs of all kinds from all over the city."""
    draw = random.Random(SEED)
    now = datetime(2026, 3, 2, 2, tzinfo=UTC)
    return [
        Need(n, f"A{n}", n, f"c{draw.randrange(_COMMUNITIES)}", draw.choice(LEAVES).code, "", now,
             urgency=draw.choice(tuple(Urgency)))
        for n in range(count)
    ]  # fmt: skip
