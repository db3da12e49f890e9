"""A full disk without being root: nothing more is written, and then it is again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chaos.disk import Disk
from tests.tree import ROOT

_FILLER = """
import errno, sys
from pathlib import Path
from chaos import disk

folder = Path(sys.argv[1])
disk._SIZE = 5 << 20
for left in range(0, 9000, 1000):
    own = disk.Disk(folder)
    if not own.own:
        print("not permitted")
        break
    (folder / "kept").write_bytes(bytes(4096 + left))
    with own.full(0):
        try:
            (folder / "more").write_bytes(bytes(4096))
            print("written")
        except OSError as error:
            print(errno.errorcode[error.errno])
    (folder / "more").write_bytes(bytes(1 << 20))
    own.close()
"""

_APPENDER = """
import sys
with open(sys.argv[1], "ab", buffering=0) as file:
    for _ in sys.stdin:
        try:
            file.write(bytes(1 << 20))
            print("written", flush=True)
        except OSError as error:
            print(type(error).__name__, flush=True)
"""


def test_a_small_disk_is_full_to_the_last_block_and_then_has_room_again(tmp_path: Path) -> None:
    found = subprocess.run(  # noqa: S603 - our own few lines
        [sys.executable, "-c", _FILLER, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    if "not permitted" in found.stdout:
        pytest.skip("no file system of its own is permitted here")
    assert found.stdout.split() == ["ENOSPC"] * 9


def test_a_limited_process_can_write_again_afterwards(tmp_path: Path) -> None:
    disk = Disk.__new__(Disk)
    disk.folder, disk.own = tmp_path, False
    path = tmp_path / "file"
    path.write_bytes(bytes(100))
    command = [sys.executable, "-c", _APPENDER, str(path)]
    with subprocess.Popen(  # noqa: S603 - our own few lines
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as appender:
        assert appender.stdin is not None
        assert appender.stdout is not None

        def append() -> str:
            appender.stdin.write("\n")  # type: ignore[union-attr]
            appender.stdin.flush()  # type: ignore[union-attr]
            return appender.stdout.readline().strip()  # type: ignore[union-attr]

        assert append() == "written"
        with disk.full(appender.pid):
            found = [append(), append()]
        assert found[-1] == "OSError"
        assert append() == "written"
        appender.stdin.close()
