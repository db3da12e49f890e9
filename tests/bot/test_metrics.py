"""Metrics: every figure is there, in Prometheus's own words, and none names a resident."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Histogram, Metrics
from bot.readiness import Examiner
from bot.settings import Settings
from bot.wiring import Linli
from model.message import Address, Incoming
from storage.database import Database

EXPECTED = {
    "linli_turns",
    "linli_turn_seconds",
    "linli_batch_size",
    "linli_intake_waiting",
    "linli_intake_oldest_seconds",
    "linli_messages",
    "linli_message_seconds",
    "linli_messenger_up",
    "linli_write_seconds",
    "linli_write_errors",
    "linli_database_up",
    "linli_outbox_waiting",
    "linli_outbox_held",
    "linli_outbox_oldest_seconds",
    "linli_timers_late",
    "linli_timer_oldest_seconds",
    "linli_referrals_overdue",
    "linli_needs_unmet",
    "linli_updates_poisoned",
    "linli_incident",
}


def values(text: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_a_histogram_counts_a_value_under_the_first_bound_that_holds_it() -> None:
    histogram = Histogram((1, 2))
    histogram.add_all([0.5, 1.0, 1.5, 9.0])
    histogram.add(2.0)
    assert (histogram.counts, histogram.sum, histogram.count) == ([2, 2, 1], 14.0, 5)


def test_a_messenger_fails_from_its_first_trouble_until_a_call_gets_through() -> None:
    metrics = Metrics()
    for outcome in ("sent", "retry", "retry"):
        metrics.called("telegram", outcome, 0.1)
    since = metrics.failing_since["telegram"]
    metrics.called("telegram", "retry", 0.1)
    assert metrics.failing_since["telegram"] == since
    metrics.called("telegram", "unreachable", 0.1)
    assert metrics.failing_since == {}


async def test_a_conversation_is_counted_and_leaves_no_trace_in_labels(tmp_path: Path) -> None:
    linli = Linli(Settings(var=tmp_path, secret="x"))
    await linli.start()
    for number in ("1", "2", "2"):
        await linli.intake.receive(
            Incoming(number, Address("web", "4711"), linli.clock(), text="王桂芳 13812345678")
        )
    text = await linli.oversight.exposition.text()
    found = values(text)
    assert {family.name for family in text_string_to_metric_families(text.decode())} >= EXPECTED
    assert found["linli_turns_total", (("outcome", "done"),)] == 2
    assert found["linli_turns_total", (("outcome", "repeated"),)] == 1
    assert found["linli_turn_seconds_count", ()] == 3
    assert found["linli_batch_size_bucket", (("le", "1.0"),)] == 3
    assert found["linli_database_up", ()] == 1
    assert found["linli_messenger_up", (("channel", "web"),)] == 1
    for private in ("4711", "桂芳", "1381234"):
        assert private not in text.decode()
    await linli.stop()


async def test_the_database_is_asked_every_five_seconds_at_most_and_may_be_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linli = Linli(Settings(var=tmp_path, secret="x"))
    await linli.start()
    await linli.heart.stop()
    await linli.oversight.watchman.stop()
    reads = 0
    read = Database.read

    async def counted(self: Database, work: object) -> object:
        nonlocal reads
        reads += 1
        return await read(self, work)  # type: ignore[arg-type,misc]

    async def gone(*_: object) -> object:
        raise OSError

    monkeypatch.setattr(Database, "read", counted)
    for _ in range(3):
        await linli.oversight.exposition.text()
    assert reads == 1
    monkeypatch.setattr(Database, "read", gone)
    linli.oversight.exposition._read_at = 0.0
    found = values(await linli.oversight.exposition.text())
    assert found["linli_database_up", ()] == 0
    assert ("linli_outbox_waiting", ()) not in found
    monkeypatch.undo()
    await linli.stop()


async def test_each_part_that_is_not_well_makes_it_unready(tmp_path: Path) -> None:
    linli = Linli(Settings(var=tmp_path, secret="x"))
    await linli.start()
    examiner: Examiner = linli.oversight.examiner
    assert (await examiner.examine()).ready

    linli.metrics.in_hand_since = time.monotonic() - 31
    assert (await examiner.examine()).intake == "a batch is not done for 31 s"
    linli.metrics.in_hand_since = None
    await linli.heart.stop()
    linli.heart.beat_at = time.monotonic() - 25
    assert (await examiner.examine()).heart == "no beat for 25 s"
    linli.heart.beat_at = time.monotonic()
    linli.metrics.writes_fail_since = time.monotonic() - 2
    assert "it takes no writing" in (await examiner.examine()).database
    linli.metrics.writes_fail_since = None
    linli.metrics.failing_since["web"] = time.monotonic() - 200
    found = await examiner.examine()
    assert found.ready
    assert found.as_json()["status"] == "degraded"
    assert found.as_json()["channels"] == {"web": "out of reach"}
    await linli.stop()


async def test_tables_of_another_version_make_it_unready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linli = Linli(Settings(var=tmp_path, secret="x"))
    await linli.start()
    monkeypatch.setattr("bot.readiness.newest", lambda: "9999")
    found = await linli.oversight.examiner.examine()
    assert found.migrations.endswith("this version needs 9999")
    assert found.as_json()["status"] == "unready"
    await linli.stop()
