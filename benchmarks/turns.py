"""Durable turns a second: webhook in → answer of a survey stored → reply in the outbox.

Three servers, each its own process with one event loop, take the same load in one run over loopback HTTP:

(linli)  our own application: Starlette, intake, a real survey step, group commit, SQLite synchronous=FULL
(a)      an aiogram echo bot behind its webhook that stores nothing and thinks nothing
(b)      the same turn written straightforwardly: FastAPI, pydantic, SQLAlchemy's ORM, one commit a turn

``python -m benchmarks.turns`` prints the table; ``--seconds 5 --chats 32`` set the load.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PORT = 8791
SECRET = "bench-secret"


@dataclass(frozen=True, slots=True)
class Result:
    """What one server did under the load."""

    name: str
    turns: float
    p50: float
    p99: float
    cpu: float
    """Microseconds of processor time a turn, in all threads."""


# the load ------------------------------------------------------------------------------------------


def message(update: int, chat: int, text: str) -> bytes:
    """A Bot API update with a text message."""
    body = {
        "update_id": update,
        "message": {
            "message_id": update,
            "date": 1_780_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "R"},
            "from": {"id": chat, "is_bot": False, "first_name": "R", "language_code": "zh"},
            "text": text,
        },
    }
    payload = json.dumps(body, ensure_ascii=False).encode()
    head = (
        f"POST /telegram HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload


class Chat:
    """One resident: sends, waits for 200, sends the next, like the messenger's server does for a chat."""

    def __init__(self, number: int, script: Callable[[int], str]) -> None:
        self.number = number
        self.script = script
        self.count = 0
        self.times: list[float] = []

    async def say(self, text: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.count += 1
        started = time.perf_counter()
        writer.write(message(self.number * 1_000_000 + self.count, self.number, text))
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode(errors="replace"))
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        await reader.readexactly(length)
        self.times.append(time.perf_counter() - started)

    async def talk(self, until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        turn = 0
        while time.perf_counter() < until:
            await self.say(self.script(turn), reader, writer)
            turn += 1
        writer.close()


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _load(name: str, pid: int, chats: int, seconds: float, script: Callable[[int], str]) -> Result:
    people = [Chat(number + 1, script) for number in range(chats)]
    await asyncio.gather(*(one.talk(time.perf_counter() + 1.0) for one in people))  # warm
    for one in people:
        one.times.clear()
    used, started = cpu_seconds(pid), time.perf_counter()
    await asyncio.gather(*(one.talk(started + seconds) for one in people))
    took, used = time.perf_counter() - started, cpu_seconds(pid) - used
    times = sorted(moment for one in people for moment in one.times)
    return Result(
        name,
        len(times) / took,
        statistics.median(times) * 1000,
        times[int(len(times) * 0.99)] * 1000,
        used / len(times) * 1e6,
    )


async def _wait() -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", PORT)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise RuntimeError("the server did not come up")


def measure(name: str, server: str, chats: int, seconds: float) -> Result:
    """Start a server of ``benchmarks/servers``, put the load on it, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", f"benchmarks.servers.{server}", str(PORT), folder, str(chats)],
            cwd=Path(__file__).parent.parent,
        )
        try:
            from benchmarks.servers.form import word

            async def both() -> Result:
                await _wait()
                return await _load(name, process.pid, chats, seconds, word)

            return asyncio.run(both())
        finally:
            process.terminate()
            process.wait(10)


def run(chats: int = 32, seconds: float = 5.0) -> None:
    results = [
        measure("linli: durable survey step", "linli", chats, seconds),
        measure("(a) aiogram echo, stores nothing", "echo", chats, seconds),
        measure("(b) FastAPI + SQLAlchemy ORM, same step", "plain", chats, seconds),
    ]
    ours = results[0].turns
    print(f"{chats} chats at once, {seconds:g} s each, one process each, SQLite synchronous=FULL\n")
    print("| server | turns/s | p50 ms | p99 ms | CPU µs a turn | ours to it |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for one in results:
        print(
            f"| {one.name} | {one.turns:,.0f} | {one.p50:.1f} | {one.p99:.1f} | {one.cpu:.0f} "
            f"| {ours / one.turns:.2f} |"
        )
    print("\naims: at least 0.6 of (a), at least 8 times (b)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--chats", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    run(given.chats, given.seconds)
