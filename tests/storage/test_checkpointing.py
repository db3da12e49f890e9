from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.checkpointing import Checkpoints
from storage.engines import open_engine

_PAGE = 4096


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "linli.db"


@pytest.fixture
def engine(path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (text)")
    return engine


def _write(engine: Engine, checkpoints: Checkpoints) -> None:
    with engine.connect() as connection:
        with connection.begin():
            connection.exec_driver_sql("INSERT INTO note VALUES (?)", ("x" * 20 * _PAGE,))
        checkpoints.after_commit(connection)
    checkpoints.wait()


def _carried_over(path: Path) -> int:
    """How many notes the database has without its log."""
    alone = path.with_name("alone.db")
    shutil.copyfile(path, alone)
    with closing(sqlite3.connect(alone)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM note").fetchone()[0])
        except sqlite3.OperationalError:  # not even the table is there
            return 0


def test_nothing_is_carried_over_before_it_is_time(engine: Engine, path: Path) -> None:
    clock = Clock()
    checkpoints = Checkpoints(engine, clock)
    clock.now = 0.5
    _write(engine, checkpoints)
    assert _carried_over(path) == 0
    checkpoints.close()


def test_when_it_is_time_everything_committed_is_carried_over(engine: Engine, path: Path) -> None:
    clock = Clock()
    checkpoints = Checkpoints(engine, clock)
    clock.now = 2.0
    _write(engine, checkpoints)
    assert _carried_over(path) == 1
    checkpoints.close()


def test_under_constant_writing_the_log_does_not_grow_without_end(engine: Engine, path: Path) -> None:
    clock = Clock()
    checkpoints = Checkpoints(engine, clock)
    for _ in range(60):
        clock.now += 1.5
        _write(engine, checkpoints)
    assert path.with_name("linli.db-wal").stat().st_size < 10 * 20 * _PAGE
    checkpoints.close()


def test_a_checkpoint_that_fails_disturbs_nobody(
    engine: Engine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    checkpoints = Checkpoints(engine, clock)
    clock.now = 2.0
    with monkeypatch.context() as patch:
        patch.setattr("storage.checkpointing._CHECKPOINT", "nonsense")
        _write(engine, checkpoints)
    clock.now = 4.0
    _write(engine, checkpoints)
    clock.now = 6.0
    _write(engine, checkpoints)
    assert _carried_over(path) == 3
    checkpoints.close()
