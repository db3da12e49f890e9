"""A server in the process of the test, as ``linli run`` has it."""

from __future__ import annotations

import asyncio
import socket

from bot.server import Server
from bot.wiring import Linli
from tests.bot.channels.stage import until


class Life:
    """A server with its port, as long as it lives."""

    def __init__(self, linli: Linli, port: int = 0) -> None:
        self.linli = linli
        self.server = Server(linli)
        self._listening = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listening.getsockname()[1])
        self.task = asyncio.create_task(self.server.serve([self._listening]))

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def started(self) -> None:
        """Wait until it takes requests. Raises what went wrong before."""
        await until(lambda: self.server.started or self.task.done(), 60)
        if self.task.done():
            await self.task

    async def close(self) -> None:
        """Stop it in good order."""
        self.server.should_exit = True
        await self.end()

    async def end(self) -> None:
        """Wait until it has stopped."""
        try:
            await asyncio.wait_for(self.task, 60)
        finally:
            self._listening.close()
