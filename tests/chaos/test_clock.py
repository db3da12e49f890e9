"""The clock that can be moved while a server looks at it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from chaos.clock import MovedClock
from chaos.troubles import TROUBLES, schedule


def test_whoever_looks_at_the_same_clock_sees_it_moved(tmp_path: Path) -> None:
    mine, theirs = MovedClock(tmp_path / "clock"), MovedClock(tmp_path / "clock")
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    mine.move_to(leap)
    assert abs(theirs() - leap) < timedelta(seconds=5)
    mine.move_by(-3600)
    assert abs(theirs() - leap + timedelta(hours=1)) < timedelta(seconds=5)
    assert abs(theirs.milliseconds() / 1000 - theirs().timestamp()) < 1


def test_every_trouble_has_its_place_in_a_run() -> None:
    planned = [one for troubles in schedule(100, quick=False).values() for one in troubles]
    assert planned == list(TROUBLES)
    assert len(schedule(8, quick=True)) <= 8
