"""The played loss of power takes what was not synced, and only that."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from chaos.power import CannotPlay, Power, compiled

_WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute(f"PRAGMA synchronous={sys.argv[2]}")
connection.execute("PRAGMA wal_autocheckpoint=30")
connection.execute("CREATE TABLE said (number INTEGER)")
for number in range(1_000_000):
    connection.execute("INSERT INTO said VALUES (?)", (number,))
    print(number, flush=True)
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return compiled(tmp_path_factory.mktemp("shim"))
    except CannotPlay as reason:
        pytest.skip(str(reason))


def write_and_lose(library: Path, folder: Path, synchronous: str) -> tuple[int, int | None]:
    """The last number that was said to be stored, and the last that is."""
    data = folder / "var"
    data.mkdir()
    power = Power(folder, data)
    command = [sys.executable, "-c", _WRITER, str(data / "linli.db"), synchronous]
    environment = {**os.environ, "LD_PRELOAD": str(library), **power.environment}
    with subprocess.Popen(  # noqa: S603 - our own few lines
        command, env=environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        for _ in range(200):
            writer.stdout.readline()
        time.sleep(0.05)
        writer.kill()
        told = int(writer.stdout.read().split("\n")[-2])
    power.lose()
    with closing(sqlite3.connect(data / "linli.db")) as connection:
        try:
            stored = connection.execute("SELECT max(number) FROM said").fetchone()[0]
        except sqlite3.OperationalError:
            return told, None
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return told, int(stored)


def test_what_was_synced_stays(library: Path, tmp_path: Path) -> None:
    told, stored = write_and_lose(library, tmp_path, "FULL")
    assert stored is not None
    assert stored >= told


def test_what_was_not_synced_is_gone(library: Path, tmp_path: Path) -> None:
    told, stored = write_and_lose(library, tmp_path, "OFF")
    assert stored is None or stored < told
