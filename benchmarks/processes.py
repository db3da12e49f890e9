"""Durable turns a second with several processes on one PostgreSQL, beside the one process of SQLite.

The same survey step as ``turns``, acknowledged when it is durable. Each chat's updates are dealt out to the
processes in turn, as a load balancer does, so that every turn of a chat meets another process than the one
before; ``kept`` says that a chat stays with one process. With ``replies`` a turn is over when its reply has
been taken by the messenger, to which one of the processes sends for all.

Nothing is pinned to a core: the processes, PostgreSQL and the load share what the machine has, and the table
says how many cores each of them used. When together that is all there is, more processes cannot help; what
is then to be had on larger machines follows from the processor time a turn costs.

``python -m benchmarks processes`` prints the table; ``--quick`` takes under a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from benchmarks import load
from benchmarks.load import FIRST_UPDATE, Crowd, Member, Messenger, Resident, Target, Window
from benchmarks.serving import ROOT, cpu_seconds, free_port, wait_for


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    processes: int
    postgres: bool = True
    kept: bool = False
    replies: bool = False

    @property
    def name(self) -> str:
        """How the row is called."""
        base = "PostgreSQL" if self.postgres else "SQLite"
        more = [word for word, is_so in (("kept", self.kept), ("replies", self.replies)) if is_so]
        count = f"{self.processes} process" + ("es" if self.processes > 1 else "")
        return ", ".join([base, count, *more])


CASES = (
    Case(1, postgres=False),
    Case(1),
    Case(2),
    Case(2, kept=True),
    Case(4),
    Case(1, replies=True),
    Case(2, replies=True),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What came of it, and how many cores each part used."""

    window: Window
    servers: tuple[float, ...]
    database: float


# a resident whose updates are dealt out ------------------------------------------------------------


class Wanderer(Resident):
    """A chat with a connection to every process; each update takes the next one."""

    def __init__(self, number: int, target: Target, first: int, *, replies: bool) -> None:
        from benchmarks.servers.form import word

        super().__init__(number, target, word, first, replies=replies)
        self.arms: list[asyncio.Transport] = []

    def say(self) -> None:
        self._transport = self.arms[self._turn % len(self.arms)]
        super().say()

    def leave(self) -> None:
        super().leave()
        for arm in self.arms:
            arm.abort()


class Arm(asyncio.Protocol):
    """One of its connections."""

    def __init__(self, whose: Wanderer) -> None:
        self._whose = whose

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._whose.arms.append(cast("asyncio.Transport", transport))

    def data_received(self, data: bytes) -> None:
        self._whose.data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._whose.connection_lost(exc)


async def gather(targets: Sequence[Target], chats: int, *, kept: bool, replies: bool) -> Crowd:
    """Residents with their connections."""
    crowd = Crowd()
    for number in range(1, chats + 1):
        resident = Wanderer(number, targets[0], FIRST_UPDATE + number * 1_000_000, replies=replies)
        reached = [targets[number % len(targets)]] if kept else targets
        for target in reached:
            await asyncio.get_running_loop().create_connection(
                partial(Arm, resident), "127.0.0.1", target.port
            )
        crowd.members.append(Member(number, resident))
    return crowd


# servers -------------------------------------------------------------------------------------------


