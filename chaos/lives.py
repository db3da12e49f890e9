"""The server's lives: begun, killed, begun again, all over the same folder."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from chaos.notes import Life
from chaos.nursery import Broken, Nursery
from chaos.waiting import until
from emulator.state import TOKEN

_GRACE = 15.0
"""Seconds a life gets to end when it is asked to: as many as the files in ``deploy/`` give it."""
_ON_THE_WAY = 0.03
"""Seconds in which what a killed life had put on the wire gets there, before the next one begins."""


@dataclass(frozen=True)
class Server:
    """What a life is begun with: the folder of its data and its log, the file of its clock, its settings."""

    nursery: Nursery
    data: Path
    clock: Path
    mutant: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """What the lives say; on the same disk as the data, so that it can be full too."""
        return self.data / "server.log"

    async def fill(self, chats: int) -> None:
        """Make the town."""
        order = {"environment": self._environment("webhook", "", free_port()), "clock": str(self.clock)}
        answer = await self.nursery.order(do="fill", chats=chats, **order)
        if answer["status"] != 0:
            raise Broken("the town cannot be made; the log says why")

    async def begin(self, life: Life, port: int) -> Running:
        """Begin a life that listens on a port."""
        answer = await self.nursery.order(
            do="begin",
            environment=self._environment(life.way, life.driver, port) | self._known_as(life),
            log=str(self.log),
            clock=str(self.clock),
            mutant=self.mutant,
        )
        return Running(self.nursery, life, int(answer["pid"]))

    def _known_as(self, life: Life) -> dict[str, str]:
        """By its number, to the emulated Telegram."""
        return {"TELEGRAM_API": f"{self.settings['TELEGRAM_API']}/{life.number}"}

    def _environment(self, way: str, driver: str, port: int) -> dict[str, str]:
        own = {
            "VAR": str(self.data),
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "SECRET": "chaos",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_DRIVER": driver,
            "TELEGRAM_WEBHOOK": "true" if way == "webhook" else "false",
            "FLOOD_LIMIT": "0",  # the residents here type faster than a person may
        }
        return own | self.settings


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
        await self._reap()
        await asyncio.sleep(_ON_THE_WAY)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end, and wait until it has; one that does not is killed, and that is noted."""
        if self.life.ended:
            return
        if self.over:
            await self.kill()
            return
        self.life.asked = time.monotonic()
        os.kill(self.pid, how)
        if not await until(lambda: self.over, _GRACE):
            os.kill(self.pid, signal.SIGKILL)
            self.life.hung = True
        await self._reap()

    def sleep(self) -> None:
        """As when the machine's lid is closed."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """Its lid is opened."""
        os.kill(self.pid, signal.SIGCONT)

    async def _reap(self) -> None:
        self.life.ended = time.monotonic()
        answer = await self.nursery.order(do="end", pid=self.pid)
        self.life.status = int(answer["status"])


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
