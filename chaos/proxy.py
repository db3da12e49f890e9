"""Loopback connections that go through us: spread over several servers, or cut off from one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Target = Callable[[], Awaitable[Stream]]
"""Connects to one server; OSError when it cannot be reached."""
_PIECE = 1 << 16


class Proxy:
    """Hands every connection to one of its targets in turn; to the next when one cannot be reached."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._targets = list(targets)
        self._turn = 0
        self._open = asyncio.Event()
        self._open.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server
        self.port = 0

    async def start(self) -> Proxy:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def stop(self) -> None:
        """Listen no more, and drop everything."""
        self._server.close()
        self.drop()

    def drop(self) -> None:
        """Break every connection there is, as when a machine on the way is restarted."""
        for writer in self._writers:
            writer.transport.abort()

    def freeze(self) -> None:
        """Let nothing through from now on, and say so to nobody, as when a cable is pulled."""
        self._open.clear()

    def thaw(self) -> None:
        """Let through what has come meanwhile, and what comes."""
        self._open.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            await self._open.wait()
            there, back = await self._connect()
            self._writers.add(back)
            try:
                await asyncio.gather(self._pump(reader, back), self._pump(there, writer))
            finally:
                self._writers.discard(back)
                back.close()
        except OSError:
            writer.transport.abort()
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _connect(self) -> Stream:
        for _ in self._targets:
            self._turn += 1
            with suppress(OSError):
                return await self._targets[self._turn % len(self._targets)]()
        raise ConnectionRefusedError

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE):
                await self._open.wait()
                writer.write(piece)
                await writer.drain()
        writer.close()


def at_port(port: int) -> Target:
    """A server on loopback."""
    return lambda: asyncio.open_connection("127.0.0.1", port)


def at_socket(path: str) -> Target:
    """A server behind a socket in the file system."""
    return lambda: asyncio.open_unix_connection(path)
