"""A directory comes in, changes, loses a service, and goes out; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from exchange.dataset import differences
from exchange.mapping import to_model
from exchange.reading import Reading, read
from exchange.writing import to_csv, to_json
from handlers.directory.exporting import collect
from handlers.directory.importing import Plan, plan, write
from model.organization import Grade, Organization, Service
from model.place import Level, Place
from storage.database import Database
from storage.unit import Unit

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
ORGANIZATIONS = "id,name,description,email\no1,长者中心,助老,a@b.cn\n"
SERVICES = """\
id,organization_id,name,status,capacity_note
s1,o1,送餐,active,约30人
s2,o1,理发,active,
s3,o9,陪聊,active,
"""


@pytest.fixture
def ids() -> Iterator[int]:
    return count(1000)


def reading(organizations: str = ORGANIZATIONS, services: str = SERVICES, **more: str) -> Reading:
    tables = {"organizations": organizations, "services": services, **more}
    return read({f"{name}.csv": text.encode() for name, text in tables.items()})


async def take_in(database: Database, ids: Iterator[int], given: Reading, source: str = "street") -> Plan:
    def work(unit: Unit) -> Plan:
        ready = plan(unit, lambda: next(ids), given, source=source, now=NOW, today=NOW.date())
        write(unit, ready, next(ids), NOW, lambda done, total: None)
        return ready

    return await database.write(work)


async def services(database: Database) -> dict[str, Service]:
    return {one.external_id: one for one in await database.read(lambda unit: unit.organizations.services())}


async def organizations(database: Database) -> dict[str, Organization]:
    return {one.external_id: one for one in await database.read(lambda unit: unit.organizations.all())}


async def test_everything_comes_in_and_is_on_record(database: Database, ids: Iterator[int]) -> None:
    ready = await take_in(database, ids, reading())
    found = await services(database)
    owners = await organizations(database)
    assert found["s1"].organization_id == owners["o1"].id
    assert found["s3"].organization_id == owners["o9"].id
    assert owners["o9"].suspended
    assert ready.counts["service"].new == 3
    audit = await database.read(lambda unit: unit.audits.of("directory:street"))
    assert len(audit) == 1


async def test_the_same_again_changes_nothing(database: Database, ids: Iterator[int]) -> None:
    await take_in(database, ids, reading())
    before = await services(database)
    again = await take_in(database, ids, reading())
    assert (again.organizations, again.services, again.records) == ([], [], [])
    assert again.counts["service"].same == 3
    assert await services(database) == before


async def test_a_plan_alone_writes_nothing(database: Database, ids: Iterator[int]) -> None:
    await database.write(
        lambda unit: plan(unit, lambda: next(ids), reading(), source="x", now=NOW, today=NOW.date())
    )
    assert await services(database) == {}
    assert await database.read(lambda unit: unit.records.sources()) == []


async def test_what_the_directory_changed_is_taken_over_and_what_we_changed_stays(
    database: Database, ids: Iterator[int]
) -> None:
    await take_in(database, ids, reading())
    who = (await organizations(database))["o1"]
    await database.write(
        lambda unit: unit.organizations.change(who.id, phone="0000-7", grade=Grade.GOOD, email="ours@b.cn")
    )
    changed = ORGANIZATIONS.replace("助老", "助老助残")
    ready = await take_in(database, ids, reading(organizations=changed))
    now = (await organizations(database))["o1"]
    assert (now.phone, now.grade, now.email, now.description_zh) == (
        "0000-7",
        Grade.GOOD,
        "ours@b.cn",
        "助老助残",
    )
    assert (ready.counts["organization"].changed, now.id) == (1, who.id)


async def test_what_the_directory_no_longer_has_is_no_longer_offered_until_it_is_back(
    database: Database, ids: Iterator[int]
) -> None:
    await take_in(database, ids, reading())
    first = await services(database)
    without = "\n".join(line for line in SERVICES.splitlines() if not line.startswith("s2"))
    ready = await take_in(database, ids, reading(services=without))
    assert ready.counts["service"].gone == 1
    assert (await services(database))["s2"] == replace(first["s2"], active=False)
    assert "s2" not in {row.id for row in await exported(database)}
    await take_in(database, ids, reading(services=without))
    back = await take_in(database, ids, reading())
    assert back.counts["service"].new == 1
    assert await services(database) == first


async def test_an_organization_that_is_gone_stays_without_services(
    database: Database, ids: Iterator[int]
) -> None:
    await take_in(database, ids, reading())
    nobody = reading(organizations="id,name,description\n", services="id,organization_id,name,status\n")
    ready = await take_in(database, ids, nobody)
    assert {one.active for one in (await services(database)).values()} == {False}
    assert "o1" in await organizations(database)
    assert ready.counts["organization"].gone == 2


async def test_places_that_come_later_are_found_by_importing_again(
    database: Database, ids: Iterator[int]
) -> None:
    areas = "id,service_id,name\n1,s1,桂香社区\n"
    await take_in(database, ids, reading(service_areas=areas))
    assert (await services(database))["s1"].area == ("桂香社区",)
    await database.write(lambda unit: unit.places.add(Place("gx", Level.COMMUNITY, None, "桂香社区", "")))
    await take_in(database, ids, reading(service_areas=areas))
    assert (await services(database))["s1"].area == ("gx",)


async def test_two_directories_may_use_the_same_ids(database: Database, ids: Iterator[int]) -> None:
    await take_in(database, ids, reading())
    await take_in(database, ids, reading(ORGANIZATIONS.replace("长者", "青年")), source="other")
    names = await database.read(lambda unit: sorted(one.zh for one in unit.organizations.all()))
    assert names == ["未命名组织 o9", "未命名组织 o9", "长者中心", "青年中心"]
    both = await database.read(lambda unit: collect(unit, NOW))
    assert len(read({"x.json": to_json(both)}).dataset.tables["service"]) == 6


async def exported(database: Database, source: str | None = None) -> list:
    datasets = await database.read(lambda unit: collect(unit, NOW, source))
    return [row for _, dataset in datasets for row in dataset.rows]


async def test_what_came_in_goes_out_equal(database: Database, ids: Iterator[int]) -> None:
    given = reading(service_areas="id,service_id,name\n1,s1,桂香社区\n", mapping="a,b\n1,2\n")
    await take_in(database, ids, given)
    datasets = await database.read(lambda unit: collect(unit, NOW, "street"))
    assert [name for name, _ in datasets] == ["street"]
    assert differences(given.dataset, datasets[0][1]) == []
    for files in (to_csv(datasets), {"x.json": to_json(datasets)}):
        assert differences(given.dataset, read(files).dataset) == []


async def test_what_was_changed_here_goes_out_changed(database: Database, ids: Iterator[int]) -> None:
    await take_in(
        database, ids, reading(schedules="id,service_id,byday,opens_at,closes_at\n1,s1,MO,9:00,10:00\n")
    )
    one = (await services(database))["s1"]
    changed = replace(
        one,
        zh="热餐",
        area=("gx",),
        openings=(),
        capacity=5,
        categories=("legal.advice",),
        languages=("yue",),
    )
    await database.write(lambda unit: unit.organizations.add_service(changed))
    await database.write(lambda unit: unit.places.add(Place("gx", Level.COMMUNITY, None, "桂香社区", "")))
    ((_, dataset),) = await database.read(lambda unit: collect(unit, NOW))
    assert dataset.tables["service"]["s1"].fields["name"] == "热餐"
    assert dataset.tables["service"]["s1"].fields["capacity_note"] == "约30人"
    assert "schedule" not in dataset.tables
    mapped = to_model(
        read({"x.json": to_json([("street", dataset)])}).dataset,
        [Place("gx", Level.COMMUNITY, None, "桂香社区", "")],
        NOW.date(),
    )
    again = next(service for _, service in mapped.services if service.external_id == "s1")
    assert again == replace(changed, id=0, organization_id=0)


async def test_what_was_entered_here_goes_out_as_ours(database: Database, ids: Iterator[int]) -> None:
    def enter(unit: Unit) -> None:
        unit.organizations.add(Organization(1, "甲", ""))
        unit.organizations.add_service(Service(2, 1, "乙", "", ("elderly.meals",), ()))

    await database.write(enter)
    await take_in(database, ids, reading())
    datasets = dict(await database.read(lambda unit: collect(unit, NOW)))
    assert {row.text("name") for row in datasets["linli"].table("service")} == {"乙"}
    assert set(datasets) == {"street", "linli"}
    assert await exported(database, "linli")
    assert await exported(database, "nobody") == []


async def test_a_nul_in_a_directory_does_not_reach_the_database(
    database: Database, ids: Iterator[int]
) -> None:
    """What one cell holds that PostgreSQL refuses does not keep the directory out."""
    given = reading(ORGANIZATIONS.replace("长者中心", "长者\0中心"))
    await take_in(database, ids, given)
    assert (await organizations(database))["o1"].zh == "长者中心"
    assert "text.unkeepable" in {one.code for one in given.findings}
