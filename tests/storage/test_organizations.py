"""The directory: organizations, services, published figures, places and resources."""

from __future__ import annotations

from model.organization import Disclosure, Grade, Organization, Service
from model.place import Level, Place
from model.resource import Allocation, Pledge, Resource
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import NOW


def test_an_organization_added_again_is_a_new_version_of_it(database: Database) -> None:
    def work(unit: Unit) -> list[Organization]:
        unit.organizations.add(Organization(2, "乙", "B"))
        unit.organizations.add(Organization(1, "甲", "A"))
        unit.organizations.add(Organization(2, "丙", "C", grade=Grade.GOOD))
        return unit.organizations.all()

    assert database.write_now(work) == [
        Organization(1, "甲", "A"),
        Organization(2, "丙", "C", grade=Grade.GOOD),
    ]


def test_fields_of_an_organization_can_be_changed(database: Database) -> None:
    database.write_now(lambda unit: unit.organizations.add(Organization(1, "甲", "A")))
    database.write_now(lambda unit: unit.organizations.change(1, suspended=True, grade=Grade.UNQUALIFIED))
    found = database.write_now(lambda unit: unit.organizations.get(1))
    assert (found.suspended, found.grade) == (True, Grade.UNQUALIFIED)
    assert database.write_now(lambda unit: unit.organizations.get(2)) is None


def test_services_are_all_or_one_organizations(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.organizations.add_service(Service(3, 1, "丙", "", ("a",), ()))
        unit.organizations.add_service(Service(2, 2, "乙", "", (), ()))
        unit.organizations.add_service(Service(3, 1, "丁", "", ("a", "b"), ("GH",)))

    database.write_now(work)
    assert [one.zh for one in database.write_now(lambda unit: unit.organizations.services())] == ["乙", "丁"]
    assert [one.id for one in database.write_now(lambda unit: unit.organizations.services(1))] == [3]


def test_figures_are_published_once_a_year_the_newest_first(database: Database) -> None:
    def work(unit: Unit) -> list[tuple[int, int]]:
        unit.organizations.disclose(Disclosure(1, 2024, 1, 1, 1, NOW))
        unit.organizations.disclose(Disclosure(1, 2025, 2, 2, 2, NOW))
        unit.organizations.disclose(Disclosure(1, 2024, 9, 1, 1, NOW))
        unit.organizations.disclose(Disclosure(2, 2024, 5, 1, 1, NOW))
        return [(one.year, one.income) for one in unit.organizations.disclosures(1)]

    assert database.write_now(work) == [(2025, 2), (2024, 9)]


def test_places_come_by_code(database: Database) -> None:
    def work(unit: Unit) -> list[str]:
        unit.places.add(Place("b", Level.GRID, "a", "乙", ""))
        unit.places.add(Place("a", Level.COMMUNITY, None, "甲", ""))
        unit.places.add(Place("b", Level.GRID, "a", "丙", ""))
        return [one.zh for one in unit.places.all()]

    assert database.write_now(work) == ["甲", "丙"]


def test_only_resources_that_are_still_there_are_offered(database: Database) -> None:
    rice = Resource(1, "goods", "米", "Rice", "粮店", ("livelihood",), (), 20)

    def work(unit: Unit) -> list[Resource]:
        unit.resources.add(rice)
        unit.resources.add(Resource(2, "venue", "礼堂", "Hall", "学校", (), (), active=False))
        unit.resources.pledge(Pledge(1, 1, 5, NOW))
        return unit.resources.all()

    assert database.write_now(work) == [rice]


def test_what_is_given_away_is_summed_for_each_resource(database: Database) -> None:
    def work(unit: Unit) -> dict[int, int]:
        for number, (resource, quantity) in enumerate([(1, 2), (1, 3), (2, 1)]):
            unit.resources.allocate(Allocation(number, resource, 7, quantity, NOW))
        return unit.resources.allocated()

    assert database.write_now(work) == {1: 5, 2: 1}
