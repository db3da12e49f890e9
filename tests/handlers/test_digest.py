"""The digest goes out on Monday at eight, once, whatever happens around that moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers.digest import UnknownCommunity, make, next_monday
from handlers.timers import run_due
from handlers.timers.digest import schedule
from storage.database import Database
from tests.dialogues import street
from tests.dialogues.talk import Talk

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=street.ZONE)


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    return Talk(sqlite, MediaStore(tmp_path))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (street.NOW, MONDAY),
        (MONDAY - timedelta(seconds=1), MONDAY),
        (MONDAY, MONDAY + timedelta(days=7)),
        (MONDAY + timedelta(days=6, hours=15), MONDAY + timedelta(days=7)),
    ],
)
def test_the_next_digest_is_due_on_the_coming_monday_at_eight(
    talk: Talk, now: datetime, due: datetime
) -> None:
    assert next_monday(now, talk.services) == due


def test_it_goes_out_once_also_when_the_process_slept_over_the_moment(talk: Talk) -> None:
    talk.database.write_now(lambda unit: schedule(unit, talk.services, street.NOW))
    late = MONDAY + timedelta(hours=3)
    talk.database.write_now(lambda unit: schedule(unit, talk.services, late))  # started again
    owed = talk.database.write_now(lambda unit: run_due(unit, talk.services, late))
    assert [one.chat for one in owed] == ["test:zhou"]
    message = owed[0].message
    assert message.picture is not None
    assert len(message.text.splitlines()) <= 9
    again = talk.database.write_now(lambda unit: run_due(unit, talk.services, late + timedelta(minutes=1)))
    assert again == []


def test_a_community_nobody_knows_is_an_error_in_words(talk: Talk) -> None:
    with pytest.raises(UnknownCommunity):
        talk.database.write_now(lambda unit: make(unit, talk.services, "nowhere", "2026-W47", street.NOW))
