"""A process's own connection to PostgreSQL: what it alone may do now, and what the others tell it.

What is claimed is an advisory lock of the session. It is gone when the connection is: the process ended, the
database was started again, or it heard nothing from us for ``_SILENCE`` because the network was cut. A
process must therefore ``beat`` more often than that, and do nothing any more that it claimed when it cannot.
"""

from __future__ import annotations

import asyncio
import random
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import make_url

from storage.engines import patient

if TYPE_CHECKING:
    import psycopg

_SILENCE = 10_000
"""Milliseconds without a word from us until PostgreSQL (14 and newer) ends the session."""
_ANSWER = 3.0
"""Seconds an answer may take."""
_ROLES, _NUMBERS = 5_405_641, 5_405_642
"""The first halves of our advisory locks' keys; the second is the role's checksum, or the number."""


class Lost(Exception):
    """The connection is gone, and with it everything claimed."""


class Presence:
    """Open it with ``open``; every method raises Lost when the connection is gone."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, url: str, channels: Iterable[str]) -> Presence:
        """Connect, and listen to these channels from now on."""
        import psycopg  # noqa: PLC0415 - only installations on PostgreSQL have it

        _, given = make_url(url).get_dialect()().create_connect_args(make_url(url))
        try:
            async with asyncio.timeout(2 * _ANSWER):
                connection = await psycopg.AsyncConnection.connect(
                    **{**given, **patient(url)}, autocommit=True
                )
        except (psycopg.Error, OSError, TimeoutError) as error:
            raise Lost(str(error)) from error
        found = cls(connection)
        try:
            if connection.info.server_version >= 140_000:
                await found._ask(f"SET idle_session_timeout = {_SILENCE}")
            for channel in channels:
                await found._ask(f"LISTEN {channel}")
        except BaseException:
            await connection.close()
            raise
        return found

    async def claim(self, role: str) -> bool:
        """Whether this process is the one that has the role, now that it has asked for it."""
        return await self._lock(_ROLES, zlib.crc32(role.encode()) - 2**31)

    async def claim_number(self, limit: int) -> int | None:
        """A number below the limit that no other process has; None when there is hardly one left."""
        for number in random.sample(range(limit), min(limit, 64)):
            if await self._lock(_NUMBERS, number):
                return number
        return None

    async def beat(self) -> None:
        """Say that we are there, and see that the database is."""
        await self._ask("SELECT 1")

    async def notices(self, seconds: float) -> list[tuple[str, str]]:
        """What was said (channel, text), as soon as anything is, or nothing after so many seconds."""
        import psycopg  # noqa: PLC0415 - as above

        try:
            return [
                (notice.channel, notice.payload)
                async for notice in self._connection.notifies(timeout=seconds, stop_after=1)
            ]
        except (psycopg.Error, OSError) as error:
            raise Lost(str(error)) from error

    async def close(self) -> None:
        """Give everything up."""
        await self._connection.close()

    async def _lock(self, half: int, other: int) -> bool:
        return bool(await self._ask("SELECT pg_try_advisory_lock(%s, %s)", (half, other)))

    async def _ask(self, statement: str, values: tuple[int, ...] = ()) -> Any:  # noqa: ANN401 - a column
        import psycopg  # noqa: PLC0415 - as above

        try:
            async with asyncio.timeout(_ANSWER):
                cursor = await self._connection.execute(statement, values or None)
                row = await cursor.fetchone() if cursor.description else None
        except (psycopg.Error, OSError, TimeoutError) as error:
            raise Lost(str(error) or "no answer") from error
        return row[0] if row else None
