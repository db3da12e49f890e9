"""A small street for the dialogues: two communities, four organizations, a few people. Always the same."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from model.organization import Grade, Opening, Organization, Service
from model.person import Role, Staff
from model.place import Level, Place
from model.volunteer import Activity, Shift
from storage.unit import Unit

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)  # a Wednesday morning
WORKDAYS = tuple(Opening(day, time(9), time(18)) for day in range(5))

PLACES = (
    Place("440100", Level.CITY, None, "云城市", "Yuncheng"),
    Place("440106", Level.DISTRICT, "440100", "天河区", "Tianhe"),
    Place("GH", Level.STREET, "440106", "桂花街道", "Guihua Street"),
    Place(
        "GH01",
        Level.COMMUNITY,
        "GH",
        "桂香社区",
        "Guixiang",
        ("桂香苑", "东门小区"),
        23.13,
        113.32,
        "020-8800-1001",
    ),
    Place("GH02", Level.COMMUNITY, "GH", "榕树社区", "Rongshu", ("榕树里",), 23.14, 113.34, "020-8800-1002"),
    Place("GH01-1", Level.GRID, "GH01", "第一网格", "Grid 1"),
)
ORGANIZATIONS = (
    Organization(
        101,
        "暖阳养老服务中心",
        "Sunshine Elderly Care",
        phone="020-8811-0101",
        grade=Grade.EXCELLENT,
        graded_on=date(2025, 6, 1),
    ),
    Organization(
        102,
        "邻家助老社",
        "Next Door Helpers",
        phone="020-8811-0102",
        grade=Grade.GOOD,
        graded_on=date(2024, 6, 1),
    ),
    Organization(103, "安居维修队", "Anju Repairs", phone="020-8811-0103"),
    Organization(104, "心晴心理", "Clear Sky Counselling", phone="020-8811-0104"),
)
SERVICES = (
    Service(
        201,
        101,
        "长者食堂送餐",
        "Meals for elders",
        ("elderly.meals", "elderly.visits"),
        ("GH",),
        capacity=20,
        openings=WORKDAYS,
    ),
    Service(202, 102, "助老探访", "Visits", ("elderly",), ("GH01",), capacity=5, openings=WORKDAYS),
    Service(
        203, 103, "水电维修", "Repairs", ("facilities", "convenience"), ("GH",), capacity=8, openings=WORKDAYS
    ),
    Service(204, 104, "心理咨询", "Counselling", ("mental",), ("GH",), capacity=6, openings=WORKDAYS),
)
STAFF = (
    Staff(301, "chen", "陈社工", Role.SOCIAL_WORKER, on_duty=True),
    Staff(302, "sun", "孙阿姨", Role.ORGANIZATION, organization_id=101),
    Staff(303, "li", "李姐", Role.ORGANIZATION, organization_id=102),
    Staff(304, "wang", "王师傅", Role.ORGANIZATION, organization_id=103),
    Staff(305, "zhou", "周主任", Role.COMMITTEE, ("GH01",)),
)
ACTIVITIES = (
    Activity(
        401,
        "GH01",
        "社区食堂帮厨",
        "Help in the canteen",
        "桂香社区党群服务中心",
        "Guixiang community centre",
    ),
)


def shifts(now: datetime) -> tuple[Shift, ...]:
    """Two coming shifts: one with a single place, one at the same time."""
    first = (now + timedelta(days=3)).replace(hour=9, minute=0)
    return (
        Shift(501, 401, first, first + timedelta(hours=2), 1),
        Shift(502, 401, first + timedelta(hours=1), first + timedelta(hours=3), 5),
    )


def build(unit: Unit, now: datetime = NOW) -> None:
    """Write the street."""
    for place in PLACES:
        unit.places.add(place)
    for organization in ORGANIZATIONS:
        unit.organizations.add(organization)
    for service in SERVICES:
        unit.organizations.add_service(service)
    for staff in STAFF:
        unit.staff.add(staff)
    for activity in ACTIVITIES:
        unit.volunteers.add_activity(activity)
    for shift in shifts(now):
        unit.volunteers.add_shift(shift)
