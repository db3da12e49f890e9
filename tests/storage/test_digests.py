"""Weekly digests as they were made, what was decided on them, and the audit."""

from __future__ import annotations

from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW

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
