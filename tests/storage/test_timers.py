"""Timers: unique by kind and key, due in order."""

from __future__ import annotations

import pytest

from storage.database import Database
from storage.timers import Timer
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW


def test_setting_a_timer_again_moves_it(database: Database) -> None:
    def work(unit: Unit) -> list[Timer]:
        unit.timers.set("referral", "1", NOW)
        unit.timers.set("referral", "1", NOW + HOUR)
        return unit.timers.due(NOW + HOUR)

    assert database.write_now(work) == [Timer("referral", "1", NOW + HOUR)]


def test_the_same_key_of_another_kind_is_another_timer(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.timers.set("referral", "1", NOW)
        unit.timers.set("confirm", "1", NOW)
        unit.timers.cancel("referral", "1")

    database.write_now(work)
    assert database.write_now(lambda unit: unit.timers.get("confirm", "1")) == Timer("confirm", "1", NOW)
    assert database.write_now(lambda unit: unit.timers.get("referral", "1")) is None


def test_the_keys_of_a_kind_leave_out_other_kinds(database: Database) -> None:
    def work(unit: Unit) -> list[str]:
        unit.timers.set("digest", "GH02", NOW)
        unit.timers.set("digest", "GH01", NOW)
        unit.timers.set("shift", "GH03", NOW)
        return unit.timers.keys("digest")

    assert database.write_now(work) == ["GH01", "GH02"]


def test_what_is_due_comes_longest_overdue_first_and_not_before_its_moment(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.timers.set("a", "now", NOW)
        unit.timers.set("a", "later", NOW + HOUR)
        unit.timers.set("b", "before", NOW - HOUR)
        unit.timers.set("a", "before", NOW - HOUR)

    database.write_now(work)
    due = database.write_now(lambda unit: unit.timers.due(NOW))
    assert [(one.kind, one.key) for one in due] == [("a", "before"), ("b", "before"), ("a", "now")]
    assert len(database.write_now(lambda unit: unit.timers.due(NOW, limit=2))) == 2


def test_the_next_moment_is_known(database: Database) -> None:
    assert database.write_now(lambda unit: unit.timers.next_due()) is None
    database.write_now(lambda unit: unit.timers.set("a", "2", NOW + HOUR))
    database.write_now(lambda unit: unit.timers.set("a", "1", NOW))
    assert database.write_now(lambda unit: unit.timers.next_due()) == NOW


def test_a_timer_set_anew_by_its_own_consequence_stays(database: Database) -> None:
    database.write_now(lambda unit: unit.timers.set("digest", "GH01", NOW))

    def fire(unit: Unit) -> None:
        with unit.turn():
            unit.timers.cancel("digest", "GH01")
            unit.timers.set("digest", "GH01", NOW + HOUR)

    database.write_now(fire)
    assert database.write_now(lambda unit: unit.timers.next_due()) == NOW + HOUR


def test_cancelling_what_is_not_set_does_nothing(database: Database) -> None:
    database.write_now(lambda unit: unit.timers.cancel("a", "1"))


@pytest.mark.postgres
def test_what_one_process_has_in_hand_another_does_not_see_as_due(migrated_postgres: str) -> None:
    one, other = Database(migrated_postgres), Database(migrated_postgres)

    def first(unit: Unit) -> list[Timer]:
        seen = other.write_now(lambda theirs: theirs.timers.due(NOW)) if unit.timers.due(NOW, 2) else []
        for timer in seen:
            other.write_now(lambda theirs, key=timer.key: theirs.timers.cancel("shared", key))  # type: ignore[misc]
        raise LookupError(seen)

    one.write_now(lambda unit: [unit.timers.set("shared", key, NOW) for key in "abc"])
    with pytest.raises(LookupError) as found:
        one.write_now(first)
    assert [timer.key for timer in found.value.args[0]] == ["c"]
    left = other.write_now(lambda unit: unit.timers.due(NOW))
    assert [timer.key for timer in left] == ["a", "b"], "given back by the one that failed"
    for timer in left:
        other.write_now(lambda unit, key=timer.key: unit.timers.cancel("shared", key))  # type: ignore[misc]
    for database in (one, other):
        database.engine.dispose()
