"""Whether this process can do its work: asked by load balancers, by whoever watches, and by the tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import text

from bot.channel import Channel
from bot.fairness import FairQueue
from bot.heart import Heart
from bot.metrics import Metrics
from bot.watchman import out_of_reach
from storage.database import Database
from storage.schema import newest

_PATIENCE = 3.0
"""Seconds the database has for its answer."""
_STUCK = 30.0
"""Seconds after which a batch in hand, or an update that waits, counts as stuck."""
_STILL = 20.0
"""Seconds without a beat of the heart."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Each part with "" when it is well, or with what is the matter."""

    database: str
    migrations: str
    intake: str
    heart: str
    channels: Mapping[str, str]

    @property
    def ready(self) -> bool:
        """Whether residents can be served; that a messenger is away would be so elsewhere, too."""
        return not (self.database or self.migrations or self.intake or self.heart)

    def as_json(self) -> dict[str, object]:
        """For the answer: status is ready, degraded (a messenger is away) or unready."""
        well = "ready" if not any(self.channels.values()) else "degraded"
        parts = {name: getattr(self, name) or "ok" for name in ("database", "migrations", "intake", "heart")}
        channels = {name: said or "ok" for name, said in self.channels.items()}
        return {"status": well if self.ready else "unready", **parts, "channels": channels}


class Examiner:
    """Looks at every part."""

    def __init__(
        self,
        database: Database,
        heart: Heart,
        queue: FairQueue,
        metrics: Metrics,
        channels: Mapping[str, Channel],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._heart = heart
        self._queue = queue
        self._metrics = metrics
        self._channels = channels
        self._clock = clock

    async def examine(self) -> Readiness:
        """All parts now; takes three seconds at most."""
        database, migrations = await self._tables()
        now = self._clock()
        away = out_of_reach(self._channels, self._metrics, now)
        return Readiness(
            database=database or _since("it takes no writing", self._metrics.writes_fail_since, now, 0.0),
            migrations=migrations,
            intake=_since("a batch is not done", self._metrics.in_hand_since, now, _STUCK)
            or _since("an update waits", self._queue.oldest(), now, _STUCK),
            heart=_since("no beat", self._heart.beat_at, now, _STILL),
            channels={name: "out of reach" if name in away else "" for name in self._channels},
        )

    async def _tables(self) -> tuple[str, str]:
        try:
            async with asyncio.timeout(_PATIENCE):
                found = await self._read_migration()
        except TimeoutError:
            return f"no answer for {_PATIENCE:.0f} s", ""
        except Exception as error:  # noqa: BLE001 - whatever it is, the watcher is to know that it is not well
            return f"no answer: {type(error).__name__}", ""
        wanted = newest()
        return "", "" if found == wanted else f"at {found}, this version needs {wanted}"

    def _read_migration(self) -> Awaitable[str]:
        version = text("SELECT version_num FROM alembic_version")
        return self._database.read(lambda unit: str(unit.value(version)))


def _since(what: str, moment: float | None, now: float, allowed: float) -> str:
    if moment is None or now - moment <= allowed:
        return ""
    return f"{what} for {now - moment:.0f} s"
