"""A small street, and short ways to say a need, a service and a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from matching.directory import Directory
from matching.option import Fit, Option, Reach
from matching.situation import Situation
from model.need import Need
from model.organization import Organization, Service
from model.place import Level, Place

TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 10:00 in Shanghai."""

PLACES = (
    Place("city", Level.CITY, None, "成都市", "Chengdu"),
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

Make = Callable[..., Any]


@pytest.fixture
def need() -> Make:
    """A need for meals in Xinyi, with changes."""
    return lambda **changes: replace(_NEED, **changes)


@pytest.fixture
def organization() -> Make:
    """An organization by id, with changes."""
    return lambda id=1, **changes: replace(_ORGANIZATION, id=id, **changes)


@pytest.fixture
def service() -> Make:
    """A meals service in Xinyi by id, of the organization id // 10, with changes."""
    return lambda id=10, **changes: replace(_SERVICE, id=id, organization_id=id // 10, **changes)


@pytest.fixture
def situation() -> Make:
    """Monday 10:00, with changes."""
    return lambda **changes: replace(_SITUATION, **changes)


@pytest.fixture
def option() -> Make:
    """A well fitting option; keywords go to the organization, the service or the option, as they belong."""

    def make(fit: Fit = Fit.EXACT, reach: Reach = Reach.COMMUNITY, **changes: Any) -> Option:
        metres = changes.pop("metres", None)
        of_service = {name: value for name, value in changes.items() if name in Service.__slots__}
        rest = {name: value for name, value in changes.items() if name not in of_service}
        return Option(replace(_ORGANIZATION, **rest), replace(_SERVICE, **of_service), fit, reach, metres)

    return make


@pytest.fixture
def directory() -> Make:
    """A directory of the services given and their organizations (or those given)."""

    def make(*services: Service, organizations: tuple[Organization, ...] = ()) -> Directory:
        known = {one.id: one for one in organizations}
        for one in services:
            known.setdefault(
                one.organization_id, Organization(one.organization_id, f"组织{one.organization_id}", "")
            )
        return Directory.build(known.values(), services, PLACES)

    return make
