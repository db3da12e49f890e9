"""Retention: what has been kept long enough goes in small batches; counts and what happened stay."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import handlers.retention
from bot.clock import Ids
from bot.media import MediaStore
from handlers import retention
from handlers.chat.privacy import _how_long
from handlers.chat.standing import _quote
from handlers.services import Services
from handlers.timers import prune, run_due
from handlers.work import Work
from locales import texts
from model.following import Follower
from model.message import Address, Incoming, Outgoing
from model.need import Attachment, Need, NeedState
from model.retention import Retention
from model.survey import Response, ResponseState
from model.volunteer import Volunteer
from storage.chats import Chat
from storage.database import Database
from storage.keeping.checking import check
from storage.outbox import Owed
from storage.pruning import Pruned
from storage.unit import Unit
from tests.dialogues.talk import Talk
from tests.storage.samples import DAY, HOUR, NOW, entry, need, person, referral

LONG_AGO = NOW - 800 * DAY


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


@pytest.fixture
def services(database: Database, media: MediaStore) -> Services:
    found = Talk(database, media, start=NOW).services
    found.ids = Ids(1)
    found.old_files = media.old
    return found


def batch(
    database: Database, services: Services, step: str, after: str = "", *, look: bool = False
) -> Pruned:
    def work(unit: Unit) -> Pruned:
        return retention.prune(Work(unit, services, NOW), step, after, look=look)

    return database.write_now(work)


def whole(database: Database, services: Services, step: str, *, look: bool = False) -> int:
    """The step to its end; how many went."""
    count, after = 0, ""
    while True:
        done = batch(database, services, step, after, look=look)
        count += done.count
        if done.next is None:
            return count
        after = done.next


def read(database: Database, work: Any) -> Any:
    return database.write_now(work)


# messages -------------------------------------------------------------------------------------------


def received(unit: Unit, update_id: int, at: datetime) -> None:
    unit.inbox.add(Incoming(str(update_id), Address("test", "me"), at, text="x"))


def owed(unit: Unit, number: int, at: datetime, state: str = "sent") -> None:
    unit.outbox.add(Owed(number, "test:me", at, at, Outgoing("x"), state=state))


@pytest.mark.parametrize("step", ["received", "sent"])
def test_messages_go_after_their_time_and_not_before(
    database: Database, services: Services, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(handlers.retention, "BATCH", 3)
    add = received if step == "received" else owed

    def fill(unit: Unit) -> None:
        for number in range(1, 11):
            add(unit, number, NOW - (40 - number * 2) * DAY)

    database.write_now(fill)
    assert whole(database, services, step, look=True) == 4
    assert whole(database, services, step) == 4
    assert whole(database, services, step) == 0
    left = read(
        database,
        lambda unit: (len(unit.inbox.of_chat("test:me", LONG_AGO)), len(unit.outbox.of_chat("test:me"))),
    )
    assert max(left) == 6


def test_a_batch_takes_no_more_than_its_size(
    database: Database, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers.retention, "BATCH", 4)
    database.write_now(lambda unit: [received(unit, number, LONG_AGO) for number in range(10)])
    assert [batch(database, services, "received").count for _ in range(3)] == [4, 4, 2]


def test_what_is_still_to_be_sent_is_never_deleted(database: Database, services: Services) -> None:
    database.write_now(lambda unit: owed(unit, 1, LONG_AGO, "waiting"))
    assert whole(database, services, "sent") == 0
    assert len(read(database, lambda unit: unit.outbox.waiting(9))) == 1


# needs ----------------------------------------------------------------------------------------------


def a_need(unit: Unit, number: int, **fields: Any) -> Need:
    usual = {"created_at": LONG_AGO, "state": NeedState.CLOSED, "closed_at": LONG_AGO, "place": "3 栋"}
    made = need(number, **usual | fields)
    unit.needs.add(made)
    return made


def test_the_words_of_a_need_go_a_year_after_it_ended_and_its_story_stays(
    database: Database, services: Services, media: MediaStore
) -> None:
    photo = media.keep(b"photo", "image/png")

    def fill(unit: Unit) -> None:
        a_need(unit, 1, rating=5, rating_word="谢谢小李")
        unit.needs.tell(entry(1, 1, kind="accepted", data='{"organization_id": 7}'))
        unit.needs.tell(entry(2, 1, kind="note", data='{"text": "张奶奶住 502"}'))
        unit.needs.attach(Attachment(1, 1, LONG_AGO, "web", "photo", photo))
        unit.referrals.add(referral(1, 1, note="电话 13800000000"))
        unit.followers.add(Follower(1, 5, LONG_AGO, text="我家也是", place="4 栋"))
        empty = Response(1, -1, 1, "need", 1, ResponseState.SUBMITTED, LONG_AGO, LONG_AGO, b"{}")
        unit.surveys.save(empty)

    database.write_now(fill)
    assert whole(database, services, "needs", look=True) == 1
    assert media.read(photo)
    assert whole(database, services, "needs") == 1

    def check(unit: Unit) -> None:
        found = unit.needs.get(1)
        assert (found.text, found.place, found.rating_word) == ("", "", "")
        assert (found.state, found.rating, found.category) == (NeedState.CLOSED, 5, "elderly.meals")
        assert [one.data for one in unit.needs.story(1)] == ['{"organization_id": 7}', "{}"]
        assert unit.needs.attachments(1) == []
        assert unit.referrals.of_need(1)[0].note == ""
        assert (unit.followers.get(1, 5).text, unit.followers.get(1, 5).place) == ("", "")
        assert unit.surveys.response(1) is None

    database.write_now(check)
    with pytest.raises(LookupError):
        media.read(photo)
    assert whole(database, services, "needs") == 0


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("still open", {"state": NeedState.IN_PROGRESS, "closed_at": None}),
        ("nobody served it yet", {"state": NeedState.UNMET, "closed_at": None}),
        ("closed lately", {"closed_at": NOW - 10 * DAY}),
        ("resolved lately", {"state": NeedState.RESOLVED, "closed_at": None, "resolved_at": NOW - DAY}),
        ("new", {"created_at": NOW - DAY, "closed_at": NOW}),
    ],
)
def test_the_words_of_other_needs_stay(
    database: Database, services: Services, label: str, fields: dict[str, Any]
) -> None:
    database.write_now(lambda unit: a_need(unit, 1, **fields))
    assert whole(database, services, "needs") == 0, label
    assert read(database, lambda unit: unit.needs.get(1).text)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": NeedState.WITHDRAWN, "closed_at": None},
        {"state": NeedState.RESOLVED, "closed_at": None, "resolved_at": LONG_AGO},
    ],
)
def test_a_need_withdrawn_or_never_confirmed_ends_too(
    database: Database, services: Services, fields: dict[str, Any]
) -> None:
    database.write_now(lambda unit: a_need(unit, 1, **fields))
    assert whole(database, services, "needs") == 1


# people ---------------------------------------------------------------------------------------------


def a_resident(unit: Unit, number: int, seen: datetime, **fields: Any) -> None:
    kept = {"created_at": LONG_AGO, "phone": "13800000000", "name": "陈", "consent_at": LONG_AGO}
    unit.people.add(person(number, **kept | fields))
    unit.chats.save(Chat(f"test:{number}", "zh_CN", b"{}", seen, number))


def test_residents_not_here_for_two_years_become_a_number(
    database: Database, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers.retention, "BATCH", 2)

    def fill(unit: Unit) -> None:
        a_resident(unit, 1, LONG_AGO)
        a_resident(unit, 2, NOW - DAY)  # spoke lately
        a_resident(unit, 3, LONG_AGO)
        a_need(unit, 3, person_id=3, state=NeedState.IN_PROGRESS, closed_at=None)  # has something open
        a_resident(unit, 4, LONG_AGO)
        a_need(unit, 4, person_id=4, closed_at=NOW - 30 * DAY)  # was helped lately
        a_resident(unit, 5, LONG_AGO)
        unit.chats.save(Chat("web:5", "zh_CN", b"{}", NOW - DAY, 5))  # speaks in another chat
        a_resident(unit, 6, NOW, created_at=NOW)

    database.write_now(fill)
    assert whole(database, services, "people", look=True) == 1
    assert whole(database, services, "people") == 1
    assert whole(database, services, "people") == 0

    def check(unit: Unit) -> None:
        gone = unit.people.get(1)
        assert (gone.name, gone.phone, gone.consent_at, gone.forgotten_at) == ("", "", None, NOW)
        assert unit.chats.get("test:1") is None
        assert all(unit.people.get(number).phone for number in range(2, 7))
        assert [row["action"] for row in unit.audits.of("person:1")] == ["expired"]

    database.write_now(check)


def test_chats_of_strangers_go_after_a_month_and_those_of_staff_stay(
    database: Database, services: Services
) -> None:
    def fill(unit: Unit) -> None:
        unit.chats.save(Chat("test:old", "zh_CN", b"{}", NOW - 40 * DAY))
        unit.chats.save(Chat("test:new", "zh_CN", b"{}", NOW - DAY))
        unit.chats.save(Chat("test:staff", "zh_CN", b"{}", LONG_AGO, staff_id=1))

    database.write_now(fill)
    assert whole(database, services, "strangers", look=True) == 1
    assert whole(database, services, "strangers") == 1
    assert set(read(database, lambda unit: unit.chats.load(["test:old", "test:new", "test:staff"]))) == {
        "test:new",
        "test:staff",
    }


def test_records_of_looks_go_after_three_years(database: Database, services: Services) -> None:
    def fill(unit: Unit) -> None:
        unit.audits.add(1, NOW - 1100 * DAY, "staff:1", "looked", "need:1")
        unit.audits.add(2, LONG_AGO, "staff:1", "looked", "need:1")

    database.write_now(fill)
    assert whole(database, services, "records") == 1
    assert [row["id"] for row in read(database, lambda unit: unit.audits.of("need:1"))] == [2]


# files ----------------------------------------------------------------------------------------------


def _age(media: MediaStore, key: str, days: int) -> None:
    then = (NOW - timedelta(days=days)).timestamp()
    os.utime(media._path(key), (then, then))


def test_files_go_when_nothing_refers_to_them_any_more(
    database: Database, services: Services, media: MediaStore
) -> None:
    used, unused, young = (media.keep(word, "image/png") for word in (b"used", b"unused", b"young"))
    for key, days in ((used, 90), (unused, 90), (young, 3)):
        _age(media, key, days)
    database.write_now(lambda unit: unit.needs.attach(Attachment(1, 1, NOW, "web", "photo", used)))
    assert whole(database, services, "files", look=True) == 1
    assert whole(database, services, "files") == 1
    assert media.read(used)
    assert media.read(young)
    with pytest.raises(LookupError):
        media.read(unused)


def test_a_file_kept_anew_begins_its_time_again(media: MediaStore) -> None:
    key = media.keep(b"map", "image/png")
    _age(media, key, 90)
    media.keep(b"map", "image/png")
    assert media.old(datetime.now(NOW.tzinfo) - DAY, "")[0] == []


def test_files_left_unfinished_are_swept(media: MediaStore) -> None:
    path = media._path(media.keep(b"map", "image/png"))
    left = path.with_name("x.part")
    left.touch()
    os.utime(left, (0, 0))
    assert media.old(NOW - 1000 * DAY, "")[0] == []
    assert not left.exists()


# the night ------------------------------------------------------------------------------------------


def timers(database: Database) -> list[tuple[str, datetime]]:
    due = NOW + 400 * DAY
    found = read(database, lambda unit: unit.timers.due(due))
    return [(one.key, one.due) for one in found if one.kind == prune.KIND]


def test_a_night_goes_through_all_steps_and_sets_the_next_one(
    database: Database, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers.retention, "BATCH", 2)
    database.write_now(lambda unit: [owed(unit, number, LONG_AGO) for number in range(1, 6)])
    database.write_now(lambda unit: prune.schedule(unit, services, NOW))
    database.write_now(lambda unit: prune.schedule(unit, services, NOW + HOUR))
    [(key, due)] = timers(database)
    assert (key, due.astimezone(services.zone).hour) == ("received:", 3)
    seen = []
    while due <= NOW + DAY:
        seen.append(key)
        database.write_now(lambda unit, now=due: run_due(unit, services, now))
        [(key, due)] = timers(database)
    assert seen[:4] == ["received:", "sent:", "sent:2", "sent:4"]
    assert [one.partition(":")[0] for one in dict.fromkeys(seen)][-1] == "files"
    assert (key, due - NOW > DAY) == ("received:", True)
    assert read(database, lambda unit: unit.outbox.of_chat("test:me")) == []


def test_nothing_goes_where_zero_days_are_set(database: Database, services: Services) -> None:
    services.retention = Retention(0, 0, 0, 0)
    database.write_now(lambda unit: received(unit, 1, LONG_AGO))
    assert [whole(database, services, step) for step in retention.STEPS] == [0] * len(retention.STEPS)


# what the resident sees -----------------------------------------------------------------------------


def test_a_resident_is_told_that_the_words_are_gone_and_sees_the_rest() -> None:
    assert _quote(texts("en"), "") == (
        "Your words were deleted when their time was over; what happened is still here."
    )
    assert _quote(texts("en"), "the lamp") == "“the lamp”"


def test_after_everything_has_gone_the_database_is_still_whole(
    database: Database, services: Services, media: MediaStore
) -> None:
    photo = media.keep(b"photo", "image/png")

    def fill(unit: Unit) -> None:
        for number in (1, 2):
            a_resident(unit, number, LONG_AGO)
            a_need(unit, number, person_id=number)
            unit.needs.tell(entry(number, number, actor="resident"))
            unit.needs.attach(Attachment(number, number, LONG_AGO, "web", "photo", photo))
            unit.volunteers.save(Volunteer(number, (), (), (), LONG_AGO))
        unit.followers.add(Follower(1, 2, LONG_AGO, text="我家也是"))
        received(unit, 1, LONG_AGO)
        owed(unit, 1, LONG_AGO)

    database.write_now(fill)
    before = set(found(database))
    for step in retention.STEPS:
        whole(database, services, step)
    assert set(found(database)) <= before
    assert read(database, lambda unit: unit.people.get(1).name) == ""


def found(database: Database) -> list[str]:
    """What ``linli db check`` has to say."""
    with database.engine.connect() as connection:
        return [one.what for one in check(connection, NOW, lambda done, of: None)]


def test_residents_are_told_how_long_what_they_say_is_kept(services: Services) -> None:
    turn: Any = SimpleNamespace(services=services, words=texts("en"))
    assert "30 days" in _how_long(turn)
    assert "365 days" in _how_long(turn)
    services.retention = Retention(messages=30, needs=0)
    assert _how_long(turn) == ""
