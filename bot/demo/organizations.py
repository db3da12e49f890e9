"""The demo street's organizations, from ``data/organizations.toml``, and what is invented of their manner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from bot.demo.clock import local
from bot.demo.reading import toml
from model.organization import Disclosure, Grade, Opening, Organization, Service
from model.person import Role, Staff
from model.place import Place

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an organization answered in the invented past: shares from 0 to 1, ``pace`` 1 is usual.

    A ``crowded`` one takes on a little more than it said it could; an ``unknown`` one was never asked.
    """

    accepts: float
    lapses: float
    pace: float
    crowded: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An organization with everything of it; ``key`` is its name in the data file."""

    key: str
    organization: Organization
    services: tuple[Service, ...]
    disclosures: tuple[Disclosure, ...]
    staff: tuple[Staff, ...]
    manner: Manner


def members(ids: Callable[[], int], now: datetime, places: list[Place]) -> list[Member]:
    """All organizations; dates of grades are counted back from ``now``."""
    points = {place.code: place for place in places}
    return [_member(row, ids, now, points) for row in toml("organizations")["organization"]]


def newly_opened(ids: Callable[[], int], organized: list[Member]) -> list[Service]:
    """Services that open today and have no past: they are no part of anybody's story yet."""
    known = {member.key: member.organization.id for member in organized}
    return [_service(row, ids(), known[row["organization"]]) for row in toml("organizations")["newly"]]


def _member(row: dict[str, Any], ids: Callable[[], int], now: datetime, points: dict[str, Place]) -> Member:
    organization = _organization(row, ids(), now, points[row["grid"]])
    return Member(
        row["key"],
        organization,
        tuple(_service(one, ids(), organization.id) for one in row["service"]),
        tuple(_disclosures(row["disclosed"], organization.id, now)),
        tuple(
            Staff(ids(), login, name, Role.ORGANIZATION, organization_id=organization.id, phone=row["phone"])
            for login, name in row["staff"]
        ),
        Manner(**row["character"]),
    )


def _organization(row: dict[str, Any], new_id: int, now: datetime, grid: Place) -> Organization:
    today = local(now).date()
    graded = timedelta(days=row.get("graded_days_ago", 0))
    founded = row.get("founded") or today - timedelta(days=row["founded_days_ago"])
    return Organization(
        id=new_id,
        zh=row["zh"],
        en=row["en"],
        description_zh=row["description_zh"],
        description_en=row["description_en"],
        phone=row["phone"],
        email=f"{row['key']}@guihua.example",
        website=f"https://{row['key']}.guihua.example",
        address=row["address"],
        latitude=grid.latitude,
        longitude=grid.longitude,
        grade=Grade(row["grade"]) if "grade" in row else None,
        graded_on=today - graded if graded else None,
        suspended=row.get("suspended", False),
        languages=tuple(row["languages"]),
        founded_on=founded,
        external_id=f"demo-{row['key']}",
    )


def _service(row: dict[str, Any], new_id: int, organization_id: int) -> Service:
    return Service(
        id=new_id,
        organization_id=organization_id,
        zh=row["zh"],
        en=row["en"],
        categories=tuple(row["categories"]),
        area=tuple(row["area"]),
        description_zh=row["description_zh"],
        description_en=row["description_en"],
        audience=tuple(row.get("audience", ())),
        capacity=row["capacity"],
        openings=openings(row["openings"]),
        fee=row.get("fee", ""),
        languages=tuple(row.get("languages", ())),
    )


def openings(text: str) -> tuple[Opening, ...]:
    """Opening hours as one says them: "Mon-Fri 09:00-17:30; Sat 09:00-12:00"."""
    found: list[Opening] = []
    for part in text.split("; "):
        days, hours = part.split()
        first, _, last = days.partition("-")
        opens, closes = (time.fromisoformat(clock) for clock in hours.split("-"))
        weekdays = range(_DAYS.index(first), _DAYS.index(last or first) + 1)
        found += [Opening(day, opens, closes) for day in weekdays]
    return tuple(found)


def _disclosures(figures: list[int], organization_id: int, now: datetime) -> list[Disclosure]:
    """Last year's income, expenditure and budget, and the year before with a little less of each."""
    if not figures:
        return []
    year = local(now).year
    published = now - timedelta(days=150)
    income, expenditure, budget = figures
    before = [round(figure * 0.94 / 1000) * 1000 for figure in (income, expenditure)]
    return [
        Disclosure(organization_id, year - 2, before[0], before[1], income, published - timedelta(days=365)),
        Disclosure(organization_id, year - 1, income, expenditure, budget, published),
    ]
