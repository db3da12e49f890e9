"""Real processes behind one Telegram: one is killed, the database is started again, and nobody notices."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psycopg
import pytest

from emulator.faults import Limits
from emulator.resident import Resident
from emulator.state import TOKEN
from emulator.telegram import Telegram
from tests.postgres import CannotStart, Cluster, cluster

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(600)]
_ROOT = Path(__file__).parents[3]


@dataclass
class Town:
    """Processes, the database they share, and the Telegram they speak to."""

    database: Cluster
    telegram: Telegram
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)

    def run(self) -> subprocess.Popen[bytes]:
        with socket.create_server(("127.0.0.1", 0)) as found:
            port = found.getsockname()[1]
        environment = {
            **os.environ,
            "VAR": str(self.folder),
            "PORT": str(port),
            "DATABASE_URL": f"postgresql+psycopg://postgres@/postgres?host={self.database.home}",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": self.telegram.url,
        }
        log = (self.folder / f"log{len(self.processes)}").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=_ROOT, env=environment, stdout=log, stderr=log
        )
        log.close()
        self.processes.append(process)
        self.ports.append(port)
        return process

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(host=str(self.database.home), user="postgres", dbname="postgres") as found:
            return found.execute(statement).fetchall()

    def elected(self) -> list[int]:
        """Which processes, by their place, have ever had the duty of Telegram, the last one last."""
        taken = [
            (line.partition('"timestamp": "')[2], number)
            for number in range(len(self.processes))
            for line in (self.folder / f"log{number}").read_text(encoding="utf-8").splitlines()
            if '"duty_taken"' in line and '"telegram"' in line
        ]
        return [number for _, number in sorted(taken)]

    async def until(self, statement: str, expected: object, within: float = 120) -> None:
        """Wait until a query gives a value, or fail with the one it gave last."""
        found: object = None
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while found != expected:
                    await asyncio.sleep(0.1)
                    with suppress(psycopg.Error):
                        found = self.query(statement)[0][0]
        assert found == expected, self.tails()

    async def hangs(self, number: int, within: float = 120) -> None:
        """Wait until a process says that the database does not answer it."""
        async with asyncio.timeout(within), aiohttp.ClientSession() as browser:
            while True:
                async with browser.get(f"http://127.0.0.1:{self.ports[number]}/readyz") as answer:
                    if "no answer" in (await answer.json())["database"]:
                        return

    def tails(self) -> str:
        logs = (self.folder / f"log{number}" for number in range(len(self.processes)))
        return "\n---\n".join(log.read_text(encoding="utf-8")[-3000:] for log in logs)


@pytest.fixture
def database() -> Iterator[Cluster]:
    try:
        with cluster() as found:
            yield found
    except CannotStart as error:
        pytest.skip(f"PostgreSQL does not start: {error}")


@pytest.fixture
async def town(database: Cluster, tmp_path: Path) -> AsyncIterator[Town]:
    telegram = await Telegram(Limits()).start()
    found = Town(database, telegram, tmp_path)
    yield found
    for process in found.processes:
        process.kill()
        process.wait()
    await telegram.stop()


def _say(residents: list[Resident], start: int, count: int) -> None:
    for number in range(start, start + count):
        for resident in residents:
            resident.say(f"第 {number} 句")


async def test_a_killed_process_and_a_restarted_database_cost_nobody_a_word(town: Town) -> None:
    residents = [town.telegram.resident(100 + number) for number in range(6)]
    stored, unsent = "SELECT count(*) FROM inbox", "SELECT count(*) FROM outbox WHERE state <> 'sent'"
    town.run()
    town.run()
    _say(residents, 0, 3)
    await town.until(stored, 18)

    _say(residents, 3, 2)
    await asyncio.sleep(0.03)
    killed = town.elected()[-1]
    os.kill(town.processes[killed].pid, signal.SIGKILL)
    _say(residents, 5, 1)
    await town.until(stored, 36)
    assert town.elected()[-1] != killed, "another process polls and sends now"

    _say(residents, 6, 2)
    await asyncio.sleep(0.1)
    town.database.stop()
    await asyncio.sleep(0.5)
    town.database.start()
    _say(residents, 8, 1)
    await town.until(stored, 54)
    await town.until(unsent, 0)

    said = town.query("SELECT chat, convert_from(payload, 'UTF8')::json->>'text' FROM inbox ORDER BY at")
    owed = town.query("SELECT chat, ref FROM outbox ORDER BY chat, id")
    for resident in residents:
        chat = f"telegram:{resident.id}"
        assert [text for key, text in said if key == chat] == [f"第 {number} 句" for number in range(9)]
        refs = [int(str(ref)) for key, ref in owed if key == chat]
        assert len(refs) >= 9
        assert refs == sorted(set(refs)), "answers reached Telegram in the order they were decided"


@pytest.mark.skipif(sys.platform != "linux", reason="finds the database's processes in /proc")
async def test_a_process_ends_by_itself_while_the_database_stands_still(town: Town) -> None:
    resident = town.telegram.resident(100)
    stored, unsent = "SELECT count(*) FROM inbox", "SELECT count(*) FROM outbox WHERE state <> 'sent'"
    process = town.run()
    _say([resident], 0, 1)
    await town.until(stored, 1)
    with town.database.frozen():
        _say([resident], 1, 2)
        await town.hangs(0)
        process.terminate()
        status = await asyncio.to_thread(process.wait, 60)
    assert status == 1
    assert '"stopped_unfinished"' in town.tails()
    town.run()
    await town.until(stored, 3)
    await town.until(unsent, 0)
