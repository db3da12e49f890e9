"""Names of places and staff are put in order once, and again when they change."""

from __future__ import annotations

from dataclasses import replace

from handlers.atlas import Atlas
from handlers.hidden import Hidden
from model.person import Role, Staff
from storage.database import Database
from tests.dialogues import street

ZHOU = Staff(901, "zhou", "周小芳", Role.COMMITTEE)


def found(database: Database, hidden: Hidden, atlas: Atlas, text: str) -> tuple[set[str], set[str]]:
    people, places = database.write_now(lambda unit: hidden.of(unit, atlas))
    return set(people.within(text)), set(places.within(text))


def test_a_colleague_who_comes_or_is_called_otherwise_is_known_at_the_next_digest(database: Database) -> None:
    hidden, atlas = Hidden(), Atlas(street.PLACES)
    text = "周小芳和周大芳在东门小区"
    assert found(database, hidden, atlas, text) == (set(), {"东门小区"})
    database.write_now(lambda unit: unit.staff.add(ZHOU))
    assert found(database, hidden, atlas, text) == ({"周小芳"}, {"东门小区"})
    database.write_now(lambda unit: unit.staff.change(ZHOU.id, name="周大芳"))
    assert found(database, hidden, atlas, text) == ({"周大芳"}, {"东门小区"})
    moved = Atlas([replace(place, aliases=()) for place in street.PLACES])
    assert found(database, hidden, moved, text) == ({"周大芳"}, set())


def test_names_are_not_read_again_while_nobody_has_changed_them(database: Database) -> None:
    hidden, atlas = Hidden(), Atlas(street.PLACES)
    database.write_now(lambda unit: unit.staff.add(ZHOU))
    first = database.write_now(lambda unit: hidden.of(unit, atlas))
    database.write_now(lambda unit: unit.staff.change(ZHOU.id, on_duty=True))
    again = database.write_now(lambda unit: hidden.of(unit, atlas))
    assert all(one is other for one, other in zip(first, again, strict=True))
