"""What watching costs a turn: the fair queue and the metrics beside a plain queue without any.

    python -m benchmarks watching

In one process, in turns, in processor time, so that a busy machine slows both alike; medians of rounds.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.fairness import FairQueue
from bot.metrics import Metrics
from handlers.receive import Received
from model.message import Address, Incoming

_TURNS = 20_000
_BATCHES = (1, 8, 32)
_ROUNDS = 7
_TURN = 1 / 3_500
"""Seconds of a real turn at the least that is aimed at (docs/benchmarks.md)."""
_NOW = datetime(2026, 11, 16, tzinfo=UTC)


def _updates(chats: int) -> list[Incoming]:
    return [Incoming(str(n), Address("telegram", str(n % chats)), _NOW, text="hello") for n in range(_TURNS)]


async def plain(updates: list[Incoming], batch: int) -> None:
    """What the intake did before: one queue for all."""
    queue: asyncio.Queue[tuple[Incoming, asyncio.Future[None]]] = asyncio.Queue(2000)
    loop = asyncio.get_running_loop()
    for start in range(0, len(updates), batch):
        for update in updates[start : start + batch]:
            queue.put_nowait((update, loop.create_future()))
        while not queue.empty():
            queue.get_nowait()[1].set_result(None)


async def watched(updates: list[Incoming], batch: int) -> None:
    """Turns taken, paces kept (the limit out of reach), everything counted."""
    queue, metrics = FairQueue(2000, limit=1_000_000), Metrics()
    for start in range(0, len(updates), batch):
        for update in updates[start : start + batch]:
            queue.put(update)
        taken = []
        while queue.ready:
            taken.append(queue.get_nowait())
        metrics.begun(taken)
        for item in taken:
            item.done.set_result(None)
        metrics.stored(taken, Received(done=len(taken)))
        metrics.ended()


async def _seconds(way: Callable[[list[Incoming], int], Awaitable[None]], batch: int) -> float:
    updates = _updates(batch)
    began = time.process_time()
    await way(updates, batch)
    return (time.process_time() - began) / _TURNS


def run() -> None:
    """Print the table."""
    print(f"{'batch':>5} {'plain µs':>9} {'watched µs':>11} {'more µs':>8} {'of a turn':>9}")
    for batch in _BATCHES:
        rounds = [[asyncio.run(_seconds(way, batch)) for way in (plain, watched)] for _ in range(_ROUNDS)]
        before, after = (statistics.median(column) for column in zip(*rounds, strict=True))
        more = after - before
        print(f"{batch:>5} {before * 1e6:9.2f} {after * 1e6:11.2f} {more * 1e6:8.2f} {more / _TURN:9.1%}")
