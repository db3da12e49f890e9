"""Needs: numbers, the desk's filter, the story, and what is left when the resident is forgotten."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from sqlalchemy import event

from model.need import Attachment, Beneficiary, BeneficiaryKind, NeedState, Urgency
from storage.database import Database
from storage.seeking import Filter
from storage.unit import Unit
from tests.storage.samples import DAY, HOUR, NOW, entry, need, person, referral


def test_numbers_begin_at_1001_and_go_up_by_one(database: Database) -> None:
    assert database.write_now(lambda unit: [unit.needs.next_number() for _ in range(3)]) == [
        "1001",
        "1002",
        "1003",
    ]
    assert database.write_now(lambda unit: unit.needs.next_number()) == "1004"


async def test_two_processes_at_once_never_give_the_same_number(
    database: Database, database_url: str
) -> None:
    other = Database(database_url)

    def take(unit: Unit) -> list[str]:
        first = unit.needs.next_number()
        time.sleep(0.005)
        return [first, unit.needs.next_number()]

    taken = await asyncio.gather(*((database, other)[turn % 2].write(take) for turn in range(16)))
    numbers = [number for pair in taken for number in pair]
    assert sorted(numbers) == [str(number) for number in range(1001, 1033)]
    await other.close()


def test_a_number_taken_in_a_failed_transaction_is_given_again_unless_others_may_wait(
    database: Database,
) -> None:
    def work(unit: Unit) -> None:
        unit.needs.next_number()
        raise LookupError

    with pytest.raises(LookupError):
        database.write_now(work)
    following = database.write_now(lambda unit: unit.needs.next_number())
    assert following == ("1001" if database.is_sqlite else "1002")


def test_a_need_is_found_by_id_and_by_number(database: Database) -> None:
    database.write_now(lambda unit: [unit.needs.add(need(number)) for number in (1, 2, 3)])
    assert database.write_now(lambda unit: unit.needs.get(2)) == need(2)
    assert database.write_now(lambda unit: unit.needs.by_number("1003")) == need(3)
    assert database.write_now(lambda unit: unit.needs.load([3, 9, 1])) == [need(1), need(3)]
    assert database.write_now(lambda unit: unit.needs.get(9)) is None
    assert database.write_now(lambda unit: unit.needs.by_number("9")) is None


def test_a_residents_needs_come_newest_first(database: Database) -> None:
    def work(unit: Unit) -> None:
        for number in (1, 3, 2):
            unit.needs.add(need(number))
        unit.needs.add(need(4, person_id=2))

    database.write_now(work)
    assert [one.id for one in database.write_now(lambda unit: unit.needs.of_person(1))] == [3, 2, 1]
    assert [one.id for one in database.write_now(lambda unit: unit.needs.of_person(1, limit=1))] == [3]


# the filter -----------------------------------------------------------------------------------------


@pytest.fixture
def queue(database: Database) -> Database:
    def work(unit: Unit) -> None:
        unit.needs.add(need(1, category="elderly.meals", text="送 Meals 100%"))
        unit.needs.add(need(2, category="elderly", community="GH02", created_at=NOW + HOUR))
        unit.needs.add(need(3, category="elderlyx.no", urgency=Urgency.URGENT, text="WiFi_坏了"))
        unit.needs.add(need(4, category="safety.fire", state=NeedState.UNMET, created_at=NOW + DAY))
        unit.needs.add(need(5, category="", community=None, holder_id=101, state=NeedState.ACCEPTED))

    database.write_now(work)
    return database


FILTERS: list[tuple[str, dict[str, Any], list[int]]] = [
    ("nothing narrows nothing", {}, [4, 2, 5, 3, 1]),
    ("one community", {"communities": ("GH02",)}, [2]),
    ("two communities", {"communities": ("GH01", "GH02")}, [4, 2, 3, 1]),
    ("states", {"states": (NeedState.UNMET, NeedState.ACCEPTED)}, [4, 5]),
    ("a field takes its leaves along", {"category": "elderly"}, [2, 1]),
    ("a leaf is itself only", {"category": "elderly.meals"}, [1]),
    ("urgency", {"urgency": "urgent"}, [3]),
    ("who holds it", {"holder_id": 101}, [5]),
    ("words", {"text": "坏了"}, [3]),
    ("words in capitals or not", {"text": "wifi"}, [3]),
    ("a percent sign is itself", {"text": "100%"}, [1]),
    ("a percent sign matches nothing else", {"text": "%"}, [1]),
    ("an underscore is itself", {"text": "_"}, [3]),
    ("a number", {"text": "1004"}, [4]),
    ("since, that moment included", {"since": NOW + HOUR}, [4, 2]),
    ("until, that moment excluded", {"until": NOW + HOUR}, [5, 3, 1]),
    (
        "all together",
        {"communities": ("GH01",), "category": "elderly", "until": NOW + HOUR, "text": "送"},
        [1],
    ),
    ("contradiction", {"communities": ("GH01",), "holder_id": 101}, []),
]


@pytest.mark.parametrize(("label", "fields", "expected"), FILTERS, ids=[label for label, *_ in FILTERS])
def test_the_filter_narrows_by_each_field(
    queue: Database, label: str, fields: dict[str, Any], expected: list[int]
) -> None:
    wanted = Filter(**fields)
    assert [one.id for one in queue.write_now(lambda unit: unit.needs.find(wanted))] == expected


def test_the_newest_are_found_when_there_are_more_than_the_limit(queue: Database) -> None:
    assert [one.id for one in queue.write_now(lambda unit: unit.needs.find(Filter(), limit=2))] == [4, 2]


def test_a_digest_gets_the_weeks_needs_and_older_ones_open_or_moved(database: Database) -> None:
    since, until = NOW, NOW + 7 * DAY
    old = {"created_at": NOW - DAY, "state": NeedState.CLOSED}

    def work(unit: Unit) -> list[int]:
        unit.needs.add(need(1, created_at=since, state=NeedState.CLOSED))
        unit.needs.add(need(2, created_at=until))
        unit.needs.add(need(3, **old))
        unit.needs.add(need(4, **old | {"state": NeedState.UNMET}))
        unit.needs.add(need(5, **old, resolved_at=since))
        unit.needs.add(need(6, **old, closed_at=since + HOUR))
        unit.needs.add(need(7, **old | {"state": NeedState.WITHDRAWN}, accepted_at=since + HOUR))
        unit.needs.add(need(8, **old, closed_at=since - HOUR))
        unit.needs.add(need(9, created_at=since, community="GH02"))
        unit.needs.add(need(10, **old | {"state": NeedState.RESOLVED}, resolved_at=since - HOUR))
        return [one.id for one in unit.needs.for_digest("GH01", since, until)]

    assert database.write_now(work) == [1, 4, 5, 6, 7]


# stories --------------------------------------------------------------------------------------------


def test_a_story_is_told_oldest_first(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.needs.tell(entry(3, at=NOW + HOUR))
        unit.needs.tell(entry(2))
        unit.needs.tell(entry(1))
        unit.needs.tell(entry(4, need_id=2))

    database.write_now(work)
    assert [one.id for one in database.write_now(lambda unit: unit.needs.story(1))] == [1, 2, 3]
    stories = database.write_now(lambda unit: unit.needs.stories([1, 2, 9]))
    assert {key: [one.id for one in story] for key, story in stories.items()} == {1: [1, 2, 3], 2: [4], 9: []}
    assert database.write_now(lambda unit: unit.needs.stories([])) == {}


def test_turning_points_are_of_the_needs_and_since(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        unit.needs.add(need(1))
        unit.needs.add(need(2, community="GH02"))
        unit.needs.tell(entry(1, kind="unmet"))
        unit.needs.tell(entry(2, kind="note"))
        unit.needs.tell(entry(3, kind="reopened", at=NOW - HOUR))
        unit.needs.tell(entry(4, need_id=2, kind="withdrawn"))
        unit.needs.tell(entry(5, kind="withdrawn", at=NOW + HOUR))
        return [one.id for one in unit.needs.turning_points([1], NOW)]

    assert database.write_now(work) == [1, 5]


def test_attachments_come_oldest_first(database: Database) -> None:
    photo = Attachment(2, 1, NOW, "web", "photo", "r", "image/png")

    def work(unit: Unit) -> list[int]:
        unit.needs.attach(photo)
        unit.needs.attach(Attachment(1, 1, NOW, "web", "voice", "r"))
        unit.needs.attach(Attachment(3, 2, NOW, "web", "voice", "r"))
        return [one.id for one in unit.needs.attachments(1)]

    assert database.write_now(work) == [1, 2]
    assert database.write_now(lambda unit: unit.needs.attachment(2)) == photo
    assert database.write_now(lambda unit: unit.needs.attachment(9)) is None


# forgetting -----------------------------------------------------------------------------------------

_SECRET = "秘密"


def test_a_forgotten_residents_needs_keep_what_is_counted_and_no_word(database: Database) -> None:
    mine = need(
        1,
        text=_SECRET,
        place=_SECRET,
        time_wish=_SECRET,
        rating_word=_SECRET,
        answers=_SECRET,
        outcome_note=_SECRET,
        rating=4,
        beneficiary=Beneficiary(BeneficiaryKind.PARENT, "elder"),
    )
    kinds = ("note", "asked", "replied", "reopened", "rated", "resolved", "declined", "something new")

    def work(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.needs.add(mine)
        unit.needs.add(need(2, person_id=2, text="other"))
        for number, kind in enumerate(kinds):
            unit.needs.tell(entry(number, kind=kind, data=f'{{"text": "{_SECRET}"}}'))
        unit.needs.tell(entry(50, kind="accepted", data='{"organization_id": 101}'))
        unit.needs.tell(entry(51, need_id=2, kind="note", data='{"text": "other"}'))
        unit.needs.attach(Attachment(1, 1, NOW, "web", "photo", "r"))
        unit.needs.attach(Attachment(2, 2, NOW, "web", "photo", "r"))
        unit.referrals.add(referral(1, note=_SECRET))
        unit.referrals.add(referral(2, need_id=2, note="other"))

    database.write_now(work)
    database.write_now(lambda unit: unit.needs.forget_person(1))

    left = database.write_now(lambda unit: unit.needs.get(1))
    story = database.write_now(lambda unit: unit.needs.story(1))
    offer = database.write_now(lambda unit: unit.referrals.get(1))
    assert _SECRET not in f"{left}{story}{offer}"
    assert (left.category, left.rating, left.beneficiary, left.number) == (
        mine.category,
        4,
        mine.beneficiary,
        mine.number,
    )
    assert [one.kind for one in story] == [*kinds, "accepted"]
    assert story[-1].data == '{"organization_id": 101}'
    assert database.write_now(lambda unit: unit.needs.attachments(1)) == []
    assert database.write_now(lambda unit: unit.needs.get(2)).text == "other"
    assert database.write_now(lambda unit: unit.needs.story(2))[0].data == '{"text": "other"}'
    assert len(database.write_now(lambda unit: unit.needs.attachments(2))) == 1
    assert database.write_now(lambda unit: unit.referrals.get(2)).note == "other"


async def test_what_waits_is_found_without_walking_through_a_community_s_past(sqlite: Database) -> None:
    plans: list[str] = []

    def explain(statement: str, parameters: object) -> None:
        with sqlite.engine.connect() as connection:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            plans.extend(str(row[3]) for row in rows)

    wanted = Filter(communities=("GH01",), states=(NeedState.ROUTED, NeedState.UNMET), category="elderly")
    asked: list[tuple[str, object]] = []

    @event.listens_for(sqlite.engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        asked.append((statement, parameters))

    sqlite.write_now(lambda unit: unit.needs.find(wanted))
    event.remove(sqlite.engine, "before_cursor_execute", note)
    explain(*next(one for one in asked if one[0].startswith("SELECT need")))
    assert any("ix_need_community_state" in plan for plan in plans), plans
