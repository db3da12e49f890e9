"""How quick the disk is decides in which thread a commit waits for it."""

from __future__ import annotations

import threading

import pytest

from storage.database import Database
from storage.disk import Disk
from tests.storage.samples import person

QUICK, SLOW = 0.0002, 0.02


@pytest.mark.parametrize(
    ("took", "quick"),
    [
        ([], False),
        ([QUICK] * 4, False),
        ([QUICK] * 5, True),
        ([QUICK] * 16 + [SLOW] * 11, True),
        ([QUICK] * 16 + [SLOW] * 12, False),
        ([SLOW] * 16 + [QUICK] * 5, True),
    ],
)
def test_a_disk_is_quick_when_a_quarter_of_its_last_commits_were(took: list[float], quick: object) -> None:
    disk = Disk()
    for seconds in took:
        disk.took(seconds)
    assert disk.is_quick is quick


@pytest.mark.parametrize("quick", [True, False])
async def test_only_a_slow_disk_is_waited_for_in_the_writers_thread(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, quick: object
) -> None:
    monkeypatch.setattr(Disk, "is_quick", quick)
    threads: list[str] = []
    monkeypatch.setattr(Disk, "took", lambda *_: threads.append(threading.current_thread().name))
    await sqlite.write_at_hand(lambda unit: unit.people.add(person(1)))
    assert [name.startswith("linli-writer") for name in threads] == [not quick]


async def test_a_transaction_that_has_only_read_says_nothing_of_the_disk(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sender looks at what is owed every few seconds: a slow disk must not be taken for a quick one."""
    took: list[float] = []
    monkeypatch.setattr(Disk, "took", lambda _, seconds: took.append(seconds))
    for count, number in ((1, 1), (2, 2)):
        await sqlite.write_at_hand(lambda unit, number=number: unit.people.add(person(number)))
        for write in (sqlite.write, sqlite.write_at_hand):
            await write(lambda unit: unit.outbox.last())
        assert len(took) == count


async def test_a_log_that_is_to_be_carried_over_never_holds_up_the_event_loop(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL has its own log")
    monkeypatch.setattr(Disk, "is_quick", True)
    monkeypatch.setattr("storage.checkpointing.Checkpoints.is_to_end", True)
    threads: list[str] = []
    monkeypatch.setattr(
        "storage.checkpointing.Checkpoints.after_commit",
        lambda *_: threads.append(threading.current_thread().name),
    )
    await database.write_at_hand(lambda unit: unit.people.add(person(1)))
    assert threads[0].startswith("linli-writer")
