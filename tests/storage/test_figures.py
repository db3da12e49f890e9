"""The figures count what they say, and each is answered by an index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, insert, text

from model.message import Address, Incoming, Outgoing
from storage import tables
from storage.database import Database
from storage.figures import Figures, figures
from storage.outbox import Owed
from storage.unit import Unit

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
NOTHING = Figures(0, 0, timedelta(), 0, timedelta(), 0, 0, 0)


def look(database: Database) -> Figures:
    return database.write_now(lambda unit: figures(unit, NOW))


def owe(number: int, due: datetime, attempts: int = 0, state: str = "waiting") -> Owed:
    return Owed(number, "web:1", NOW - timedelta(days=1), due, Outgoing("x"), attempts, state=state)


def test_an_empty_database_has_nothing_to_say(database: Database) -> None:
    assert look(database) == NOTHING


LATE = [
    ("due a minute ago", owe(1, NOW - timedelta(minutes=1)), 60.0),
    ("kept for the morning", owe(1, NOW + timedelta(hours=1)), 0.0),
    ("put off once", owe(1, NOW + timedelta(seconds=1), 1), 0.0),
    ("put off three times, by seven seconds", owe(1, NOW, 3), 7.0),
    ("put off for long", owe(1, NOW, 12), 1023.0 + 600 * 2 - 0.0),
    ("sent", owe(1, NOW - timedelta(hours=1), state="sent"), 0.0),
]


@pytest.mark.parametrize(("label", "owed", "seconds"), LATE, ids=[one[0] for one in LATE])
def test_how_late_the_oldest_message_is(database: Database, label: str, owed: Owed, seconds: float) -> None:
    database.write_now(lambda unit: unit.outbox.add(owed))
    found = look(database)
    assert found.outbox_oldest.total_seconds() == pytest.approx(seconds, abs=1.0)
    assert found.outbox_waiting == (0 if label == "sent" else 1)


def fill(unit: Unit) -> None:
    unit.outbox.add(owe(1, NOW, state="held"))
    unit.timers.set("confirm", "1", NOW - timedelta(hours=2))
    unit.timers.set("confirm", "2", NOW - timedelta(seconds=30))
    unit.timers.set("confirm", "3", NOW + timedelta(hours=2))
    unit.inbox.add(Incoming("1", Address("web", "1"), NOW, text="a"), error="x")
    unit.inbox.add(Incoming("2", Address("web", "1"), NOW, text="b"))


def test_everything_is_counted(database: Database) -> None:
    database.write_now(fill)
    need = {"id": 1, "number": "1", "person_id": 1, "category": "", "urgency": "soon", "state": "unmet"}
    referral = {"id": 1, "need_id": 1, "organization_id": 1, "service_id": 1, "state": "offered", "rank": 1}
    with database.engine.begin() as connection:
        connection.execute(insert(tables.need), [{**need, "created_at": NOW}])
        row = {**referral, "score": 1.0, "offered_at": NOW, "deadline": NOW - timedelta(seconds=1)}
        connection.execute(insert(tables.referral), [row, {**row, "id": 2, "deadline": NOW}])
    assert look(database) == Figures(0, 1, timedelta(), 1, timedelta(hours=2), 1, 1, 1)


def test_no_question_reads_a_whole_table(sqlite: Database) -> None:
    asked: list[str] = []

    def listen(_: object, __: object, statement: str, parameters: object, *more: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))  # type: ignore[arg-type]

    event.listen(sqlite.engine, "before_cursor_execute", listen)
    look(sqlite)
    event.remove(sqlite.engine, "before_cursor_execute", listen)
    with sqlite.engine.connect() as connection:
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            steps = [row.detail for row in plan]
            assert all("USING" in step for step in steps if step.startswith(("SCAN", "SEARCH"))), steps
        assert connection.execute(text("SELECT 1")).scalar() == 1
