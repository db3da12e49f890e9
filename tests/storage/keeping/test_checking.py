"""The check finds what is damaged or contradicts itself, and nothing in a sound database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert

from bot import demo
from bot.clock import Ids
from storage import tables
from storage.database import Database
from storage.engines import open_engine
from storage.keeping.checking import check
from storage.keeping.finding import Finding, Weight
from storage.keeping.relations import relations

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def findings(engine: Engine) -> list[Finding]:
    with engine.connect() as connection:
        return check(connection, NOW, lambda done, total: None)


@pytest.fixture(scope="module")
def demo_street(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo street: every kind of row, eight weeks of them."""
    path = tmp_path_factory.mktemp("street") / "linli.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    database.write_now(lambda unit: demo.load(unit, Ids(), NOW, lambda done, total: None))
    database.engine.dispose()
    return path


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An empty database on both kinds."""
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def test_nothing_is_found_in_the_demo_street(demo_street: Path) -> None:
    opened = open_engine(f"sqlite:///{demo_street}")
    by_hand = "services with more needs in hand than places"
    assert [one for one in findings(opened) if one.what != by_hand] == []
    opened.dispose()


def test_nothing_is_found_in_an_empty_database(engine: Engine) -> None:
    assert findings(engine) == []


def need(**changes: object) -> Callable[[Connection], None]:
    row = {
        "id": 1,
        "number": "10001",
        "person_id": 0,
        "category": "elderly.meals",
        "urgency": "soon",
        "state": "submitted",
        "created_at": NOW,
        **changes,
    }
    return lambda connection: connection.execute(insert(tables.need), [row]) and None


def entry(kind: str, minute: int = 0) -> Callable[[Connection], None]:
    at = NOW + timedelta(minutes=minute)
    row = {"id": 10 + minute, "need_id": 1, "at": at, "kind": kind, "actor": "system"}
    return lambda connection: connection.execute(insert(tables.entry), [row]) and None


def referral(number: int, state: str, *, watched: bool = True) -> Callable[[Connection], None]:
    row = {
        "id": number,
        "need_id": 1,
        "organization_id": 0,
        "service_id": 0,
        "state": state,
        "rank": 1,
        "score": 1.0,
        "offered_at": NOW,
        "deadline": NOW,
    }

    def do(connection: Connection) -> None:
        connection.execute(insert(tables.referral), [row])
        if watched:
            connection.execute(
                insert(tables.timer),
                [{"kind": "referral", "key": str(number), "due": NOW + timedelta(days=1)}],
            )

    return do


def sql(statement: str) -> Callable[[Connection], None]:
    return lambda connection: connection.exec_driver_sql(statement) and None


COUNTED = sql("INSERT INTO counter (name, value) VALUES ('need', 10001)")
CASES = [
    ("needs whose state is not what", [need(state="closed"), entry("submitted"), COUNTED]),
    ("needs whose state is not what", [need(), COUNTED]),
    ("needs with two open referrals", [need(), referral(1, "accepted"), referral(2, "offered"), COUNTED]),
    ("routed but offered to nobody", [need(state="routed"), entry("offered"), COUNTED]),
    ("offered but not routed", [need(), entry("submitted"), referral(1, "offered"), COUNTED]),
    ("no timer watches", [need(state="routed"), entry("offered"), referral(1, "offered", watched=False)]),
    ("the counter has yet to give", [need(number="10002"), entry("submitted"), COUNTED]),
    ("the counter has yet to give", [need(number="100000"), entry("submitted"), COUNTED]),
    (
        "more volunteers than places",
        [
            sql("INSERT INTO shift (id, activity_id, starts, ends, capacity) VALUES (1, 0, 0, 0, 0)"),
            sql("INSERT INTO sign_up (id, shift_id, person_id, state, at) VALUES (1, 1, 0, 'taken', 0)"),
        ],
    ),
    (
        "given away more often",
        [sql("INSERT INTO allocation (id, resource_id, need_id, quantity, at) VALUES (1, 1, 0, 9, 0)")],
    ),
    (
        "updates in an unknown state",
        [sql("INSERT INTO inbox VALUES ('web', '1', 'web:1', 0, 'odd', NULL, '')")],
    ),
    ("poisoned", [sql("INSERT INTO inbox VALUES ('web', '1', 'web:1', 0, 'poisoned', NULL, 'x')")]),
    ("late by more than an hour", [sql("INSERT INTO timer (kind, key, due) VALUES ('confirm', '1', 0)")]),
    (
        "rows whose need_id is no row of need",
        [
            sql("INSERT INTO entry VALUES (1, 5, 0, '', '', '', '')"),
        ],
    ),
]


def volunteer(areas: tuple[str, ...], *places: str) -> list[Callable[[Connection], None]]:
    """Somebody who named areas, and the places they are found by."""
    rows = [
        insert(tables.volunteer).values(person_id=0, skills=(), times=(), areas=areas, since=NOW),
        *(insert(tables.volunteer_area).values(place=place, person_id=0) for place in places),
    ]
    return [lambda connection, row=row: connection.execute(row) and None for row in rows]


CASES += [
    ("found by other places", volunteer(("a", "b"), "a")),
    ("found by other places", volunteer(("a", "b"), "a", "c")),
    ("found by other places", volunteer(("a",), "a", "")),
    ("found by other places", volunteer((), "a")),
    ("found by other places", volunteer(("a",))),
    ("volunteers who are none", [volunteer((), "a")[1]]),
]


@pytest.mark.parametrize("areas", [(), ("",), ("a",), ("a", "ab")])
def test_volunteers_who_are_found_by_what_they_named_are_well(engine: Engine, areas: tuple[str, ...]) -> None:
    with engine.begin() as connection:
        for one in volunteer(areas, *(areas or ("",))):
            one(connection)
    assert findings(engine) == []


@pytest.mark.parametrize(("what", "done"), CASES, ids=[f"{n} {case[0]}" for n, case in enumerate(CASES)])
def test_a_contradiction_is_found(
    engine: Engine, what: str, done: list[Callable[[Connection], None]]
) -> None:
    with engine.begin() as connection:
        if "given away" in what:
            row = {"id": 1, "kind": "goods", "zh": "", "en": "", "donor": "", "tags": (), "area": ()}
            connection.execute(insert(tables.resource), [{**row, "quantity": 2}])
        for one in done:
            one(connection)
    found = findings(engine)
    assert any(what in one.what for one in found), found
    assert all(one.count == 1 for one in found if what in one.what)


OUTBOX = {"chat": "web:1", "at": NOW, "not_before": NOW, "attempts": 0, "payload": {}, "ref": "", "error": ""}


@pytest.mark.parametrize(
    ("what", "weight", "row"),
    [
        ("messages in an unknown state", Weight.ERROR, {"state": "odd"}),
        ("sent at no time", Weight.ERROR, {"state": "sent"}),
        ("held since a restore", Weight.NOTE, {"state": "held"}),
        ("more than four days", Weight.NOTE, {"state": "waiting", "not_before": NOW - timedelta(days=5)}),
    ],
)
def test_an_odd_message_is_found(engine: Engine, what: str, weight: Weight, row: dict[str, object]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(tables.outbox), [{"id": 1, **OUTBOX, **row}])
    (found,) = findings(engine)
    assert what in found.what
    assert (found.weight, found.count, found.examples) == (weight, 1, ("1",))


def test_a_damaged_file_is_found(demo_street: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(demo_street.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'ix_need_state'")
    connection.close()
    opened = open_engine(f"sqlite:///{path}")
    assert any("the file is damaged" in one.what for one in findings(opened))
    opened.dispose()


def test_every_column_that_is_named_after_a_table_is_followed() -> None:
    followed = {f"{column.table.name}.{column.name}" for column, _ in relations()}
    assert {"need.person_id", "need.holder_id", "entry.need_id", "topic_support.topic_id"} <= followed
    assert "service.external_id" not in followed


def test_a_row_that_leads_nowhere_is_named_with_what_it_speaks_of(engine: Engine) -> None:
    """Its table, its own key, and the key of the row that is not there; all are counted, some are named."""
    with engine.begin() as connection:
        for number in range(5):
            row = {"id": number, "need_id": 77, "at": NOW, "kind": "", "actor": "", "data": "{}"}
            connection.execute(insert(tables.entry), [row])
    with engine.connect() as connection:
        (one,) = check(connection, NOW, lambda done, of: None, examples=2)
    assert (one.table, one.count, one.examples) == ("entry", 5, ("0 → 77", "1 → 77"))


def test_a_row_of_a_key_of_two_columns_is_named_by_both(engine: Engine) -> None:
    """A follower is named by need and person."""
    with engine.begin() as connection:
        row = {"need_id": 3, "person_id": 4, "at": NOW, "text": "", "place": "", "reopens": 0}
        names = {column.name for column in tables.follower.columns}
        connection.execute(insert(tables.follower), [{k: v for k, v in row.items() if k in names}])
    found = {one.what: one.examples for one in findings(engine)}
    assert found["rows whose need_id is no row of need"] == ("3 4 → 3",)


def test_a_service_with_more_in_hand_than_places_is_worth_knowing(engine: Engine) -> None:
    """Somebody may have chosen it by hand, so it is no error."""
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO counter (name, value) VALUES ('need', 10001)")
        for done in (need(state="accepted"), entry("accepted"), referral(1, "accepted")):
            done(connection)
        columns = {column.name: "" for column in tables.service.columns if not column.nullable}
        row = {**columns, "id": 0, "organization_id": 0, "capacity": 0}
        row |= {c.name: () for c in tables.service.columns if type(c.type).__name__ == "Tags"}
        row |= {c.name: False for c in tables.service.columns if c.type.python_type is bool}
        connection.execute(insert(tables.service), [row])
    (one,) = [one for one in findings(engine) if one.table == "service"]
    assert (one.weight, one.count, one.examples) == (Weight.NOTE, 1, ("0",))
