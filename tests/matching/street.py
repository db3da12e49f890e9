"""A small street for the tests, and short ways to say a need, a service and a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from matching.directory import Directory
from matching.option import Fit, Option, Reach
from matching.situation import Situation
from model.need import Need
from model.organization import Organization, Record, Service
from model.place import Level, Place

TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 10:00 in Shanghai."""

PLACES = (
    Place("city", Level.CITY, None, "成都市", "Chengdu", latitude=30.6, longitude=104.0),
    Place("wuhou", Level.DISTRICT, "city", "武侯区", "Wuhou"),
    Place("jinjiang", Level.DISTRICT, "city", "锦江区", "Jinjiang"),
    Place("xjh", Level.STREET, "wuhou", "肖家河街道", "Xiaojiahe"),
    Place("qingyang", Level.STREET, "wuhou", "青羊街道", "Qingyang"),
    Place("xinyi", Level.COMMUNITY, "xjh", "新义社区", "Xinyi", latitude=30.640, longitude=104.040),
    Place("xingrong", Level.COMMUNITY, "xjh", "兴蓉社区", "Xingrong"),
    Place("tonghua", Level.COMMUNITY, "qingyang", "桐华社区", "Tonghua"),
    Place("xinyi-1", Level.GRID, "xinyi", "一网格", "Grid 1"),
    Place("xinyi-2", Level.GRID, "xinyi", "二网格", "Grid 2"),
)

_NEED = Need(7, "A7", 70, "xinyi", "elderly.meals", "我妈一个人在家不会做饭了", NOW)
_ORGANIZATION = Organization(1, "暖心", "Warm Heart")
_SERVICE = Service(10, 1, "助餐", "Meals", ("elderly.meals",), ("xinyi",))
_SITUATION = Situation(NOW, TZ)
_OF_SERVICE = frozenset({"categories", "area", "audience", "capacity", "openings", "fee", "active"})


def need(**changes: Any) -> Need:
    """A need for meals in Xinyi, with changes."""
    return replace(_NEED, **changes)


def organization(number: int = 1, **changes: Any) -> Organization:
    """An organization by id, with changes."""
    return replace(_ORGANIZATION, id=number, **changes)


def service(number: int = 10, **changes: Any) -> Service:
    """A meals service in Xinyi by id, of the organization with a tenth of the id, with changes."""
    return replace(_SERVICE, id=number, organization_id=number // 10, **changes)


def situation(**changes: Any) -> Situation:
    """Monday 10:00, with changes."""
    return replace(_SITUATION, **changes)


def record(category: str = "", **figures: Any) -> dict[tuple[int, str], Record]:
    """Records with what organization 1 did in a field."""
    return {(1, category): Record(1, category, **figures)}


def option(
    fit: Fit = Fit.EXACT, reach: Reach = Reach.COMMUNITY, metres: float | None = None, **changes: Any
) -> Option:
    """A well fitting option of organization 1; the other changes go to the service or the organization."""
    of_service = {name: value for name, value in changes.items() if name in _OF_SERVICE}
    rest = {name: value for name, value in changes.items() if name not in _OF_SERVICE}
    return Option(replace(_ORGANIZATION, **rest), replace(_SERVICE, **of_service), fit, reach, metres)


def directory(*services: Service, organizations: tuple[Organization, ...] = ()) -> Directory:
    """A directory of the services and their organizations, those given and plain ones for the rest."""
    known = {one.organization_id: organization(one.organization_id) for one in services}
    known |= {one.id: one for one in organizations}
    return Directory.build(known.values(), services, PLACES)
