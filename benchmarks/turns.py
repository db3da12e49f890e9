"""Durable turns a second: webhook in → answer of a survey stored → reply taken by the messenger.

Every server is a process of its own on one core, the load is on the other (where there are two), and all take
the same load in one run, in turn, so that a slow moment of the machine meets all of them:

reply delivered      our application: Starlette, intake, a real survey step, group commit, 200, the reply
                     delivered to a Bot API; the turn is over when both 200 and reply have come
reply in the outbox  the same without sending
bare group, reply    writes a turn's four rows and sends a reply through the same library, and nothing else
bare group commit    writes a turn's four rows, many turns a commit, and nothing else
bare ASGI            reads the body and says 200
aiogram echo         a bot behind its webhook that stores nothing and thinks nothing; sending is stubbed
FastAPI + ORM        the same turn as one would write it first, one commit a turn

``python -m benchmarks turns`` prints the tables; ``--quick`` takes under a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from benchmarks import load
from benchmarks.load import FIRST_UPDATE, Crowd, Messenger, Target, Window
from benchmarks.serving import ROOT, cores, cpu_seconds, free_port, pin, serving

CHATS = (1, 8, 32, 128)


@dataclass(frozen=True, slots=True)
class Contender:
    """A server that is measured."""

    name: str
    server: str
    replies: bool = False
    more: tuple[str, ...] = ()
    """Further arguments."""


CONTENDERS = (
    Contender("linli, reply delivered", "linli", replies=True),
    Contender("linli, reply in the outbox", "linli"),
    Contender("bare group commit, reply sent", "group", replies=True),
    Contender("bare group commit, Starlette", "group"),
    Contender("bare group commit, bare ASGI", "group", more=("raw",)),
    Contender("bare ASGI", "bare"),
    Contender("aiogram echo, stores nothing", "echo"),
    Contender("FastAPI + ORM, same step", "plain"),
)


@dataclass(frozen=True, slots=True)
class Running:
    """A contender with its process and where it listens."""

    contender: Contender
    pid: int
    target: Target


@dataclass(frozen=True, slots=True)
class Figure:
    """What one contender did with so many chats; ``cpu`` is µs of processor time a turn, in all threads."""

    window: Window
    cpu: float


HEAD = (
    "| server | turns/s | 200 p50 ms | p99 ms | reply p50 ms | p99 ms | CPU µs a turn | load | ours to it |"
)
Figures = dict[tuple[str, int], Figure]


def start(stack: ExitStack, contender: Contender, messenger: str) -> Running:
    """Start a contender in a folder of its own."""
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    port = free_port()
    arguments = [folder, str(max(CHATS)), *([messenger] if contender.replies else contender.more)]
    process = stack.enter_context(serving(contender.server, port, arguments))
    target = Target(port)
    if contender.server == "linli":
        from benchmarks.servers import linli

        target = linli.target(port, replies=contender.replies)
    return Running(contender, process.pid, target)


async def measure(messenger: Messenger, running: Running, chats: int, seconds: float, first: int) -> Figure:
    """Put the load of so many chats on a server, after a quarter of the time for warming up."""
    from benchmarks.servers.form import word

    crowd = Crowd()
    replies = running.contender.replies
    await crowd.join(running.target, range(1, chats + 1), word, first=first, replies=replies)
    await messenger.speak(crowd, seconds / 4)
    used = cpu_seconds(running.pid)
    found = await messenger.speak(crowd, seconds)
    used = cpu_seconds(running.pid) - used
    crowd.leave()
    return Figure(found, used / max(found.turns, 1) * 1e6)


async def measure_all(names: Sequence[str], chats: Sequence[int], seconds: float, rounds: int) -> Figures:
    """Every contender at every size, in turn; the median of the rounds."""
    messenger, found = Messenger(), {}
    with ExitStack() as stack:
        address = await messenger.open()
        chosen = [one for one in CONTENDERS if not names or one.server in names]
        # In a thread: a starting server calls the messenger, which lives on this loop.
        running = [await asyncio.to_thread(start, stack, one, address) for one in chosen]
        for level, size in enumerate(chats):
            tries: dict[str, list[Figure]] = {one.contender.name: [] for one in running}
            for turn in range(rounds):
                first = FIRST_UPDATE + (level * rounds + turn) * 200_000_000
                for one in running:
                    tries[one.contender.name].append(await measure(messenger, one, size, seconds, first))
            found.update({(name, size): _middle(some) for name, some in tries.items()})
    messenger.close()
    return found


def _middle(tries: list[Figure]) -> Figure:
    ordered = sorted(tries, key=lambda one: one.window.rate)
    middle = ordered[len(ordered) // 2]
    slowest = statistics.median(one.window.p99 for one in tries)
    return replace(middle, window=replace(middle.window, p99=slowest))


def table(figures: Figures, chats: Sequence[int]) -> list[str]:
    """One table for each number of chats."""
    lines = []
    for size in chats:
        rows = {name: figure for (name, number), figure in figures.items() if number == size}
        ours = rows.get(CONTENDERS[0].name)
        lines += [
            "",
            f"{size} chats at once" if size > 1 else "1 chat",
            "",
            HEAD,
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        ]
        for name, one in rows.items():
            found = one.window
            reply = f"{found.reply_p50:.1f} | {found.reply_p99:.1f}" if found.reply_p50 else "– | –"
            ratio = f"{ours.window.rate / found.rate:.2f}" if ours else "–"
            lines.append(
                f"| {name} | {found.rate:,.0f} | {found.p50:.1f} | {found.p99:.1f} | {reply} "
                f"| {one.cpu:.0f} | {found.busy:.0%} | {ratio} |"
            )
    return lines


def commits(seconds: float) -> list[str]:
    """What SQLite itself can write."""
    command = [sys.executable, "-m", "benchmarks.commits", str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        pin(process.pid, cores()[0])
        rates = [float(one) for one in process.communicate()[0].split()]
    names = ("one small row a commit", *(f"a turn's four rows, {n} a commit" for n in (1, 8, 32, 128)))
    lines = ["", "| SQLite alone, synchronous=FULL | a second |", "| --- | ---: |"]
    return lines + [f"| {name} | {rate:,.0f} |" for name, rate in zip(names, rates, strict=True)]


def aims(figures: Figures) -> list[str]:
    """What is wanted with 32 chats, and what was found."""
    found = {name: one.window for (name, number), one in figures.items() if number == 32}
    ours = found.get(CONTENDERS[0].name)
    group, orm = found.get("bare group commit, Starlette"), found.get("FastAPI + ORM, same step")
    if ours is None or group is None or orm is None:
        return []
    return [
        "",
        "| aim with 32 chats | wanted | found |",
        "| --- | ---: | ---: |",
        f"| beside the bare group-commit service | 0.45 | {ours.rate / group.rate:.2f} |",
        f"| beside FastAPI + ORM | 8 | {ours.rate / orm.rate:.1f} |",
        f"| p99 of the whole turn | 50 ms | {max(ours.p99, ours.reply_p99):.0f} ms |",
    ]


def run(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser("benchmarks turns")
    parser.add_argument("--chats", type=int, nargs="+", default=list(CHATS))
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], help="servers: linli group bare echo plain")
    parser.add_argument("--quick", action="store_true", help="under a minute: shorter, one round")
    given = parser.parse_args(arguments)
    if given.quick:
        given.seconds, given.rounds = 0.5, 1
    pin(0, cores()[1])
    figures = load.run(measure_all(given.only, given.chats, given.seconds, given.rounds))
    print(f"{given.rounds} × {given.seconds:g} s each, one process on one core each, synchronous=FULL")
    print("\n".join([*table(figures, given.chats), *commits(given.seconds / 2), *aims(figures)]))


if __name__ == "__main__":
    run(sys.argv[1:])
