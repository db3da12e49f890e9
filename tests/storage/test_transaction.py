"""One transaction: what is gathered, in which order it leaves, and what happens when it cannot be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, update
from sqlalchemy.exc import DBAPIError

from storage import tables
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import NOW, need, person, staff

_t = tables.person


@pytest.fixture
def statements(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that goes to the database, in order; all through SQLAlchemy, so that it can tell."""
    monkeypatch.setattr("storage.prepared.driver_of", lambda _: None)
    seen: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement.split(maxsplit=3)[0] if statement[:4] != "INSE" else statement.split()[2])

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def names(unit: Unit) -> dict[int, str]:
    return {row["id"]: row["name"] for row in unit.rows(select(_t.c.id, _t.c.name))}


def people_of(database: Database) -> dict[int, str]:
    return database.write_now(names)


def row(person_id: int, name: str = "") -> dict[str, object]:
    return {"id": person_id, "language": "en", "created_at": NOW, "name": name}


def test_many_rows_leave_in_one_statement(database: Database, statements: list[str]) -> None:
    database.write_now(lambda unit: [unit.people.add(person(number)) for number in range(50)])
    assert statements.count("person") == 1
    assert len(people_of(database)) == 50


def test_rows_of_many_turns_leave_in_one_statement(database: Database, statements: list[str]) -> None:
    def work(unit: Unit) -> None:
        for number in range(50):
            with unit.turn():
                unit.people.add(person(number))
                unit.people.change(number, name="x")

    database.write_now(work)
    assert statements.count("person") == 1
    assert statements.count("UPDATE") == 1
    assert "SAVEPOINT" not in statements