@contextmanager
def servers(case: Case, url: str, chats: int, messenger: str) -> Iterator[tuple[list[int], list[Target]]]:
    """So many processes on one database, the first of which fills it; their ids and where they listen."""
    from benchmarks.servers import linli

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        running: list[subprocess.Popen[bytes]] = []
        targets: list[Target] = []
        for _ in range(case.processes):
            port = free_port()
            arguments = [str(port), folder, str(chats), *([messenger] if case.replies else [])]
            process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.servers.linli", *arguments],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": url},
            )
            stack.callback(_end, process)
            wait_for(port, process)
            running.append(process)
            targets.append(linli.target(port, replies=case.replies))
        yield [process.pid for process in running], targets


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def cpu_of_all(parent: int) -> float:
    """Processor time of a process and its children, also of those that have ended."""
    if not parent:
        return 0.0
    total = 0.0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (
                (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            )
        except OSError:
            continue  # it has just ended
        if int(folder.name) == parent:
            total += sum(int(one) for one in fields[11:15])
        elif int(fields[1]) == parent:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


# measuring -----------------------------------------------------------------------------------------


async def measure(case: Case, url: str, postmaster: int, chats: int, seconds: float) -> Figure:
    messenger = Messenger()
    address = await messenger.open()
    with ExitStack() as stack:
        pids, targets = await asyncio.to_thread(
            stack.enter_context, servers(case, url, chats, address)
        )  # in a thread: a starting server calls the messenger, which lives on this loop
        crowd = await gather(targets, chats, kept=case.kept, replies=case.replies)
        await messenger.speak(crowd, seconds / 4)
        before = [cpu_seconds(pid) for pid in pids], cpu_of_all(postmaster)
        found = await messenger.speak(crowd, seconds)
        took = seconds
        used = [(cpu_seconds(pid) - was) / took for pid, was in zip(pids, before[0], strict=True)]
        database = (cpu_of_all(postmaster) - before[1]) / took
        crowd.leave()
        await asyncio.to_thread(stack.close)
    messenger.close()
    return Figure(found, tuple(used), database)


def limit(figure: Figure, cores: int) -> str:
    """What keeps it from being faster."""
    busy = sum(figure.servers) + figure.database + figure.window.busy
    if busy >= 0.88 * cores:
        return f"all {cores} cores"
    if max(figure.servers) >= 0.88:
        return "a process's core"
    if figure.window.busy >= 0.88:
        return "the load's core"
    return "waiting (commits, turns of a chat)"


def row(case: Case, figure: Figure, cores: int) -> str:
    found = figure.window
    p50, p99 = (found.reply_p50, found.reply_p99) if case.replies else (found.p50, found.p99)
    cost = (sum(figure.servers) + figure.database) / max(found.rate, 1) * 1e6
    each = " + ".join(f"{one:.2f}" for one in figure.servers)
    return (
        f"| {case.name} | {found.rate:,.0f} | {p50:.1f} | {p99:.1f} | {each} | {figure.database:.2f} "
        f"| {found.busy:.2f} | {cost:.0f} | {limit(figure, cores)} |"
    )


def run(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser("benchmarks processes")
    parser.add_argument("--chats", type=int, default=128)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--quick", action="store_true", help="shorter, and without the replies")
    given = parser.parse_args(arguments)
    cases = [case for case in CASES if not (given.quick and (case.replies or case.kept))]
    seconds = 1.5 if given.quick else given.seconds
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    from sqlalchemy import create_engine, text

    from tests.postgres import cluster

    print(f"{given.chats} chats at once, {seconds:g} s each, {cores} cores for everything, commits on disk\n")
    print("| | turns/s | p50 ms | p99 ms | cores: processes | PostgreSQL | load | CPU µs a turn | limit |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |", flush=True)
    with cluster(durable=True) as database:
        for number, case in enumerate(cases):
            url = (
                f"postgresql+psycopg://postgres@/bench{number}?host={database.home}" if case.postgres else ""
            )
            if case.postgres:
                admin = create_engine(
                    f"postgresql+psycopg://postgres@/postgres?host={database.home}",
                    isolation_level="AUTOCOMMIT",
                )
                with admin.connect() as connection:
                    connection.execute(text(f"CREATE DATABASE bench{number}"))
                admin.dispose()
            postmaster = database.pid if case.postgres else 0
            figure = load.run(measure(case, url, postmaster, given.chats, seconds))
            print(row(case, figure, cores), flush=True)
    print("\nCPU µs a turn: of the processes and PostgreSQL together.")


if __name__ == "__main__":
    run(sys.argv[1:])
