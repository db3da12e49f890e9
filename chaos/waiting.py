"""Waiting for what nobody announces: a process, a file, a database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


async def until(true: Callable[[], object], within: float, pause: float = 0.02) -> bool:
    """Wait until something is so, at most so many seconds; gives back whether it came to be."""
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(pause)
    return True
