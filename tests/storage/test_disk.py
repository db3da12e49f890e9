"""How quick the disk is decides in which thread a commit waits for it."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from storage.database import Database
from storage.disk import Disk
from tests.storage.samples import person

QUICK, SLOW = 0.0002, 0.02


def _waited_for(disk: Disk, commits: int, seconds: float) -> int:
    """How many of so many commits were waited for, each of which takes so long."""
    waited = 0
    for _ in range(commits):
        if disk.is_quick():
            disk.took(seconds)
            waited += 1
    return waited


def test_a_disk_counts_as_slow_until_it_was_tried() -> None:
    disk = Disk()
    assert _waited_for(disk, 31, QUICK) == 0
    assert _waited_for(disk, 100, QUICK) == 100


def test_a_slow_disk_is_tried_once_in_32_commits() -> None:
    assert _waited_for(Disk(), 3200, SLOW) == 100


def test_a_disk_that_gets_slow_is_left_to_the_other_thread_at_once() -> None:
    disk = Disk()
    _waited_for(disk, 100, QUICK)
    assert _waited_for(disk, 31, SLOW) <= 2


def test_a_disk_that_was_held_up_once_is_soon_trusted_again() -> None:
    disk = Disk()
    _waited_for(disk, 100, QUICK)
    _waited_for(disk, 1, 60.0)
    _waited_for(disk, 32 * 16, QUICK)
    assert _waited_for(disk, 100, QUICK) == 100


@pytest.mark.parametrize("quick", [True, False])
async def test_only_a_slow_disk_is_waited_for_in_the_writers_thread(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, quick: object
) -> None:
    monkeypatch.setattr(Disk, "is_quick", lambda _: quick)
    threads: list[str] = []
    commit = Database._commit

    def note(*given: Any) -> None:
        threads.append(threading.current_thread().name)
        commit(*given)

    monkeypatch.setattr(Database, "_commit", note)
    await sqlite.write_at_hand(lambda unit: unit.people.add(person(1)))
    assert [name.startswith("linli-writer") for name in threads] == [not quick]


async def test_a_log_that_is_to_be_carried_over_never_holds_up_the_event_loop(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Disk, "is_quick", lambda _: True)
    monkeypatch.setattr("storage.checkpointing.Checkpoints.is_to_end", True)
    threads: list[str] = []
    monkeypatch.setattr(
        "storage.checkpointing.Checkpoints.after_commit",
        lambda *_: threads.append(threading.current_thread().name),
    )
    await sqlite.write_at_hand(lambda unit: unit.people.add(person(1)))
    assert threads[0].startswith("linli-writer")
