"""What befalls a run at certain of its kills, besides the kills themselves and Telegram's bad weather."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chaos.lives import Running
from chaos.waiting import until

if TYPE_CHECKING:
    from chaos.run import Run

_ZONE = ZoneInfo("Asia/Shanghai")
BEGINNING = datetime(2028, 2, 23, 9, 0, tzinfo=_ZONE)
"""A Wednesday in the week before a leap day."""
MONDAY = datetime(2028, 2, 28, 8, 0, 30, tzinfo=_ZONE)
_LEAP_DAY = datetime(2028, 2, 29, 23, 59, 58, tzinfo=_ZONE)
_NEXT_MONDAY = datetime(2028, 3, 6, 9, 30, tzinfo=_ZONE)
_HOUR = 3600.0
_PATIENCE = 10.0
"""Seconds a life gets to make a digest that is due."""
_BLOCKED = 5
"""People who block the bot."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """``at`` is the part of the kills after which it comes; ``come`` is awaited in the middle of a life."""

    name: str
    at: float
    come: Callable[[Run, Running], Awaitable[None]]
    lasts: bool = False


def locked(seconds: float) -> Callable[[Run, Running], Awaitable[None]]:
    """Another process keeps the database to itself; the server is killed and started meanwhile."""

    async def come(run: Run, running: Running) -> None:
        del running
        run.meanwhile(_lock(run, seconds))

    return come


async def _lock(run: Run, seconds: float) -> None:
    with closing(sqlite3.connect(run.data / "linli.db", isolation_level=None, timeout=0.01)) as connection:
        while not _begin(connection):  # noqa: ASYNC110 - SQLite announces nothing
            await asyncio.sleep(0.01)
        await asyncio.sleep(seconds)
        connection.execute("ROLLBACK")


def _begin(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


def full_disk(seconds: float) -> Callable[[Run, Running], Awaitable[None]]:
    """Nothing can be written; the server is killed and started meanwhile."""

    async def fill(run: Run, running: Running) -> None:
        with run.disk.full(running.pid):
            await asyncio.sleep(seconds)

    async def come(run: Run, running: Running) -> None:
        run.meanwhile(fill(run, running))

    return come


def clock_by(seconds: float) -> Callable[[Run, Running], Awaitable[None]]:
    """The clock jumps."""

    async def come(run: Run, running: Running) -> None:
        del running
        run.clock.move_by(seconds)

    return come


async def leap_day(run: Run, running: Running) -> None:
    """The clock jumps to the end of a leap day."""
    del running
    run.clock.move_to(_LEAP_DAY)


async def asleep_over_monday(run: Run, running: Running) -> None:
    """The machine sleeps over Monday 08:00, and is woken."""
    running.sleep()
    run.clock.move_to(MONDAY)
    run.notes.mondays += 1
    await asyncio.sleep(0.5)
    running.wake()
    await asyncio.sleep(1.5)


async def down_over_monday(run: Run, running: Running) -> None:
    """The machine is off over Monday 08:00; a digest that an earlier trouble held up goes out before."""
    await until(run.digests_are_made, _PATIENCE, pause=0.2)
    await running.kill()
    run.clock.move_to(_NEXT_MONDAY)
    run.notes.mondays += 1


async def blocked(run: Run, running: Running) -> None:
    """Some people block the bot: Telegram answers 403 from now on."""
    del running
    run.load.silence(_BLOCKED)


TROUBLES: tuple[Trouble, ...] = (
    Trouble("database locked for 3 s", 0.10, locked(3)),
    Trouble("an hour forward", 0.20, clock_by(_HOUR)),
    Trouble("disk full for 2 s", 0.28, full_disk(2)),
    Trouble("an hour back", 0.36, clock_by(-_HOUR)),
    Trouble("some block the bot", 0.40, blocked),
    Trouble("asleep over Monday 08:00", 0.48, asleep_over_monday),
    Trouble("an hour back, after the digest", 0.54, clock_by(-_HOUR)),
    Trouble("a leap day", 0.60, leap_day),
    Trouble("database locked for 11 s", 0.68, locked(11), lasts=True),
    Trouble("off over Monday 08:00", 0.80, down_over_monday),
    Trouble("disk full for 3 s", 0.88, full_disk(3), lasts=True),
)
"""In their order; SQLite waits 10 s for a lock, so one is longer."""


def schedule(lives: int, *, quick: bool) -> dict[int, list[Trouble]]:
    """The troubles by the number of the life they come in; a quick run leaves out those that last."""
    found: dict[int, list[Trouble]] = {}
    for trouble in TROUBLES:
        if quick and trouble.lasts:
            continue
        found.setdefault(int(trouble.at * lives), []).append(trouble)
    return found
