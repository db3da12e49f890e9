"""Everything that watches over one installation, put together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.exposition import Exposition
from bot.readiness import Examiner
from bot.watchman import Bounds, Watchman
from web.watch import Watch

if TYPE_CHECKING:
    from bot.wiring import Linli


class Oversight:
    """The watchman, the examiner and the metrics of an installation."""

    def __init__(self, linli: Linli) -> None:
        self._settings = linli.settings
        queue, metrics = linli.intake.queue, linli.metrics
        self.watchman = Watchman(
            linli.database,
            linli.services,
            linli.channels,
            linli.owe,
            linli.clock,
            queue=queue,
            metrics=metrics,
            bounds=Bounds(linli.settings.var, timedelta(minutes=linli.settings.outbox_alarm)),
        )
        self.examiner = Examiner(linli.database, linli.heart, queue, metrics, linli.channels)
        self.exposition = Exposition(metrics, queue, self.watchman, linli.channels, linli.database)

    def watch(self) -> Watch:
        """What the pages are given."""
        return Watch(
            self._ready,
            self.exposition.text,
            lambda: self.watchman.current,
            self._settings.metrics_token,
            public=bool(self._settings.public_url),
        )

    async def _ready(self) -> tuple[bool, dict[str, Any]]:
        found = await self.examiner.examine()
        return found.ready, found.as_json()
