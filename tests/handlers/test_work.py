"""Telling people: in their language, in the chat they last used, outside their quiet hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers.work import Work, quiet_until
from model.person import Person
from storage.chats import Chat
from storage.database import Database
from storage.unit import Unit
from tests.dialogues import street
from tests.dialogues.talk import Talk

NIGHT = street.NOW.replace(hour=23)
PERSON = Person(9001, "zh_CN", street.NOW, community="GH01", consent_at=street.NOW)


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    return Talk(sqlite, MediaStore(tmp_path))


def _tell(talk: Talk, person: Person, now: datetime, chats: list[Chat], *, quiet: bool = True) -> Work:
    def work(unit: Unit) -> Work:
        unit.people.add(person)
        for chat in chats:
            unit.chats.save(chat)
        told = Work(unit, talk.services, now)
        told.tell(person.id, "small.thanks", quiet=quiet)
        return told

    return talk.database.write_now(work)


def test_news_goes_to_the_chat_last_used_in_its_language(talk: Talk) -> None:
    chats = [
        Chat("test:old", "zh_CN", b"", street.NOW - timedelta(days=3), PERSON.id),
        Chat("test:new", "en", b"", street.NOW, PERSON.id),
    ]
    owed = _tell(talk, PERSON, street.NOW, chats).owed
    assert [(one.chat, one.message.text) for one in owed] == [
        ("test:new", "You are welcome. That is what neighbours are for.")
    ]


@pytest.mark.parametrize(("quiet", "due"), [(True, time(8, 0)), (False, time(23, 0))])
def test_news_in_the_night_waits_for_the_morning_unless_it_is_urgent(
    talk: Talk,
    quiet: bool,  # noqa: FBT001 - a case of the table
    due: time,
) -> None:
    owed = _tell(talk, PERSON, NIGHT, [Chat("test:me", "zh_CN", b"", NIGHT, PERSON.id)], quiet=quiet).owed
    assert owed[0].not_before.astimezone(street.ZONE).time() == due


def test_who_stopped_all_messages_or_blocked_us_is_left_alone(talk: Talk) -> None:
    stopped = replace(PERSON, id=9002, stopped=True)
    assert not _tell(talk, stopped, street.NOW, [Chat("test:s", "zh_CN", b"", street.NOW, 9002)]).owed
    blocked = replace(PERSON, id=9003)
    chat = Chat("test:b", "zh_CN", b"", street.NOW, 9003, unreachable=True)
    assert not _tell(talk, blocked, street.NOW, [chat]).owed


@pytest.mark.parametrize(
    ("start", "end", "at", "wakes"),
    [
        (time(22), time(8), time(23), time(8)),
        (time(22), time(8), time(7, 59), time(8)),
        (time(22), time(8), time(8), None),
        (time(13), time(15), time(14), time(15)),
        (time(13), time(15), time(15), None),
        (time(0), time(0), time(3), None),
    ],
)
def test_quiet_hours_end_when_the_resident_said(
    talk: Talk, start: time, end: time, at: time, wakes: time | None
) -> None:
    now = street.NOW.replace(hour=at.hour, minute=at.minute)
    person = replace(PERSON, quiet_from=start, quiet_to=end)
    found = talk.database.write_now(lambda unit: quiet_until(person, Work(unit, talk.services, now)))
    assert (found.astimezone(street.ZONE).time() if found else None) == wakes
