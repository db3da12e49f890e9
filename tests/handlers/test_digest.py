"""The digest goes out on Monday at eight, once, whatever happens around that moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers.digest import UnknownCommunity, deliver, due, make
from handlers.timers import digest, run_due
from handlers.timers.digest import schedule
from handlers.work import Work
from storage.database import Database
from tests.dialogues import street
from tests.dialogues.talk import Talk

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=street.ZONE)


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    return Talk(sqlite, MediaStore(tmp_path))


WEEK = timedelta(days=7)


def timers(talk: Talk) -> dict[str, datetime]:
    """What is set for each community: week and moment, as "GH01 2026-W47"."""
    return talk.database.write_now(
        lambda unit: {
            key: timer.due
            for key in unit.timers.keys("digest")
            if (timer := unit.timers.get("digest", key)) is not None
        }
    )


def sent(talk: Talk, community: str = "GH01") -> list[str]:
    """The weeks whose digest went out, in the order they did."""
    weeks = [f"2026-W{number}" for number in range(30, 53)]
    found = talk.database.write_now(lambda unit: [unit.digests.get(community, week) for week in weeks])
    rows = [row for row in found if row is not None and row["sent_at"] is not None]
    return [row["week"] for row in sorted(rows, key=lambda row: row["sent_at"])]


def beat(talk: Talk, moment: datetime) -> int:
    """The heart beats at a moment, and every second until nothing is due; how many messages are owed."""
    messages = 0
    for second in range(60):
        now = moment + timedelta(seconds=second)
        messages += len(talk.database.write_now(lambda unit, now=now: run_due(unit, talk.services, now)))
    return messages


@pytest.mark.parametrize(
    ("now", "week", "moment"),
    [
        (street.NOW, "2026-W47", MONDAY),
        (MONDAY - timedelta(seconds=1), "2026-W47", MONDAY),
        (MONDAY, "2026-W48", MONDAY + WEEK),
        (MONDAY + timedelta(days=6, hours=15), "2026-W48", MONDAY + WEEK),
    ],
)
def test_the_next_digest_is_due_on_the_coming_monday_at_eight(
    talk: Talk, now: datetime, week: str, moment: datetime
) -> None:
    talk.database.write_now(lambda unit: schedule(unit, talk.services, now))
    assert due(week, talk.services) == moment
    assert timers(talk) == {f"GH01 {week}": moment, f"GH02 {week}": moment}


def test_a_digest_that_fails_until_after_the_next_monday_is_still_made_and_before_the_next_one(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.database.write_now(lambda unit: schedule(unit, talk.services, street.NOW))

    def broken(work: Work, community: str, week: str) -> bool:
        raise OSError("no room left for the picture")

    with monkeypatch.context() as patch:
        patch.setattr(digest, "deliver", broken)
        for hours in range(0, 24 * 9, 5):
            assert beat(talk, MONDAY + timedelta(hours=hours)) == 0
    assert sent(talk) == []

    assert beat(talk, MONDAY + timedelta(days=9)) == 2
    assert sent(talk) == ["2026-W47", "2026-W48"]
    assert set(timers(talk)) == {"GH01 2026-W49", "GH02 2026-W49"}


def test_after_a_long_standstill_the_last_eight_weeks_are_made_in_order(talk: Talk) -> None:
    talk.database.write_now(lambda unit: schedule(unit, talk.services, MONDAY - 12 * WEEK))
    assert beat(talk, MONDAY) == 8
    assert sent(talk) == [f"2026-W{number}" for number in range(40, 48)]


def test_a_week_that_was_sent_by_hand_is_passed_over(talk: Talk) -> None:
    talk.database.write_now(lambda unit: schedule(unit, talk.services, street.NOW))
    talk.database.write_now(
        lambda unit: deliver(Work(unit, talk.services, MONDAY - timedelta(hours=1)), "GH01", "2026-W47")
    )
    assert beat(talk, MONDAY) == 0
    assert set(timers(talk)) == {"GH01 2026-W48", "GH02 2026-W48"}


def test_a_timer_from_before_its_key_said_the_week_means_last_week(talk: Talk) -> None:
    talk.database.write_now(lambda unit: unit.timers.set("digest", "GH01", MONDAY))
    talk.database.write_now(lambda unit: schedule(unit, talk.services, MONDAY))
    beat(talk, MONDAY + timedelta(hours=1))
    assert sent(talk) == ["2026-W47"]
    assert set(timers(talk)) == {"GH01 2026-W48", "GH02 2026-W48"}


def test_a_community_that_is_gone_gets_no_digest_and_no_timer(talk: Talk) -> None:
    talk.database.write_now(lambda unit: unit.timers.set("digest", "GH09 2026-W47", MONDAY))
    assert beat(talk, MONDAY) == 0
    assert timers(talk) == {}


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
