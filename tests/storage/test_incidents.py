"""An incident is opened once, however many see it, and ends when nobody has seen it for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.incidents import Incident

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def test_only_the_first_to_see_it_opens_it(database: Database) -> None:
    assert database.write_now(lambda unit: unit.incidents.open("disk", "a", NOW))
    assert not database.write_now(lambda unit: unit.incidents.open("disk", "a", LATER))
    assert database.write_now(lambda unit: unit.incidents.open("disk", "b", LATER))
    assert database.write_now(lambda unit: list(unit.incidents.all())) == [
        Incident("disk", "a", NOW, LATER),
        Incident("disk", "b", LATER, LATER),
    ]


def test_it_ends_once_and_only_when_nobody_has_seen_it(database: Database) -> None:
    database.write_now(lambda unit: unit.incidents.open("disk", "a", NOW))
    assert database.write_now(lambda unit: unit.incidents.end(NOW)) == []
    assert [one.subject for one in database.write_now(lambda unit: unit.incidents.end(LATER))] == ["a"]
    assert database.write_now(lambda unit: unit.incidents.end(LATER)) == []
    assert database.write_now(lambda unit: unit.incidents.open("disk", "a", LATER))


def test_a_mark_is_a_row_that_changes(database: Database) -> None:
    for moment in (NOW, LATER):
        database.write_now(lambda unit, moment=moment: unit.incidents.mark(moment))
    assert database.write_now(lambda unit: list(unit.incidents.all())) == []
