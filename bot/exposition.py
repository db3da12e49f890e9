"""The metrics as Prometheus reads them (its text format 0.0.4, by the official client)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.channel import Channel
from bot.fairness import FairQueue
from bot.metrics import Histogram, Metrics
from bot.watchman import Watchman
from handlers.incidents import KINDS
from storage.database import Database
from storage.figures import Figures, figures

_FRESH = 5.0
"""Seconds for which figures of the database hold."""


class Exposition:
    """``text`` gives everything; the database is asked every five seconds at most."""

    def __init__(
        self,
        metrics: Metrics,
        queue: FairQueue,
        watchman: Watchman,
        channels: Mapping[str, Channel],
        database: Database,
    ) -> None:
        self._metrics = metrics
        self._queue = queue
        self._watchman = watchman
        self._channels = channels
        self._database = database
        self._figures: Figures | None = None
        self._read_at = 0.0
        self._reading = asyncio.Lock()
        self._registry = CollectorRegistry()
        self._registry.register(_Ours(self._collect))
        ProcessCollector(registry=self._registry)

    async def text(self) -> bytes:
        """All metrics; those of the database are left out when it does not answer."""
        async with self._reading:
            if time.monotonic() - self._read_at > _FRESH:
                await self._read()
        return generate_latest(self._registry)

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(_FRESH):
                self._figures = await self._database.read(lambda unit: figures(unit, self._watchman.now()))
        except Exception:  # noqa: BLE001 - what the process knows of itself is worth reading all the same
            self._figures = None
        self._read_at = time.monotonic()

    # families ----------------------------------------------------------------------------------------

    def _collect(self) -> Iterator[Metric]:
        yield from self._of_intake()
        yield from self._of_messengers()
        yield from self._of_writer()
        yield from self._of_database()
        wrong = GaugeMetricFamily(
            "linli_incident", "1 while staff are told that this is wrong.", labels=["kind"]
        )
        kinds = {one.kind for one in self._watchman.current}
        for kind in KINDS:
            wrong.add_metric([kind], float(kind in kinds))
        yield wrong

    def _of_intake(self) -> Iterator[Metric]:
        metrics, oldest = self._metrics, self._queue.oldest()
        turns = CounterMetricFamily("linli_turns", "Updates worked on, by outcome.", labels=["outcome"])
        for outcome in ("done", "repeated", "poisoned", "not_stored"):
            turns.add_metric([outcome], metrics.turns[outcome])
        turns.add_metric(["refused"], self._queue.refused)
        turns.add_metric(["slowed"], self._queue.slowed)
        yield turns
        yield _histogram(
            "linli_turn_seconds", "From an update's arrival until it is durable.", metrics.turn_seconds
        )
        yield _histogram("linli_batch_size", "Updates committed together.", metrics.batches)
        yield _gauge("linli_intake_waiting", "Updates that wait to be worked on.", len(self._queue))
        age = 0.0 if oldest is None else max(0.0, time.monotonic() - oldest)
        yield _gauge("linli_intake_oldest_seconds", "How long the oldest of them has waited.", age)

    def _of_messengers(self) -> Iterator[Metric]:
        metrics = self._metrics
        calls = CounterMetricFamily(
            "linli_messages", "Calls to messengers, by what became of them.", labels=["channel", "outcome"]
        )
        for (channel, outcome), count in sorted(metrics.messages.items()):
            calls.add_metric([channel, outcome], count)
        yield calls
        seconds = HistogramMetricFamily(
            "linli_message_seconds", "How long a messenger took for a call.", labels=["channel"]
        )
        for channel, one in sorted(metrics.call_seconds.items()):
            seconds.add_metric([channel], _buckets(one), one.sum)
        yield seconds
        reach = GaugeMetricFamily(
            "linli_messenger_up", "0 while a messenger is out of reach.", labels=["channel"]
        )
        away = self._watchman.out_of_reach()
        for channel in self._channels:
            reach.add_metric([channel], float(channel not in away))
        yield reach

    def _of_writer(self) -> Iterator[Metric]:
        metrics = self._metrics
        yield _histogram(
            "linli_write_seconds", "One transaction, until it is durable.", metrics.write_seconds
        )
        errors = CounterMetricFamily(
            "linli_write_errors", "Transactions the database refused.", labels=["kind"]
        )
        for kind, count in sorted(metrics.write_errors.items()):
            errors.add_metric([kind], count)
        yield errors

    def _of_database(self) -> Iterator[Metric]:
        found = self._figures
        yield _gauge("linli_database_up", "Whether the database answered.", float(found is not None))
        if found is None:
            return
        oldest, late = found.outbox_oldest.total_seconds(), found.timer_oldest.total_seconds()
        yield _gauge("linli_outbox_waiting", "Messages owed.", found.outbox_waiting)
        yield _gauge("linli_outbox_held", "Messages held since a restore.", found.outbox_held)
        yield _gauge("linli_outbox_oldest_seconds", "How long the oldest has been due.", oldest)
        yield _gauge("linli_timers_late", "Timers due for more than a minute.", found.timers_late)
        yield _gauge("linli_timer_oldest_seconds", "How long the oldest has been due.", late)
        yield _gauge("linli_referrals_overdue", "Offers past their deadline.", found.referrals_overdue)
        yield _gauge("linli_needs_unmet", "Needs that nobody could serve.", found.needs_unmet)
        yield _gauge("linli_updates_poisoned", "Updates set aside.", found.updates_poisoned)


class _Ours(Collector):
    def __init__(self, collect: Callable[[], Iterator[Metric]]) -> None:
        self._collect = collect

    def collect(self) -> Iterator[Metric]:
        """Prometheus's client asks for this."""
        return self._collect()


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _histogram(name: str, words: str, values: Histogram) -> Metric:
    return HistogramMetricFamily(name, words, buckets=_buckets(values), sum_value=values.sum)


def _buckets(values: Histogram) -> list[tuple[str, float]]:
    """Prometheus counts everything up to each bound."""
    total, found = 0, []
    for bound, count in zip((*values.bounds, float("inf")), values.counts, strict=True):
        total += count
        found.append(("+Inf" if bound == float("inf") else str(float(bound)), float(total)))
    return found
