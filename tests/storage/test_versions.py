"""Whoever changes the directory raises its version, in the same transaction; nobody else does."""

from __future__ import annotations

import pytest

from model.organization import Organization
from model.place import Level, Place
from storage.database import Database
from storage.unit import Unit
from storage.versions import DIRECTORY


def test_a_change_of_the_directory_raises_its_version_once_a_transaction(database: Database) -> None:
    def version() -> int:
        return database.write_now(lambda unit: unit.versions.of(DIRECTORY))

    def change(unit: Unit) -> None:
        unit.organizations.add(Organization(1, "甲", "A"))
        unit.organizations.add(Organization(2, "乙", "B"))
        unit.places.add(Place("GH", Level.STREET, None, "桂花", "Guihua"))

    assert version() == 0
    database.write_now(change)
    assert version() == 1
    database.write_now(lambda unit: unit.organizations.change(1, zh="新"))
    assert version() == 2
    database.write_now(lambda unit: unit.organizations.all())
    assert version() == 2


def test_a_change_that_fails_raises_nothing(database: Database) -> None:
    def change(unit: Unit) -> None:
        unit.organizations.add(Organization(1, "甲", "A"))
        raise LookupError

    with pytest.raises(LookupError):
        database.write_now(change)
    assert database.write_now(lambda unit: unit.versions.of(DIRECTORY)) == 0
