"""A clock the harness can move while the server runs: an offset of seconds in a file both have mapped."""

from __future__ import annotations

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_OFFSET = struct.Struct("<d")


class MovedClock:
    """The wall clock, moved. Called, it gives this moment, aware, in UTC, as ``bot.clock.now`` does."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_OFFSET.pack(0.0))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _OFFSET.size)

    @property
    def offset(self) -> float:
        """By how many seconds it is moved."""
        return float(_OFFSET.unpack(self._map[:])[0])

    def __call__(self) -> datetime:
        """The moment it shows."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def milliseconds(self) -> int:
        """The moment it shows, as ids are made of it."""
        return time.time_ns() // 1_000_000 + int(self.offset * 1000)

    def move_to(self, moment: datetime) -> None:
        """Have it show a moment now, and go on from there."""
        self.move_by((moment - self()).total_seconds())

    def move_by(self, seconds: float) -> None:
        """Move it on, or back."""
        self._map[:] = _OFFSET.pack(self.offset + seconds)
