"""A soak: half the highest rate for half an hour. Memory, open files and latency must stay as they are.

The load wanders over thousands of chats, most in the middle of a survey, some writing for the first time, so
that whatever is remembered for each chat would show. The figures are taken in ten spans of equal length, the
first of which is warming up; the last two are compared with the two after it.

``python -m benchmarks soak --minutes 30``; shorter ones find leaks, too.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks import load
from benchmarks.load import FIRST_UPDATE, Crowd, Member, Messenger, Resident, Target, pieces
from benchmarks.servers import linli
from benchmarks.servers.form import word
from benchmarks.serving import cores, cpu_seconds, descriptors, free_port, pin, resident_mb, serving

CHATS = 4_000
_CONNECTIONS = 64
_SPANS = 10
_NEWCOMERS = 0.05
_MEMORY, _LATENCY = 0.05, 0.25


class Wanderer(Resident):
    """A connection that speaks for many chats, one after the other, at a steady pace."""

    def __init__(self, place: int, target: Target, messenger: Messenger, interval: float) -> None:
        super().__init__(place, target, word, FIRST_UPDATE + place * 10_000_000, replies=True)
        self._target, self._messenger, self._interval = target, messenger, interval
        self._place, self._draw, self._newest, self._due = place, random.Random(place), 0, 0.0
        self._turns: dict[int, int] = {}

    def say(self) -> None:
        if self._draw.random() < _NEWCOMERS:
            self._newest += 1
            chat, text = 1_000_000 + self._place * 1_000_000 + self._newest, "您好"
        else:
            chat = 1 + self._place + _CONNECTIONS * self._draw.randrange(CHATS // _CONNECTIONS)
            turn = self._turns[chat] = self._turns.get(chat, -1) + 1
            text = word(turn)
        self._messenger.follow(chat, self)
        self._send(*pieces(self._target, chat, text))

    def _go_on(self) -> None:
        now = time.perf_counter()
        self._due = max(self._due + self._interval, now)
        asyncio.get_running_loop().call_later(self._due - now, self._say_if_time)

    def _say_if_time(self) -> None:
        if time.perf_counter() < self.until:
            self.say()
        elif not self.ended.done():
            self.ended.set_result(None)


@dataclass(frozen=True, slots=True)
class Span:
    """Figures of one span of the soak; memory in MB, times in ms, sizes in MB."""

    rate: float
    p50: float
    p99: float
    memory: float
    files: int
    cpu: float
    disk: float


async def soak(minutes: float, rate: float | None) -> list[Span]:
    """Find the highest rate, then half of it for so long."""
    messenger = Messenger()
    address, port = await messenger.open(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = serving("linli", port, [folder, str(CHATS), address])
        process = await asyncio.to_thread(server.__enter__)
        try:
            target = linli.target(port, replies=True)
            half = rate or await _highest(messenger, target) / 2
            print(f"{half:,.0f} turns/s for {minutes:g} min\n", flush=True)
            print("| span | turns/s | 200 p50 ms | p99 ms | memory MB | open files | CPU | database MB |")
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
            crowd = await _crowd(messenger, target, _CONNECTIONS / half)
            found = []
            for number in range(_SPANS):
                found.append(await _span(messenger, crowd, minutes * 60 / _SPANS, process.pid, folder))
                print(_row(number, found[-1]), flush=True)
            crowd.leave()
        finally:
            await asyncio.to_thread(server.__exit__, None, None, None)
    messenger.close()
    return found


async def _highest(messenger: Messenger, target: Target) -> float:
    crowd = Crowd()
    await crowd.join(target, range(1, 33), word, first=FIRST_UPDATE + 5_000_000_000, replies=True)
    await messenger.speak(crowd, 2)
    found = await messenger.speak(crowd, 5)
    crowd.leave()
    return found.rate


async def _crowd(messenger: Messenger, target: Target, interval: float) -> Crowd:
    crowd = Crowd()
    for place in range(_CONNECTIONS):

        def made(place: int = place) -> Wanderer:
            return Wanderer(place, target, messenger, interval)

        _, resident = await asyncio.get_running_loop().create_connection(made, "127.0.0.1", target.port)
        crowd.members.append(Member(-1 - place, resident))
    return crowd


async def _span(messenger: Messenger, crowd: Crowd, seconds: float, pid: int, folder: str) -> Span:
    used = cpu_seconds(pid)
    found = await messenger.speak(crowd, seconds)
    used = cpu_seconds(pid) - used
    size = await asyncio.to_thread(_size, folder)
    memory, files = resident_mb(pid), descriptors(pid)
    return Span(found.rate, found.p50, found.p99, memory, files, used / seconds, size)


def _size(folder: str) -> float:
    return sum(one.stat().st_size for one in Path(folder).glob("linli.db*")) / 1e6


def _row(number: int, one: Span) -> str:
    name = "warming up" if number == 0 else str(number)
    return (
        f"| {name} | {one.rate:,.0f} | {one.p50:.1f} | {one.p99:.1f} | {one.memory:.1f} | {one.files} "
        f"| {one.cpu:.0%} | {one.disk:,.0f} |"
    )


def verdict(spans: Sequence[Span]) -> list[tuple[str, str, bool]]:
    """What was compared, by how much it grew, and whether that is well."""
    first, last = spans[1:3], spans[-2:]
    memory = mean(one.memory for one in last) / mean(one.memory for one in first) - 1
    files = max(one.files for one in last) - max(one.files for one in first)
    latency = mean(one.p50 for one in last) / mean(one.p50 for one in first) - 1
    return [
        ("memory", f"{memory:+.1%}", memory <= _MEMORY),
        ("open files", f"{files:+d}", files <= 0),
        ("latency, p50", f"{latency:+.0%}", latency <= _LATENCY),
    ]


def run(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser("benchmarks soak")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--rate", type=float, help="turns a second, instead of half the highest")
    given = parser.parse_args(arguments)
    pin(0, cores()[1])
    found = verdict(load.run(soak(given.minutes, given.rate)))
    print("\n| what | grew by | flat |\n| --- | ---: | --- |")
    for what, by, well in found:
        print(f"| {what} | {by} | {'yes' if well else 'NO'} |")
    if not all(well for *_, well in found):
        sys.exit(1)


if __name__ == "__main__":
    run(sys.argv[1:])
