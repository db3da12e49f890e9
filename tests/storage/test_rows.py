"""Every object of the model comes back from the database as it went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import insert, select

from model.need import Attachment, Beneficiary, BeneficiaryKind, Need, NeedState, Outcome, Urgency, Visibility
from model.organization import Disclosure, Grade, Opening, Organization, Service
from model.person import Person, Role, Staff
from model.place import Level, Place
from model.referral import DeclineReason, Referral, ReferralState
from model.resource import Allocation, Pledge, Resource
from model.survey import Campaign, FormVersion, Response, ResponseState
from model.volunteer import Activity, HourEntry, Shift, SignUp, SignUpState, Volunteer
from storage import tables
from storage.database import Database
from storage.rows import dump, load, plain
from storage.types import from_millis, to_millis
from storage.unit import Unit
from tests.storage.samples import DAY, HOUR, NOW, entry, need, person, referral, staff

BIG = 2**62 + 1
"""Ids are 63 bits wide."""
ODD = "《诗》 \U0001f408 ' \" \\ % _ | \n\t"
"""Text that trips over quoting, wild cards and narrow characters."""

EVERYTHING: list[tuple[str, Any]] = [
    ("place", Place("GH", Level.STREET, None, "桂花街道", "Guihua")),
    ("place", Place("GH01", Level.COMMUNITY, "GH", ODD, "", ("东门", "x y"), 23.1234567, -113.5, "020")),
    ("person", Person(1, "zh_CN", NOW)),
    (
        "person",
        Person(
            BIG,
            "en",
            NOW,
            "GH01",
            "GH01-1",
            ODD,
            "+86 20",
            ODD,
            NOW,
            NOW + HOUR,
            time(23, 30),
            time(0),
            True,
            NOW,
        ),
    ),
    ("staff", staff(1)),
    ("staff", Staff(2, "li", ODD, Role.ORGANIZATION, ("GH01", "GH02"), BIG, "en", "020", True, False)),
    ("need", need(1)),
    (
        "need",
        Need(
            id=BIG,
            number="2001",
            person_id=BIG - 1,
            community=None,
            category="",
            text=ODD,
            created_at=NOW,
            urgency=Urgency.EMERGENCY,
            state=NeedState.CLOSED,
            beneficiary=Beneficiary(BeneficiaryKind.PARENT, "elder", lives_alone=True, disability=False),
            grid="GH01-1",
            place=ODD,
            time_wish="明天",
            danger="fire",
            origin="desk",
            entered_by=3,
            holder_id=4,
            accepted_at=NOW,
            resolved_at=NOW + HOUR,
            closed_at=NOW + DAY,
            outcome=Outcome.PARTLY,
            outcome_note=ODD,
            unmet_reason="nobody_left",
            rating=5,
            rating_word=ODD,
            reopened=2,
            answers='{"几个人": "2"}',
        ),
    ),
    ("entry", entry(1)),
    ("entry", entry(2, kind="note", visibility=Visibility.WORKERS, data='{"text": "好"}', actor="staff:1")),
    ("attachment", Attachment(1, 2, NOW, "web", "photo", ODD, "image/jpeg")),
    ("referral", referral(1)),
    (
        "referral",
        referral(
            2,
            state=ReferralState.DECLINED,
            score=1 / 3,
            answered_at=NOW,
            answered_by=7,
            decline_reason=DeclineReason.NO_CAPACITY,
            note=ODD,
            completed_at=NOW,
            reasons='[{"key": "x"}]',
        ),
    ),
    ("organization", Organization(1, "暖阳", "Sunshine")),
    (
        "organization",
        Organization(
            id=2,
            zh=ODD,
            en="",
            description_zh="a",
            description_en="b",
            phone="c",
            email="d",
            website="e",
            address="f",
            latitude=0.0,
            longitude=180.0,
            grade=Grade.GOOD,
            graded_on=date(2025, 2, 28),
            suspended=True,
            languages=("zh", "yue"),
            founded_on=date(1999, 12, 31),
            external_id="x",
        ),
    ),
    ("service", Service(1, 2, "送餐", "Meals", (), ())),
    (
        "service",
        Service(
            1,
            2,
            "送餐",
            "Meals",
            ("elderly.meals",),
            ("GH", "GH01"),
            audience=("elder",),
            capacity=0,
            openings=(Opening(0, time(9), time(17, 30)), Opening(6, time(0), time(23, 59))),
            fee="五元",
            languages=("en",),
            active=False,
            external_id="y",
        ),
    ),
    ("disclosure", Disclosure(1, 2025, 3_000_000_000, 0, -1, NOW)),
    ("form", FormVersion(1, "needs", "3", "需求", "Needs", b"\x00<xml/>\xff", NOW)),
    ("campaign", Campaign(1, 2, (), NOW)),
    ("campaign", Campaign(1, 2, ("GH01",), NOW, NOW + DAY, 50)),
    ("response", Response(1, 2, 3, "campaign", 4, ResponseState.DRAFT, NOW, NOW, b"\x00\x01")),
    (
        "response",
        Response(
            1, 2, 3, "need", BIG, ResponseState.SUBMITTED, NOW, NOW, b"", 9, NOW + HOUR, "<中/>".encode()
        ),
    ),
    ("volunteer", Volunteer(1, ("cook",), ("sat_am", "sun_pm"), (), NOW, False)),
    ("activity", Activity(1, "GH01", "帮厨", "Kitchen", "中心", "Centre")),
    ("activity", Activity(1, "GH01", "帮厨", "Kitchen", "中心", "Centre", 5, "cook", "elderly.meals")),
    ("shift", Shift(1, 2, NOW, NOW + HOUR, 3)),
    ("sign_up", SignUp(1, 2, 3, SignUpState.WAITING, NOW)),
    ("hour", HourEntry(1, NOW, "bank", "person:1", 90, "shift:1")),
    ("resource", Resource(1, "goods", "米", "Rice", "粮店", ("livelihood",), (), 20, False)),
    ("pledge", Pledge(1, 2, 3, NOW)),
    ("allocation", Allocation(1, 2, 3, 4, NOW)),
]


@pytest.mark.parametrize(
    ("table", "thing"), EVERYTHING, ids=[f"{name}-{number}" for number, (name, _) in enumerate(EVERYTHING)]
)
def test_an_object_comes_back_as_it_went_in(database: Database, table: str, thing: Any) -> None:
    database.write_now(lambda unit: unit.insert(tables.metadata.tables[table], dump(thing)))
    row = database.write_now(lambda unit: unit.row(select(tables.metadata.tables[table])))
    assert load(type(thing), row) == thing


def test_every_table_of_an_object_has_all_its_fields() -> None:
    for name, thing in EVERYTHING:
        assert set(dump(thing)) <= set(tables.metadata.tables[name].columns.keys()), name


CHANGES = [
    (need(1), {"urgency": Urgency.SOON, "state": NeedState.ROUTED}),
    (need(1), {"beneficiary": Beneficiary(BeneficiaryKind.CHILD, "child", None, True)}),
    (need(1), {"outcome": Outcome.SOLVED, "resolved_at": NOW}),
    (need(1, outcome=Outcome.SOLVED, resolved_at=NOW), {"outcome": None, "resolved_at": None}),
]


@pytest.mark.parametrize(("before", "changes"), CHANGES)
def test_changed_fields_come_back_changed(database: Database, before: Need, changes: dict[str, Any]) -> None:
    database.write_now(lambda unit: unit.needs.add(before))
    assert database.write_now(lambda unit: unit.needs.change(before, **changes)) == replace(before, **changes)
    assert database.write_now(lambda unit: unit.needs.get(1)) == replace(before, **changes)


def test_times_of_day_are_written_with_hours_and_minutes() -> None:
    assert plain({"quiet_from": time(9, 5)}) == {"quiet_from": "09:05"}


# moments --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 18, 9, 0, 0, 1000, tzinfo=UTC),
        datetime(2026, 11, 18, 9, 0, 0, 999000, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, 59, 123000, tzinfo=UTC),
    ],
)
def test_a_moment_survives_to_the_millisecond(database: Database, moment: datetime) -> None:
    assert from_millis(to_millis(moment)) == moment
    database.write_now(lambda unit: unit.people.add(person(1, created_at=moment)))
    assert database.write_now(lambda unit: unit.people.get(1)).created_at == moment


def test_microseconds_are_cut_off_not_rounded_up(database: Database) -> None:
    moment = NOW.replace(microsecond=999_999)
    database.write_now(lambda unit: unit.people.add(person(1, created_at=moment)))
    assert database.write_now(lambda unit: unit.people.get(1)).created_at == NOW.replace(microsecond=999_000)


def test_a_moment_of_another_zone_is_the_same_moment_in_utc(database: Database) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=8)))
    database.write_now(lambda unit: unit.people.add(person(1, created_at=there)))
    found = database.write_now(lambda unit: unit.people.get(1)).created_at
    assert found == there
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_zone_is_refused(database: Database) -> None:
    with pytest.raises(TypeError, match="offset-naive"):
        database.write_now(lambda unit: unit.people.add(person(1, created_at=datetime(2026, 1, 1))))  # noqa: DTZ001 - the point


# lists of words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("a",), ("a", "b"), ("",), ("a", ""), ("", "a"), ("中 文", "x,y")])
def test_a_list_of_words_comes_back(database: Database, words: tuple[str, ...]) -> None:
    database.write_now(lambda unit: unit.places.add(Place("x", Level.GRID, None, "", "", words)))
    assert database.write_now(lambda unit: unit.places.all())[0].aliases == words


def test_a_word_with_the_divider_in_it_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="must not contain"):
        database.write_now(lambda unit: unit.places.add(Place("x", Level.GRID, None, "", "", ("a|b",))))


def test_columns_left_out_get_their_default(database: Database) -> None:
    row = {"id": 1, "login": "a", "name": "b", "role": "operator"}
    database.write_now(lambda unit: unit.execute(insert(tables.staff).values(row)))
    found = database.write_now(lambda unit: unit.staff.get(1))
    assert found == Staff(1, "a", "b", Role.OPERATOR)


def test_referrals_and_needs_can_be_read_together(database: Database) -> None:
    def work(unit: Unit) -> Referral:
        unit.needs.add(need(1))
        unit.referrals.add(referral(1))
        return unit.referrals.get(1)

    assert database.write_now(work) == referral(1)
