"""The database with a watch on its writer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from bot.metrics import Metrics
from storage.database import Database
from storage.trouble import Away
from storage.unit import Unit

T = TypeVar("T")


class MeasuredDatabase(Database):
    """Tells how long each transaction took, and when the database takes none."""

    def __init__(self, url: str, metrics: Metrics) -> None:
        super().__init__(url)
        self._metrics = metrics

    async def _write_here(self, work: Callable[[Unit], T]) -> T:
        began = time.perf_counter()
        result = await super()._write_here(work)
        self._metrics.written(time.perf_counter() - began)
        return result

    def write_now(self, work: Callable[[Unit], T], *, careful: bool = False) -> T:
        """See ``Database``."""
        began = time.perf_counter()
        try:
            result = super().write_now(work, careful=careful)
        except Away as away:
            self._metrics.not_written(str(away).partition(":")[0])  # the class of what the driver said
            raise
        self._metrics.written(time.perf_counter() - began)
        return result
