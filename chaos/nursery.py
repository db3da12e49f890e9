"""The process that lives of the server are forked from (``chaos.server``), as the harness talks to it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_PATIENCE = 90.0
"""Seconds an order may take; the first one waits for the imports, on a busy machine."""
_QUIET = {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A library that starts threads when it is imported must not: threads do not survive a fork."""


class Broken(Exception):
    """The harness itself cannot go on."""


class Nursery:
    """Open it with ``async with``; whatever life it has begun ends with it."""

    def __init__(self, log: Path, preload: Mapping[str, str] | None = None) -> None:
        self._log = log
        self._preload = dict(preload or {})
        self._process: asyncio.subprocess.Process | None = None
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> Self:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "chaos.server",
                cwd=Path(__file__).parent.parent,
                env=kept | _QUIET | self._preload,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        await self._answer()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def order(self, **order: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Give an order of ``chaos.server``; gives back its answer."""
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
            said = self._log.read_text(encoding="utf-8", errors="replace")
            raise Broken(f"the server cannot be started:\n{said[-3000:]}")
        answer: dict[str, Any] = json.loads(line)
        return answer
