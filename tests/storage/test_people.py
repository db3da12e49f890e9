"""Residents: found by place and telephone, and really forgotten."""

from __future__ import annotations

from model.person import Person
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW, person


def test_those_of_a_community_consented_and_want_messages(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        here = {"community": "GH01", "consent_at": NOW}
        unit.people.add(person(3, **here))
        unit.people.add(person(1, **here))
        unit.people.add(person(4, **here | {"consent_at": None}))
        unit.people.add(person(5, **here, stopped=True))
        unit.people.add(person(6, **here, forgotten_at=NOW))
        unit.people.add(person(7, **here | {"community": "GH02"}))
        return unit.people.of_community("GH01")

    assert database.write_now(work) == [1, 3]


def test_a_telephone_finds_who_gave_it_last_and_nobody_forgotten(database: Database) -> None:
    def work(unit: Unit) -> list[Person | None]:
        unit.people.add(person(1, phone="139"))
        unit.people.add(person(2, phone="139"))
        unit.people.add(person(3, phone="139", forgotten_at=NOW))
        unit.people.add(person(4))
        return [unit.people.by_phone(number) for number in ("139", "138", "")]

    assert database.write_now(work) == [person(2, phone="139"), None, None]


def test_a_forgotten_resident_is_a_number_without_anything_personal(database: Database) -> None:
    full = person(
        1,
        community="GH01",
        grid="GH01-1",
        name="王奶奶",
        phone="139",
        address="3栋",
        consent_at=NOW,
        sensitive_consent_at=NOW,
    )
    database.write_now(lambda unit: unit.people.add(full))
    database.write_now(lambda unit: unit.people.forget(1, NOW + HOUR))
    left = database.write_now(lambda unit: unit.people.get(1))
    assert left == person(1, community="GH01", stopped=True, forgotten_at=NOW + HOUR)


def test_unknown_ids_are_left_out(database: Database) -> None:
    database.write_now(lambda unit: unit.people.add(person(1)))
    assert set(database.write_now(lambda unit: unit.people.load([1, 2]))) == {1}
    assert database.write_now(lambda unit: unit.people.load([])) == {}
    assert database.write_now(lambda unit: unit.people.get(2)) is None
