"""Start-up time, memory at rest, and memory when 10,000 chats have spoken; web chat only, SQLite."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.turns import PORT, Chat, _wait
from storage.database import open_engine
from storage.schema import upgrade

CHATS = 10_000
_AT_ONCE = 50
_MB = 1024


def resident(pid: int) -> float:
    """The process's resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / _MB


async def _speak(chats: int) -> None:
    numbers = iter(range(1, chats + 1))

    async def worker() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        for number in numbers:
            chat = Chat(number, str)
            await chat.say("您好", reader, writer)
            await chat.say("楼道的灯坏了，晚上看不见路", reader, writer)
        writer.close()

    await asyncio.gather(*(worker() for _ in range(_AT_ONCE)))


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_engine(f"sqlite:///{Path(folder) / 'linli.db'}")
        upgrade(database)
        database.dispose()
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.servers.linli", str(PORT), folder, "0"],
            cwd=Path(__file__).parent.parent,
        )
        try:
            asyncio.run(_wait())
            up = time.perf_counter() - started
            time.sleep(3)
            rest = resident(process.pid)
            asyncio.run(_speak(CHATS))
            time.sleep(2)
            busy = resident(process.pid)
        finally:
            process.terminate()
            process.wait(10)
    print("| what | figure | aim |\n| --- | ---: | ---: |")
    print(f"| from the command to the first request taken | {up:.1f} s | |")
    print(f"| memory at rest, web chat only | {rest:.0f} MB | under 120 MB |")
    print(f"| memory after {CHATS:,} chats spoke | {busy:.0f} MB | |")


if __name__ == "__main__":
    run()
