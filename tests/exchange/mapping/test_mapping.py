"""Rows of HSDS become the model's organizations and services."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from exchange.finding import Finding
from exchange.mapping import to_model
from exchange.mapping.areas import Gazetteer
from exchange.mapping.categories import _table
from exchange.mapping.schedules import parse_time
from model.organization import Opening, Organization, Service
from model.place import Level, Place
from model.taxonomy import TAXONOMY
from tests.exchange.samples import codes, dataset

TODAY = date(2026, 11, 21)
PLACES = [
    Place("gh", Level.STREET, None, "桂花街道", "Guihua Subdistrict"),
    Place("gx", Level.COMMUNITY, "gh", "桂香社区", "Guixiang", aliases=("香樟苑",)),
    Place("gy", Level.COMMUNITY, "gh", "桂雨社区", "Guiyu"),
]
Rows = tuple[str, dict[str, Any]]


def service(*rows: Rows, **fields: Any) -> tuple[Service, tuple[Finding, ...]]:
    usual = {"id": "s", "organization_id": "o", "name": "送餐", "status": "active"}
    owner = ("organization", {"id": "o", "name": "甲", "description": "乙"})
    mapped = to_model(dataset(owner, ("service", {**usual, **fields}), *rows), PLACES, TODAY)
    ((_, found),) = mapped.services
    return found, mapped.findings


def organization(*rows: Rows, **fields: Any) -> Organization:
    (found,) = to_model(dataset(("organization", {"id": "o", **fields}), *rows), PLACES, TODAY).organizations
    return found


@pytest.mark.parametrize(
    ("name", "other", "zh", "en"),
    [
        ("长者中心", "Elder Centre", "长者中心", "Elder Centre"),
        ("Elder Centre", "长者中心", "长者中心", "Elder Centre"),
        ("长者中心", "老年中心", "长者中心", ""),
        ("Elder Centre", "EC", "Elder Centre", "Elder Centre"),
        ("", "", "o", ""),
    ],
)
def test_names_are_told_apart_by_their_script(name: str, other: str, zh: str, en: str) -> None:
    found = organization(name=name, alternate_name=other)
    assert (found.zh, found.en) == (zh, en)


def test_an_organization_takes_from_its_places_what_it_does_not_say() -> None:
    found = organization(
        ("location", {"id": "nowhere", "organization_id": "o", "latitude": 100, "longitude": 101}),
        ("location", {"id": "l", "organization_id": "o", "latitude": "30.5", "longitude": 104}),
        ("location", {"id": "bad", "organization_id": "o", "latitude": "x", "longitude": 104}),
        ("phone", {"id": "1", "location_id": "l", "number": "5", "type": "Fax"}),
        ("phone", {"id": "2", "location_id": "l", "number": "6", "type": "voice"}),
        (
            "address",
            {
                "id": "1",
                "location_id": "l",
                "address_1": "东街1号",
                "city": "成都市",
                "address_type": "physical",
            },
        ),
        ("language", {"id": "1", "location_id": "l", "name": "Cantonese, Klingon"}),
        name="甲",
        date_incorporated="2011-05-06",
    )
    assert (found.latitude, found.longitude, found.phone, found.address) == (
        30.5,
        104.0,
        "6",
        "成都市东街1号",
    )
    assert (found.languages, found.founded_on) == (("yue",), date(2011, 5, 6))


@pytest.mark.parametrize(("year", "expected"), [(2011, date(2011, 1, 1)), ("x", None), ("soon-ish", None)])
def test_the_year_of_registration_is_its_first_day(year: Any, expected: date | None) -> None:
    assert organization(name="a", year_incorporated=year).founded_on == expected


def test_an_address_that_names_the_organization_is_its_address() -> None:
    address = {
        "id": "1",
        "organization_id": "o",
        "address_1": "5 Main St",
        "city": "Bel Air",
        "state_province": "MD",
    }
    assert (
        organization(("address", {**address, "postal_code": "21014"}), name="a").address
        == "5 Main St, Bel Air, MD 21014"
    )
    assert organization(("address", {**address, "address_type": "virtual"}), name="a").address == ""


def _term(**fields: str) -> tuple[Rows, Rows]:
    return ("taxonomy_term", {"id": "t", **fields}), (
        "attribute",
        {"id": "a", "link_id": "s", "link_entity": "service", "taxonomy_term_id": "t"},
    )


@pytest.mark.parametrize(
    ("term", "fields", "expected", "code"),
    [
        ({"code": "elderly.meals"}, {"name": "x"}, ("elderly.meals",), None),
        ({"name": "老人助餐"}, {"name": "x"}, ("elderly.meals",), None),
        ({"name": "Legal advice"}, {"name": "x"}, ("legal.advice",), None),
        ({"name": "Food Pantries"}, {"name": "x"}, ("livelihood.goods",), None),
        ({"name": "Home Repair"}, {"name": "x"}, ("facilities.building",), None),
        (
            {"name": "Q"},
            {"name": "Senior Centers and Meals on Wheels"},
            ("elderly.meals",),
            "service.guess.name",
        ),
        ({"name": "Q"}, {"name": "x", "keywords": "shelters"}, ("livelihood.housing",), "service.guess.name"),
        (
            {"name": "Q"},
            {"name": "x", "description": "心理咨询与哀伤陪伴"},
            ("mental.counselling", "mental.grief"),
            "service.guess.description",
        ),
        (
            {"name": "Q"},
            {"name": "x", "description": "legal aid, shelter, diabetes, autism, tutoring"},
            (),
            "service.category",
        ),
        ({"name": "Q"}, {"name": "Foodie"}, (), "service.category"),
    ],
)
def test_a_category_is_found_by_the_surest_ground(
    term: dict[str, str], fields: dict[str, str], expected: tuple[str, ...], code: str | None
) -> None:
    found, findings = service(*_term(**term), **fields)
    assert set(found.categories) == set(expected)
    assert codes(findings) == ({code} if code else set())


def test_the_table_of_words_names_only_categories_there_are() -> None:
    assert set(_table()[1].values()) <= {node.code for node in TAXONOMY}


@pytest.mark.parametrize(
    ("names", "area", "told"),
    [
        ((), (), False),
        (("桂香社区",), ("gx",), False),
        (("桂香", "Guiyu Community", "香樟苑"), ("gx", "gy"), False),
        (("桂香、桂雨、桂花街道办事处",), ("gx", "gy", "gh"), False),
        (("桂香；火星|月亮",), ("gx", "火星/月亮"), True),
        (("全国", "桂香"), (), False),
    ],
)
def test_areas_are_places_by_any_of_their_names(
    names: tuple[str, ...], area: tuple[str, ...], *, told: bool
) -> None:
    rows = [("service_area", {"id": name, "service_id": "s", "name": name}) for name in names]
    found, findings = service(*rows)
    assert found.area == area
    assert ("service.area" in codes(findings)) is told


def test_an_area_may_be_of_the_service_at_a_place() -> None:
    point = ("service_at_location", {"id": "p", "service_id": "s", "location_id": "gone"})
    found, _ = service(
        point, ("service_area", {"id": "1", "service_at_location_id": "p", "description": "桂雨"})
    )
    assert found.area == ("gy",)
    assert Gazetteer(PLACES).find("社区") is None


def _schedule(**fields: Any) -> Rows:
    return "schedule", {
        "id": "h",
        "service_id": "s",
        "byday": "MO,XX",
        "opens_at": "9:00",
        "closes_at": "17:00",
        **fields,
    }


MONDAY = (Opening(0, time(9), time(17)),)


@pytest.mark.parametrize(
    ("fields", "expected", "told"),
    [
        ({}, MONDAY, False),
        ({"freq": "WEEKLY", "interval": 1, "valid_from": "2026-01-01", "until": "2030-01-01"}, MONDAY, False),
        ({"opens_at": "09:00:00Z", "closes_at": "17:00+08:00"}, MONDAY, False),
        ({"opens_at": "9:00 AM", "closes_at": "5:00 p.m."}, MONDAY, False),
        ({"byday": None, "freq": "DAILY"}, tuple(Opening(day, time(9), time(17)) for day in range(7)), False),
        ({"byday": None}, (), False),
        ({"opens_at": None, "closes_at": None}, (), False),
        ({"opens_at": "dawn"}, (), True),
        ({"freq": "MONTHLY"}, (), True),
        ({"interval": 2}, (), True),
        ({"byweekno": "4"}, (), True),
        ({"valid_to": "2020-01-01"}, (), True),
        ({"valid_from": "2030-01-01"}, (), True),
        ({"valid_from": "soon"}, MONDAY, False),
    ],
)
def test_weekly_schedules_are_opening_hours(
    fields: dict[str, Any], expected: tuple[Opening, ...], *, told: bool
) -> None:
    table, usual = _schedule()
    row = {name: value for name, value in (usual | fields).items() if value is not None}
    found, findings = service((table, row), name="legal aid")
    assert found.openings == expected
    assert bool(codes(findings) & {"schedule.unsayable", "schedule.times"}) is told


def test_the_hours_of_the_place_count_where_the_service_has_none() -> None:
    point = ("service_at_location", {"id": "p", "service_id": "s", "location_id": "l"})
    place = ("location", {"id": "l"})
    table, fields = _schedule(location_id="l")
    del fields["service_id"]
    assert service(point, place, (table, fields))[0].openings == MONDAY
    fields = {**fields, "service_at_location_id": "p", "byday": "TU"}
    assert service(point, place, (table, fields))[0].openings[0].weekday == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24:00", time(0)),
        ("12:30 am", time(0, 30)),
        ("12:00 PM", time(12)),
        ("25:00", None),
        ("9:60", None),
        ("", None),
    ],
)
def test_times_of_day(text: str, expected: time | None) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    ("fields", "options", "expected"),
    [
        ({"fees_description": "每次8元"}, [], "每次8元"),
        ({"fees": "None. "}, [], ""),
        ({"fees": "Free to everyone"}, [], ""),
        ({"fees": "免费"}, [], ""),
        (
            {},
            [{"option": "Adults", "amount": 35, "currency": "gbp", "amount_description": "a session"}],
            "Adults 35 GBP a session",
        ),
        (
            {},
            [
                {"amount": 0},
                {"option": "x"},
                {"amount": "0", "currency": "cny", "amount_description": "for members"},
            ],
            "for members",
        ),
    ],
)
def test_fees_are_words_and_free_is_none(
    fields: dict[str, str], options: list[dict[str, Any]], expected: str
) -> None:
    rows = [
        ("cost_option", {"id": str(number), "service_id": "s", **one}) for number, one in enumerate(options)
    ]
    assert service(*rows, **fields)[0].fee == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ()),
        ({"minimum_age": 60}, ("elder",)),
        ({"maximum_age": 12}, ("child",)),
        ({"maximum_age": "18"}, ("child", "youth")),
        ({"minimum_age": "old", "audience": "老人、Women"}, ("elder", "women")),
        ({"minimum_age": 18, "maximum_age": 100}, ()),
    ],
)
def test_whom_it_is_for(fields: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert service(**fields)[0].audience == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ({"maximum": 10, "available": 3}, 10),
        ({"available": "3"}, 3),
        ({"maximum": "many"}, None),
        ({"maximum": -1}, 0),
        ({"maximum": "inf"}, None),
    ],
)
def test_capacity(amounts: dict[str, Any], expected: int | None) -> None:
    assert service(("service_capacity", {"id": "1", "service_id": "s", **amounts}))[0].capacity == expected


@pytest.mark.parametrize(
    ("status", "active"), [("active", True), ("", True), ("inactive", False), ("Defunct", False)]
)
def test_only_active_services_are_offered(status: str, *, active: bool) -> None:
    assert service(status=status)[0].active is active


def test_services_of_unknown_organizations_stand_under_unnamed_suspended_ones() -> None:
    rows = [
        ("service", {"id": name, "organization_id": owner, "name": "x"})
        for name, owner in (("a", "9"), ("b", "9"), ("c", ""))
    ]
    mapped = to_model(dataset(*rows), [], TODAY)
    assert [(one.zh, one.suspended) for one in mapped.organizations] == [
        ("未命名组织 9", True),
        ("未命名组织", True),
    ]
    assert [finding.code for finding in mapped.findings].count("service.orphan") == 3
