"""What became of messages goes along with others' writing, and by itself where it would burden them."""

from __future__ import annotations

import asyncio
import gc
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from bot.settling import Outcome, Settler
from model.message import Outgoing
from storage.database import Database
from storage.outbox import Owed
from storage.trouble import Away

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def outcome(number: int, **more: object) -> Outcome:
    owed = Owed(number, "fake:a", NOW, NOW, Outgoing(f"message {number}"))
    return replace(Outcome(owed, "sent", 1, NOW, ref=str(number)), **more)  # type: ignore[arg-type]


async def owe(database: Database, *numbers: int) -> None:
    await database.write(lambda unit: [unit.outbox.add(outcome(number).owed) for number in numbers])


async def states(database: Database) -> list[str]:
    return [one.state for one in await database.read(lambda unit: unit.outbox.of_chat("fake:a"))]


async def test_outcomes_ride_along_and_are_forgotten_once_they_are_durable(sqlite: Database) -> None:
    await owe(sqlite, 1, 2)
    settled: list[int] = []
    settler = Settler(sqlite, settled.append)
    settler.note(outcome(1))
    settler.note(outcome(2))
    ride = settler.along()
    assert ride is not None
    assert settler.along() is None
    await sqlite.write(ride.write)
    assert settled == []
    ride.arrived()
    assert settled == [1, 2]
    assert await states(sqlite) == ["sent", "sent"]


async def test_outcomes_that_missed_their_ride_go_alone_the_next_time(sqlite: Database) -> None:
    await owe(sqlite, 1)
    settled: list[int] = []
    settler = Settler(sqlite, settled.append)
    settler.note(outcome(1))
    ride = settler.along()
    assert ride is not None
    ride.missed()
    assert settler.along() is None
    await settler.stop()
    assert settled == [1]
    settler.note(outcome(1))
    assert settler.along() is not None


async def test_at_the_stop_what_the_database_does_not_take_is_left_to_the_next_process(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: object) -> None:
        raise Away("disk is full")

    settler = Settler(sqlite, lambda _: None)
    settler.note(outcome(1))
    monkeypatch.setattr(sqlite, "write", away)
    with capture_logs() as logs:
        await settler.stop()
    assert [(one["event"], one["count"]) for one in logs] == [("outcomes could not be written", 1)]


async def test_who_stops_in_the_middle_of_a_write_in_vain_leaves_no_error_behind(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, trouble: troubles.append(trouble))
    begun, refused = asyncio.Event(), asyncio.Event()

    async def away(_: object) -> None:
        begun.set()
        await refused.wait()
        raise Away("no connection")

    monkeypatch.setattr(sqlite, "write", away)
    settler = Settler(sqlite, lambda _: None)
    settler.start()
    settler.note(outcome(1))
    await begun.wait()
    stopping = asyncio.create_task(settler.stop())
    await asyncio.sleep(0)
    refused.set()
    await stopping
    gc.collect()
    assert troubles == []


async def test_what_changes_a_chat_goes_alone(sqlite: Database) -> None:
    settler = Settler(sqlite, lambda _: None)
    settler.note(outcome(1))
    settler.note(outcome(2, state="dropped", unreachable=True))
    assert settler.along() is None


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
async def test_what_a_messenger_said_is_kept_without_what_no_database_can_hold(
    database: Database, text: str
) -> None:
    await owe(database, 1)
    settler = Settler(database, lambda _: None)
    settler.note(outcome(1, state="failed", error=text))
    await settler.stop()
    assert await states(database) == ["failed"]
