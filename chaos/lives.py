"""The server's lives: begun, killed, begun again, all over the same folder and the same port."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos.notes import Life
from chaos.waiting import until
from emulator.state import TOKEN

_PATIENCE = 60.0
_GRACE = 15.0
"""Seconds a life gets to end when it is asked to."""
_ON_THE_WAY = 0.03
"""Seconds in which what a killed life had put on the wire gets there, before the next one begins."""


class Broken(Exception):
    """The harness itself cannot go on."""


@dataclass
class Nursery:
    """``chaos.server``, which forks a life of the server whenever it is told to.

    ``data`` holds the database and the log; ``folder`` the file of the clock.
    """

    folder: Path
    data: Path
    api: str
    mutant: str = ""
    preload: dict[str, str] = field(default_factory=dict)
    database_url: str = ""
    port: int = 0

    def __post_init__(self) -> None:
        self.clock = self.folder / "clock"
        self.log = self.data / "server.log"
        self.port = self.port or free_port()
        self._process: asyncio.subprocess.Process | None = None
        self._lock = asyncio.Lock()

    async def open(self) -> None:
        """Start it; it is ready when everything is imported."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        quiet = {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "chaos.server",
                cwd=Path(__file__).parent.parent,
                env=kept | quiet | self.preload,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        await self._answer()

    async def close(self) -> None:
        """End it, and with it whatever life it has begun."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def fill(self, chats: int) -> None:
        """Make the town."""
        answer = await self._order(
            do="fill", environment=self._environment("webhook", ""), clock=str(self.clock), chats=chats
        )
        if answer["status"] != 0:
            raise Broken(f"the town cannot be made:\n{self.log.read_text(encoding='utf-8')[-3000:]}")

    async def begin(self, number: int, way: str, driver: str) -> Running:
        """Begin a life."""
        life = Life(number, way, driver, time.monotonic())
        answer = await self._order(
            do="begin",
            environment=self._environment(way, driver),
            log=str(self.log),
            clock=str(self.clock),
            mutant=self.mutant,
        )
        return Running(self, life, int(answer["pid"]))

    async def reap(self, pid: int) -> int:
        """Wait until a life is over; gives back its exit status."""
        return int((await self._order(do="end", pid=pid))["status"])

    def _environment(self, way: str, driver: str) -> dict[str, str]:
        return {
            "VAR": str(self.data),
            "PORT": str(self.port),
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "SECRET": "chaos",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_DRIVER": driver,
            "TELEGRAM_WEBHOOK": "true" if way == "webhook" else "false",
            "TELEGRAM_API": self.api,
            "FLOOD_LIMIT": "0",
            **({"DATABASE_URL": self.database_url} if self.database_url else {}),
        }

    async def _order(self, **order: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        async with self._lock:
            if self._process is None or self._process.stdin is None:
                raise Broken("the nursery is not open")
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            await self._process.stdin.drain()
            return await self._answer()

    async def _answer(self) -> dict[str, Any]:
        if self._process is None or self._process.stdout is None:
            raise Broken("the nursery is not open")
        line = await asyncio.wait_for(self._process.stdout.readline(), _PATIENCE)
        if not line:
            raise Broken(f"the server cannot be started:\n{self.log.read_text(encoding='utf-8')[-3000:]}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@dataclass
class Running:
    """A life that has begun."""

    nursery: Nursery
    life: Life
    pid: int

    @property
    def over(self) -> bool:
        """Whether it has ended by itself."""
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        return state == "Z"

    async def kill(self) -> None:
        """SIGKILL: no time to finish anything. Once is enough."""
        if self.life.ended:
            return
        os.kill(self.pid, signal.SIGKILL)
        self.life.ended = time.monotonic()
        await self.nursery.reap(self.pid)
        await asyncio.sleep(_ON_THE_WAY)

    async def stop(self) -> int:
        """As on Ctrl-C; gives back the exit status."""
        os.kill(self.pid, signal.SIGINT)
        if not await until(lambda: self.over, _GRACE):
            os.kill(self.pid, signal.SIGKILL)
        self.life.ended = time.monotonic()
        return await self.nursery.reap(self.pid)

    def sleep(self) -> None:
        """As when the machine's lid is closed."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """Its lid is opened."""
        os.kill(self.pid, signal.SIGCONT)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
