"""What can be learnt from is read from the needs: confirmed or sorted, with words, and not forgotten."""

from __future__ import annotations

import pytest

from model.need import NeedState
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import entry, need


def test_needs_teach_in_their_order_and_those_that_staff_sorted_are_marked(database: Database) -> None:
    def write(unit: Unit) -> None:
        unit.needs.add(need(2, category="facilities.lift", text="电梯坏了"))
        unit.needs.add(need(1))
        unit.needs.tell(entry(11, 1))
        unit.needs.tell(entry(12, 2, kind="sorted"))
        unit.needs.tell(entry(13, 2, kind="sorted"))

    database.write_now(write)
    lessons = database.write_now(lambda unit: unit.lessons.all())
    assert [(one.need_id, one.text, one.category, one.by_staff) for one in lessons] == [
        (1, "奶奶做不动饭了", "elderly.meals", False),
        (2, "电梯坏了", "facilities.lift", True),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"category": ""},
        {"category": "elderly"},
        {"danger": "fire"},
        {"origin": "demo"},
        {"state": NeedState.WITHDRAWN},
    ],
)
def test_what_says_nothing_about_a_leaf_teaches_nothing(
    database: Database, fields: dict[str, object]
) -> None:
    database.write_now(lambda unit: unit.needs.add(need(1, **fields)))
    assert database.write_now(lambda unit: unit.lessons.all()) == []


def test_what_a_resident_had_forgotten_is_never_learnt_from_again(database: Database) -> None:
    def write(unit: Unit) -> None:
        unit.needs.add(need(1, person_id=1))
        unit.needs.add(need(2, person_id=2))
        unit.needs.forget_person(1)

    database.write_now(write)
    assert [one.need_id for one in database.write_now(lambda unit: unit.lessons.all())] == [2]
