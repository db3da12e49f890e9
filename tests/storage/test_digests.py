"""Weekly digests as they were made, what was decided on them, and the audit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import DAY, HOUR, NOW

WEEK = "2026-W47"


def test_a_digests_facts_come_back_as_they_were_made(database: Database) -> None:
    facts = {"new": 3, "by_category": {"elderly": 2}, "median": 1.5, "words": ["水", None, True]}
    database.write_now(lambda unit: unit.digests.save("GH01", WEEK, NOW, facts))
    row = database.write_now(lambda unit: unit.digests.get("GH01", WEEK))
    assert (row["facts"], row["made_at"], row["sent_at"]) == (facts, NOW, None)
    assert database.write_now(lambda unit: unit.digests.get("GH02", WEEK)) is None


def test_a_digest_sent_in_the_transaction_that_made_it_is_sent(database: Database) -> None:
    def work(unit: Unit) -> None:
        with unit.turn():
            unit.digests.save("GH01", WEEK, NOW, {})
            unit.digests.mark_sent("GH01", WEEK, NOW)

    database.write_now(work)
    assert database.write_now(lambda unit: unit.digests.get("GH01", WEEK))["sent_at"] == NOW


def test_a_digest_made_again_takes_the_place_of_the_old_one(database: Database) -> None:
    for facts in ({"new": 1}, {"new": 2}):
        database.write_now(lambda unit, facts=facts: unit.digests.save("GH01", WEEK, NOW, facts))
    assert database.write_now(lambda unit: unit.digests.get("GH01", WEEK))["facts"] == {"new": 2}


def test_decisions_stay_in_order_and_get_their_outcome(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.digests.decide(2, "GH01", WEEK, "second", NOW, None)
        unit.digests.decide(1, "GH01", WEEK, "first", NOW, 5)
        unit.digests.decide(3, "GH02", WEEK, "elsewhere", NOW, 5)
        unit.digests.set_outcome(2, "done")

    database.write_now(work)
    rows = database.write_now(lambda unit: unit.digests.decisions("GH01", WEEK))
    assert [(row["text"], row["outcome"]) for row in rows] == [("first", ""), ("second", "done")]


def test_the_audit_says_who_did_what_to_whom(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.audits.add(1, NOW, "staff:5", "looked", "person:1", fields=["phone"])
        unit.audits.add(2, NOW + HOUR, "resident", "exported", "person:1")
        unit.audits.add(3, NOW, "staff:5", "looked", "person:2")

    database.write_now(work)
    rows = database.write_now(lambda unit: unit.audits.of("person:1"))
    assert [(row["actor"], row["action"], row["detail"]) for row in rows] == [
        ("staff:5", "looked", '{"fields":["phone"]}'),
        ("resident", "exported", "{}"),
    ]


# what a digest is made of is found by indexes, however large the city and long the past ---------------


def plan(database: Database, work: Callable[[Unit], object]) -> list[str]:
    """How SQLite goes about what some work asks."""
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        del connection, cursor, rest
        asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    database.write_now(work)
    event.remove(database.engine, "before_cursor_execute", note)
    steps: list[str] = []
    with database.engine.connect() as connection:
        for statement, parameters in asked:
            if statement.startswith("SELECT"):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
                steps += [str(row[3]) for row in rows]
    return steps


@pytest.mark.parametrize(
    ("label", "work", "indexes"),
    [
        (
            "needs",
            lambda unit: unit.needs.for_digest("GH01", NOW, NOW + 7 * DAY),
            [
                "need USING INDEX ix_need_community_created (community=? AND created_at>? AND created_at<?)",
                "need USING INDEX ix_need_community_state (community=? AND state=?)",
                "need USING INDEX ix_need_community_resolved (community=? AND resolved_at>?)",
                "need USING INDEX ix_need_community_closed (community=? AND closed_at>?)",
                "need USING INDEX ix_need_community_given_up (community=? AND accepted_at>?)",
            ],
        ),
        (
            "lines of stories",
            lambda unit: unit.needs.turning_points([1, 2], NOW),
            ["entry USING INDEX ix_entry_turning (need_id=?)"],
        ),
        (
            "offers",
            lambda unit: unit.referrals.made_for([1, 2]),
            ["referral USING INDEX ix_referral_need_id (need_id=?)"],
        ),
        (
            "what organizations have in hand",
            lambda unit: unit.referrals.in_hand([1, 2], [3], NOW, NOW + 7 * DAY, NOW),
            [
                "referral USING INDEX ix_referral_organization_state (organization_id=? AND state=?)",
                "referral USING INDEX ix_referral_organization_offered (organization_id=? AND offered_at>?)",
            ],
        ),
        (
            "volunteers",
            lambda unit: unit.volunteers.covering(["GH01", "GH"]),
            [
                "volunteer USING INDEX sqlite_autoindex_volunteer_1 (person_id=?)",
                "volunteer_area USING COVERING INDEX sqlite_autoindex_volunteer_area_1 (place=?)",
            ],
        ),
        (
            "shifts",
            lambda unit: unit.volunteers.shifts(NOW, NOW + 7 * DAY, "GH01"),
            [
                "activity USING INDEX ix_activity_community (community=?)",
                "shift USING INDEX ix_shift_activity_id_starts (activity_id=? AND starts>? AND starts<?)",
            ],
        ),
    ],
)
def test_what_a_digest_reads_has_its_index(
    sqlite: Database, label: str, work: Callable[[Unit], object], indexes: list[str]
) -> None:
    del label
    steps = plan(sqlite, work)
    looked_up = [step.removeprefix("SEARCH ") for step in steps if step.startswith("SEARCH ")]
    assert sorted(looked_up) == sorted(indexes)
    scanned = [step for step in steps if step.startswith("SCAN ") and "VIRTUAL TABLE" not in step]
    assert scanned == []
