"""The two Telegram drivers beside each other: start-up, memory, cost of a message out and in.

Each runs in its own process against the emulator in another, over loopback HTTP. Processor time is that
of the driver's process alone; the emulator sets the limit of the rate, so the rate is not shown.
``ptb, own transport`` is the library as it comes, on httpx; ``none`` is our code without a driver.
"""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.serving import leave

if TYPE_CHECKING:
    from bot.channels.telegram.api import Api

DRIVERS = ("none", "ptb", "aiogram", "ptb, own transport")
_RUNS = 5
_MESSAGES = 600
_AT_ONCE = 30
_POLLS = 60
_BATCH = 100
_ROOT = Path(__file__).parent.parent


def run() -> None:
    """Measure each driver some times in turn and print the medians."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in DRIVERS}
    with _emulator() as url:
        for _ in range(_RUNS):
            for name in DRIVERS:
                found[name].append(_in_a_process(name, url))
    print(f"{'driver':20}{'start-up s':>12}{'memory MB':>12}{'send µs':>10}{'receive µs':>12}")
    for name, results in found.items():
        middle = {key: statistics.median(one[key] for one in results) for key in results[0]}
        costs = (
            f"{middle['send']:10.0f}{middle['receive']:12.1f}" if name != "none" else f"{'–':>10}{'–':>12}"
        )
        print(f"{name:20}{middle['start']:12.2f}{middle['memory']:12.0f}{costs}")
    print(
        f"\nMedians of {_RUNS} processes; times are processor time, memory is resident after the first call."
    )
    print(
        f"Sending: {_MESSAGES} messages with two buttons, {_AT_ONCE} at once. Receiving: polled and decoded."
    )


@contextmanager
def _emulator() -> Iterator[str]:
    command = [sys.executable, "-m", "emulator", str(_BATCH)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.terminate()


def _in_a_process(name: str, url: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.drivers", name, url]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


async def _measure(name: str, url: str) -> dict[str, float]:
    started = time.process_time()
    api = _load(name, url)
    if api is None:
        return {"start": time.process_time() - started, "memory": _memory(), "send": 0, "receive": 0}
    await api.open()
    await api.call("getMe", {})
    found = {"start": time.process_time() - started, "memory": _memory()}
    found["send"] = await _cost_of_sending(api)
    found["receive"] = await _cost_of_receiving(api)
    await api.close()
    return found


def _load(name: str, url: str) -> Api | None:
    from bot.channels.telegram import channel
    from bot.channels.telegram.build import load_driver
    from emulator.state import TOKEN

    assert channel.Telegram.name == "telegram"
    if name == "none":
        return None
    api = load_driver(name.partition(",")[0], TOKEN, url)
    if "own" in name:
        _use_the_library_s_own_transport(api, TOKEN, url)
    return api


def _use_the_library_s_own_transport(api: Api, token: str, url: str) -> None:
    from telegram import Bot
    from telegram.request import HTTPXRequest

    request = HTTPXRequest(connection_pool_size=_AT_ONCE)
    bot = Bot(token, f"{url}/bot", f"{url}/file/bot", request=request, get_updates_request=request)
    vars(api).update(_transport=request, _bot=bot)


async def _cost_of_sending(api: Api) -> float:
    from bot.channel import Delivery
    from bot.channels.telegram.sending import Sending
    from model.message import Button, Outgoing

    message = Outgoing("已登记，编号 1024。" * 5, ((Button("好", "yes"),), (Button("不好", "no"),)))
    sending, numbers = Sending(api), iter(range(_MESSAGES))

    async def work() -> None:
        for number in numbers:
            await sending.send(Delivery(number, "42", message, {}))

    await sending.send(Delivery(-1, "42", message, {}))
    gc.collect()
    before = time.process_time()
    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
    return (time.process_time() - before) / _MESSAGES * 1e6


async def _cost_of_receiving(api: Api) -> float:
    from datetime import UTC, datetime

    from bot.channels.telegram.decoding import incoming
    from bot.channels.telegram.polling import read

    now = datetime.now(UTC)
    before, count = time.process_time(), 0
    for _ in range(_POLLS):
        # The offset stays, so the same updates come again.
        for raw in await api.call("getUpdates", {"offset": 0, "timeout": 0}, wait=0):
            count += incoming(read(raw), now) is not None
    assert count == _POLLS * _BATCH
    return (time.process_time() - before) / count * 1e6


def _memory() -> float:
    """Resident memory in MB: now where the system tells, else at its highest."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) == 3:
        leave(lambda: print(json.dumps(asyncio.run(_measure(sys.argv[1], sys.argv[2])))))
    else:
        run()