def test_a_read_sees_what_was_gathered_before(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(person(1, name="old"))
        unit.people.change(1, name="new")
        assert names(unit) == {1: "new"}
        with unit.turn():
            unit.people.change(1, name="newer")
            assert names(unit) == {1: "newer"}

    database.write_now(work)


def test_changes_of_one_row_keep_their_order_over_different_statements(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.people.add(person(2))
        unit.people.change(1, name="first")
        unit.people.change(1, name="second", phone="2")
        unit.people.change(2, name="other")
        unit.people.change(1, name="third")

    database.write_now(work)
    assert people_of(database) == {1: "third", 2: "other"}


def test_order_is_kept_over_turns_too(database: Database) -> None:
    def work(unit: Unit) -> None:
        for number, fields in enumerate([{"name": "1"}, {"name": "2", "phone": "2"}, {"name": "3"}]):
            with unit.turn():
                if number == 0:
                    unit.people.add(person(1))
                unit.people.change(1, **fields)

    database.write_now(work)
    assert people_of(database) == {1: "3"}


def test_an_upsert_after_an_update_has_the_last_word_and_before_it_has_not(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.upsert(_t, row(1, "a"))
        unit.update(_t, {"id": 1}, {"name": "b"})
        unit.upsert(_t, row(1, "c"))
        unit.upsert(_t, row(2, "d"))
        unit.update(_t, {"id": 2}, {"name": "e"})

    database.write_now(work)
    assert people_of(database) == {1: "c", 2: "e"}


def test_an_upsert_of_the_same_row_many_times_in_one_bulk_keeps_the_last(database: Database) -> None:
    database.write_now(lambda unit: [unit.upsert(_t, row(1, str(number))) for number in range(10)])
    assert people_of(database) == {1: "9"}


def test_an_upsert_replaces_the_row_of_an_earlier_transaction(database: Database) -> None:
    for name in ("a", "b"):
        database.write_now(lambda unit, name=name: unit.upsert(_t, row(1, name)))
    assert people_of(database) == {1: "b"}


def test_rows_with_different_columns_are_both_written_whole(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.insert(_t, row(1))
        unit.insert(_t, {**row(2, "two"), "phone": "020"})
        unit.insert(_t, {**row(3, "three"), "phone": "030"})

    database.write_now(work)
    phones = database.write_now(lambda unit: unit.rows(select(_t.c.phone).order_by(_t.c.id)))
    assert [one["phone"] for one in phones] == ["", "020", "030"]


def test_the_order_of_the_fields_in_a_change_does_not_matter(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.people.change(1, name="a", phone="1")
        unit.people.change(1, phone="2", name="b")

    database.write_now(work)
    assert people_of(database) == {1: "b"}


def test_no_change_writes_nothing(database: Database, statements: list[str]) -> None:
    database.write_now(lambda unit: unit.people.change(1))
    assert statements in ([], ["BEGIN"])


def test_a_row_with_two_key_columns_is_updated_by_both(database: Database) -> None:
    def work(unit: Unit) -> None:
        for week in ("2026-W46", "2026-W47"):
            unit.digests.save("GH01", week, NOW, {})
        unit.update(tables.digest, {"week": "2026-W47", "community": "GH01"}, {"sent_at": NOW})
        assert unit.digests.get("GH01", "2026-W46")["sent_at"] is None
        assert unit.digests.get("GH01", "2026-W47")["sent_at"] == NOW

    database.write_now(work)


def test_execute_says_how_many_rows_it_touched(database: Database) -> None:
    def work(unit: Unit) -> int:
        for number in range(3):
            unit.people.add(person(number))
        return unit.execute(update(_t).where(_t.c.id > 0).values(name="x"))

    assert database.write_now(work) == 2


def test_many_with_no_rows_does_nothing(database: Database) -> None:
    database.write_now(lambda unit: unit.many(update(_t).values(name="x"), []))


# turns that fail ------------------------------------------------------------------------------------


def fails_gathering(unit: Unit) -> None:
    unit.people.add(person(2))
    raise LookupError("turn")


def fails_after_reading(unit: Unit) -> None:
    unit.people.add(person(2))
    assert 2 in names(unit)
    unit.people.add(person(3))
    raise LookupError("turn")


def fails_after_a_statement(unit: Unit) -> None:
    unit.execute(update(_t).values(name="spoilt"))
    raise LookupError("turn")


def fails_in_a_query(unit: Unit) -> None:
    unit.rows(select(_t.c.id).where(_t.c.created_at >= "not a moment"))


def fails_in_its_own_flush(unit: Unit) -> None:
    unit.people.add(person(2))
    unit.people.add(person(1))
    unit.flush()


def fails_in_its_own_bulk(unit: Unit) -> None:
    unit.people.add(person(2))
    unit.people.add(person(1))


def fails_by_a_naive_moment(unit: Unit) -> None:
    unit.people.add(person(2, created_at=NOW.replace(tzinfo=None)))


def fails_by_what_cannot_be_encoded(unit: Unit) -> None:
    unit.digests.save("GH01", "2026-W47", NOW, object())


def fails_late_in_a_unique_column(unit: Unit) -> None:
    unit.people.add(person(2))
    unit.staff.add(staff(1, login="same"))
    unit.staff.add(staff(2, login="same"))


FAILURES = [
    fails_gathering,
    fails_after_reading,
    fails_after_a_statement,
    fails_in_a_query,
    fails_in_its_own_flush,
    fails_in_its_own_bulk,
    fails_by_a_naive_moment,
    fails_by_what_cannot_be_encoded,
    fails_late_in_a_unique_column,
]


@pytest.mark.parametrize("fail", FAILURES)
@pytest.mark.parametrize("neighbours_read", [False, True])
def test_a_turn_that_fails_is_undone_alone_and_is_told_so(
    database: Database, fail: Callable[[Unit], None], *, neighbours_read: bool
) -> None:
    def good(unit: Unit, number: int) -> None:
        with unit.turn():
            unit.people.add(person(number, name="good"))
            if neighbours_read:
                assert number in names(unit)

    def work(unit: Unit) -> list[str]:
        failed = []
        good(unit, 1)
        try:
            with unit.turn():
                fail(unit)
        except Exception as error:  # noqa: BLE001 - as the intake does
            failed.append(type(error).__name__)
            with unit.turn():
                unit.people.add(person(99, name="set aside"))
        good(unit, 4)
        return failed

    assert len(database.write_now(work)) == 1
    assert people_of(database) == {1: "good", 4: "good", 99: "set aside"}


@pytest.mark.parametrize("fail", FAILURES)
def test_a_turn_that_fails_alone_in_its_batch_is_told_so(
    database: Database, fail: Callable[[Unit], None]
) -> None:
    database.write_now(lambda unit: unit.people.add(person(1, name="old")))

    def work(unit: Unit) -> bool:
        try:
            with unit.turn():
                fail(unit)
        except Exception:  # noqa: BLE001 - as the intake does
            return True
        return False

    assert database.write_now(work)
    assert people_of(database) == {1: "old"}


def test_rows_gathered_before_any_turn_fail_as_themselves(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.people.add(person(1))
        with unit.turn():
            unit.people.add(person(2))

    with pytest.raises(DBAPIError):
        database.write_now(work)
    assert people_of(database) == {}


def test_work_without_turns_fails_as_it_is_and_runs_once(database: Database) -> None:
    runs = []

    def work(unit: Unit) -> None:
        runs.append(1)
        unit.people.add(person(1, created_at=NOW.replace(tzinfo=None)))

    with pytest.raises(TypeError, match="offset-naive"):
        database.write_now(work)
    assert runs == [1]


def test_a_turn_may_follow_a_turn_that_failed(database: Database) -> None:
    def work(unit: Unit) -> None:
        for number in range(6):
            with suppress(LookupError), unit.turn():
                unit.people.add(person(number))
                names(unit)
                if number % 2:
                    raise LookupError

    database.write_now(work)
    assert sorted(people_of(database)) == [0, 2, 4]


def test_reading_alone_costs_no_savepoint_on_sqlite(sqlite: Database) -> None:
    seen: list[str] = []
    event.listen(sqlite.engine, "savepoint", lambda _: seen.append("savepoint"))

    def work(unit: Unit) -> None:
        with unit.turn():
            unit.people.get(1)
            unit.people.add(person(1))

    sqlite.write_now(work)
    assert seen == []


def test_a_statement_in_a_turn_lies_behind_a_savepoint(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.timers.set("digest", "GH01", NOW)
        with suppress(LookupError), unit.turn():
            unit.timers.cancel("digest", "GH01")
            raise LookupError
        assert unit.timers.get("digest", "GH01") is not None

    database.write_now(work)


def test_what_one_turn_reads_includes_what_the_turns_before_gathered(database: Database) -> None:
    def work(unit: Unit) -> None:
        with unit.turn():
            unit.needs.add(need(1))
        with unit.turn():
            assert unit.needs.get(1) == need(1)

    database.write_now(work)


def test_a_unit_can_be_used_on_a_connection_of_ones_own(database: Database) -> None:
    def use(connection: Connection) -> None:
        unit = Unit(connection)
        unit.people.add(person(1))
        assert unit.people.get(1)

    with database.engine.begin() as connection:
        use(connection)
    assert people_of(database) == {1: ""}
