"""Start-up time, memory at rest, and memory when 10,000 chats have spoken; web chat only, SQLite."""

from __future__ import annotations

import asyncio
import tempfile
import time
import urllib.request

from benchmarks.load import FIRST_UPDATE, Target, pieces
from benchmarks.serving import free_port, resident_mb, serving

CHATS = 10_000
_AT_ONCE = 50
_SAID = ("您好", "楼道的灯坏了，晚上看不见路")


async def _speak(port: int, chats: int) -> None:
    numbers, target = iter(range(1, chats + 1)), Target(port)

    async def worker() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            for turn, text in enumerate(_SAID):
                before, after = pieces(target, number, text)
                writer.write(before + str(FIRST_UPDATE + number * 10 + turn).encode() + after)
                head = await reader.readuntil(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 200"), head
        writer.close()

    await asyncio.gather(*(worker() for _ in range(_AT_ONCE)))


def _rest(folder: str) -> tuple[float, float]:
    """Of ``linli run`` on a new folder: seconds to the first page, MB some seconds later."""
    started, port = time.perf_counter(), free_port()
    with serving("whole", port, [folder]) as process:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as page:
            page.read()
        up = time.perf_counter() - started
        time.sleep(3)
        return up, resident_mb(process.pid)


def _busy(folder: str) -> float:
    port = free_port()
    with serving("linli", port, [folder, "0"]) as process:
        asyncio.run(_speak(port, CHATS))
        time.sleep(2)
        return resident_mb(process.pid)


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, _ = _rest(folder)
        again, rest = _rest(folder)
        busy = _busy(folder)
    print("| what | figure | aim |\n| --- | ---: | ---: |")
    print(f"| from the command to the first page, on an empty folder | {first:.1f} s | |")
    print(f"| the same at every later start | {again:.1f} s | |")
    print(f"| memory at rest, web chat only | {rest:.0f} MB | under 120 MB |")
    print(f"| memory after {CHATS:,} chats spoke | {busy:.0f} MB | |")


if __name__ == "__main__":
    run()
