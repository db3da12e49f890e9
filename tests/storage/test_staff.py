"""Members of staff, and the one-time codes that link their messenger."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from model.person import Role
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW, staff

LATER = NOW + timedelta(minutes=10)


def test_a_login_finds_the_person_and_the_passwords_hash(database: Database) -> None:
    database.write_now(lambda unit: unit.staff.add(staff(1, login="chen"), "hash"))
    assert database.write_now(lambda unit: unit.staff.by_login("chen")) == (staff(1, login="chen"), "hash")
    assert database.write_now(lambda unit: unit.staff.by_login("CHEN")) is None


def test_two_people_cannot_have_one_login(database: Database) -> None:
    database.write_now(lambda unit: unit.staff.add(staff(1, login="chen")))
    with pytest.raises(IntegrityError):
        database.write_now(lambda unit: unit.staff.add(staff(2, login="chen")))


def test_a_password_and_fields_can_be_changed(database: Database) -> None:
    database.write_now(lambda unit: unit.staff.add(staff(1), "old"))
    database.write_now(lambda unit: unit.staff.change(1, password="new", role=Role.OPERATOR, active=False))
    found, password = database.write_now(lambda unit: unit.staff.by_login("login1"))
    assert (found.role, found.active, password) == (Role.OPERATOR, False, "new")


@pytest.fixture
def team(database: Database) -> Database:
    def work(unit: Unit) -> None:
        unit.staff.add(staff(1, communities=("GH01",), on_duty=True))
        unit.staff.add(staff(2, communities=("GH02",)))
        unit.staff.add(staff(3))
        unit.staff.add(staff(4, active=False, on_duty=True))
        unit.staff.add(staff(6, role=Role.ORGANIZATION, organization_id=101))
        unit.staff.add(staff(5, role=Role.ORGANIZATION, organization_id=101))
        unit.staff.add(staff(7, role=Role.ORGANIZATION, organization_id=102, active=False))

    database.write_now(work)
    return database


def ids(database: Database, work: Callable[[Unit], list[Any]]) -> list[int]:
    return [one.id for one in database.write_now(work)]


def test_those_with_a_role_serve_the_community_or_everywhere(team: Database) -> None:
    assert ids(team, lambda unit: unit.staff.with_role(Role.SOCIAL_WORKER)) == [1, 2, 3]
    assert ids(team, lambda unit: unit.staff.with_role(Role.SOCIAL_WORKER, "GH01")) == [1, 3]
    assert ids(team, lambda unit: unit.staff.with_role(Role.SOCIAL_WORKER, "gh01")) == [3]
    assert ids(team, lambda unit: unit.staff.with_role(Role.COMMITTEE)) == []


def test_an_organizations_people_are_the_active_ones(team: Database) -> None:
    assert ids(team, lambda unit: unit.staff.of_organization(101)) == [5, 6]
    assert ids(team, lambda unit: unit.staff.of_organization(102)) == []
    assert len(ids(team, lambda unit: unit.staff.all())) == 7


def test_on_duty_is_who_serves_the_community_and_everybody_when_nobody_does(team: Database) -> None:
    assert ids(team, lambda unit: unit.staff.on_duty("GH01")) == [1]
    assert ids(team, lambda unit: unit.staff.on_duty("GH02")) == [1]
    assert ids(team, lambda unit: unit.staff.on_duty(None)) == [1]


# one-time codes -------------------------------------------------------------------------------------


def test_a_code_says_whose_it_is_once(database: Database) -> None:
    database.write_now(lambda unit: unit.staff.add_code("12345678", 1, LATER))
    assert database.write_now(lambda unit: unit.staff.use_code("12345678", NOW)) == 1
    assert database.write_now(lambda unit: unit.staff.use_code("12345678", NOW)) is None


def test_an_unknown_code_is_nobodys(database: Database) -> None:
    assert database.write_now(lambda unit: unit.staff.use_code("00000000", NOW)) is None


def test_a_code_holds_until_its_last_moment_and_not_after(database: Database) -> None:
    database.write_now(lambda unit: unit.staff.add_code("1", 1, LATER))
    database.write_now(lambda unit: unit.staff.add_code("2", 2, LATER))
    assert database.write_now(lambda unit: unit.staff.use_code("1", LATER)) == 1
    assert database.write_now(lambda unit: unit.staff.use_code("2", LATER + timedelta(seconds=1))) is None


def test_a_new_code_ends_the_earlier_one_of_the_same_person_only(database: Database) -> None:
    for code, staff_id in (("1", 1), ("2", 2), ("3", 1)):
        database.write_now(lambda unit, code=code, who=staff_id: unit.staff.add_code(code, who, LATER))
    found = [database.write_now(lambda unit, code=code: unit.staff.use_code(code, NOW)) for code in "123"]
    assert found == [None, 2, 1]


async def test_a_code_used_twice_at_once_links_once(database: Database, database_url: str) -> None:
    database.write_now(lambda unit: unit.staff.add_code("1", 1, NOW + HOUR))
    other = Database(database_url)
    found = await asyncio.gather(
        *(one.write(lambda u: u.staff.use_code("1", NOW)) for one in (database, other))
    )
    assert sorted(found, key=str) == [1, None]
    await other.close()
