"""The heart: what is due fires once, also when it is late; what fails is put off and holds up nobody."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from structlog.testing import capture_logs

import bot.heart
import handlers.timers
from bot.furnishing import build_services
from bot.heart import Heart
from bot.media import MediaStore
from bot.settings import Settings
from handlers.work import Work
from model.message import Outgoing
from model.place import Level, Place
from storage.database import Database
from storage.outbox import Owed
from storage.timers import Timer
from tests.bot.channels.stage import until
from tests.storage.samples import DAY, HOUR, NOW, person


@dataclass
class Beats:
    """A heart whose clock we turn, and what it did."""

    database: Database
    heart: Heart
    now: datetime = NOW
    fired: list[str] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)

    def set(self, key: str, due: datetime, kind: str = "good") -> None:
        self.database.write_now(lambda unit: unit.timers.set(kind, key, due))

    def timer(self, key: str, kind: str = "good") -> Timer | None:
        return self.database.write_now(lambda unit: unit.timers.get(kind, key))

    def waiting(self) -> list[str]:
        found = self.database.write_now(lambda unit: unit.outbox.waiting(99))
        return [one.message.text for one in found]


@pytest.fixture
def beats(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Beats]:
    ids = itertools.count(1)
    services: Any = SimpleNamespace(ids=lambda: next(ids), version=0)
    built = Beats(sqlite, None)  # type: ignore[arg-type]
    built.heart = Heart(sqlite, services, built.owed.extend, lambda: built.now)

    def good(work: Work, key: str) -> None:
        built.fired.append(key)
        work.send("test:me", Outgoing(key))

    def again(work: Work, key: str) -> None:
        good(work, key)
        work.unit.timers.set("again", key, work.now + DAY)

    def bad(work: Work, key: str) -> None:
        good(work, key)
        raise ValueError("no")

    def bad_row(work: Work, key: str) -> None:
        good(work, key)
        work.unit.people.add(person(1))
        work.unit.people.add(person(1))

    table = {"good": good, "again": again, "bad": bad, "bad_row": bad_row}
    monkeypatch.setattr(handlers.timers, "FIRES", table)
    with capture_logs():
        yield built


async def test_a_timer_fires_at_its_moment_once(beats: Beats) -> None:
    beats.set("a", NOW)
    await beats.heart.once()
    await beats.heart.once()
    assert beats.fired == ["a"]
    assert beats.waiting() == ["a"]
    assert [one.message.text for one in beats.owed] == ["a"]
    assert beats.timer("a") is None


async def test_before_its_moment_it_does_not(beats: Beats) -> None:
    beats.set("a", NOW + timedelta(milliseconds=1))
    await beats.heart.once()
    assert beats.fired == []
    assert beats.timer("a")


async def test_one_that_is_days_late_fires_once_all_the_same(beats: Beats) -> None:
    beats.set("a", NOW - 9 * DAY)
    await beats.heart.once()
    assert beats.fired == ["a"]


async def test_several_fire_the_longest_overdue_first(beats: Beats) -> None:
    for key, due in (("b", NOW - HOUR), ("c", NOW), ("a", NOW - DAY), ("d", NOW + HOUR)):
        beats.set(key, due)
    await beats.heart.once()
    assert beats.fired == ["a", "b", "c"]


async def test_one_that_sets_itself_anew_fires_again_at_the_new_moment(beats: Beats) -> None:
    beats.set("a", NOW, "again")
    await beats.heart.once()
    await beats.heart.once()
    assert beats.fired == ["a"]
    beats.now = NOW + DAY
    await beats.heart.once()
    assert beats.fired == ["a", "a"]


@pytest.mark.parametrize("kind", ["bad", "bad_row", "unknown kind"])
async def test_one_that_fails_is_put_off_and_holds_up_nobody(beats: Beats, kind: str) -> None:
    beats.set("fails", NOW - DAY, kind)
    beats.set("works", NOW)
    await beats.heart.once()
    assert "works" in beats.fired
    assert beats.waiting() == ["works"]
    assert beats.timer("fails", kind) == Timer(kind, "fails", NOW + HOUR)


@pytest.mark.parametrize(
    "kind",
    [
        "bad",
        "bad_row",
    ],
)
async def test_what_a_failed_timer_would_have_said_is_not_owed(beats: Beats, kind: str) -> None:
    beats.set("fails", NOW, kind)
    await beats.heart.once()
    assert beats.owed == []


async def test_with_nothing_due_nothing_is_written(beats: Beats, monkeypatch: pytest.MonkeyPatch) -> None:
    beats.set("later", NOW + HOUR)

    async def write(_: Any) -> None:
        raise AssertionError("written")

    monkeypatch.setattr(beats.database, "write", write)
    await beats.heart.once()


async def test_it_beats_by_itself_and_outlives_an_error(
    beats: Beats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.heart, "_BEAT", 0.01)
    read, calls = beats.database.read, []

    async def shaky(work: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the database is busy")
        return await read(work)

    monkeypatch.setattr(beats.database, "read", shaky)
    beats.set("a", NOW)
    beats.heart.start()
    await until(lambda: beats.fired)
    await beats.heart.stop()
    assert beats.fired == ["a"]
    before = len(calls)
    await asyncio.sleep(0.05)
    assert len(calls) == before


async def test_stopping_before_the_start_does_no_harm(beats: Beats) -> None:
    await beats.heart.stop()


async def test_many_due_at_once_fire_in_one_beat_but_a_few_in_a_transaction(
    beats: Beats, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    run = handlers.timers.run_due

    def counted(*arguments: Any) -> list[Owed]:
        before = len(beats.fired)
        owed = run(*arguments)
        sizes.append(len(beats.fired) - before)
        return owed

    monkeypatch.setattr(bot.heart, "run_due", counted)
    for number in range(20):
        beats.set(f"{number:02}", NOW)
    await beats.heart.once()
    assert beats.fired == [f"{number:02}" for number in range(20)]
    assert sizes == [8, 8, 4]


async def test_asked_to_stop_it_finishes_the_transaction_in_hand_and_leaves_the_rest(
    beats: Beats, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        beats.set(f"timer {number:03}", NOW)
    run_due, begun = bot.heart.run_due, asyncio.Event()
    loop = asyncio.get_running_loop()

    def told(*arguments: Any) -> list[Owed]:
        loop.call_soon_threadsafe(begun.set)
        return run_due(*arguments)

    monkeypatch.setattr(bot.heart, "run_due", told)
    beats.heart.start()
    await begun.wait()
    await beats.heart.stop()
    assert 0 < len(beats.fired) < 200
    assert len(beats.waiting()) == len(beats.fired)


async def test_a_community_that_is_new_gets_its_digest_without_a_new_start(
    sqlite: Database, tmp_path: Path
) -> None:
    services = build_services(Settings(var=tmp_path), MediaStore(tmp_path))
    sqlite.write_now(services.reload)
    sqlite.write_now(lambda unit: unit.places.add(Place("east", Level.COMMUNITY, None, "东", "East")))
    await Heart(sqlite, services, lambda _: None, lambda: NOW).once()
    assert [key.split()[0] for key in sqlite.read_now(lambda unit: unit.timers.keys("digest"))] == ["east"]
