"""The loss of power, played: what was written and not synced is taken away again (``shim.c``)."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_name("shim.c")
_HEAD = struct.Struct("<QQQ")


class CannotPlay(Exception):
    """The loss of power cannot be played on this machine; says why."""


class Power:
    """One server's: ``environment`` is what the shim in it must be told; ``lose`` when it was killed."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._data = data
        self._undo = folder / "undo"
        self._undo.mkdir()
        self.environment = {"CHAOS_DATA": str(data), "CHAOS_UNDO": str(self._undo)}

    def lose(self) -> int:
        """Undo what was not synced; gives back how many writes that were."""
        undone = 0
        for undo in self._undo.iterdir():
            undone += _undo(undo, self._data / undo.name)
        for memory in self._data.glob("*-shm"):
            memory.unlink()
        self.settle()
        return undone

    def settle(self) -> None:
        """What stands in the files now is on the disk."""
        for undo in self._undo.iterdir():
            undo.unlink()


def compiled(folder: Path) -> Path:
    """The shim as a library in a folder, to be preloaded. CannotPlay where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise CannotPlay("there is no C compiler (cc) to make the shim with")
    library = folder / "shim.so"
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(_SOURCE), "-ldl", "-pthread"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own source
    if done.returncode != 0:
        raise CannotPlay(f"the shim cannot be compiled: {done.stderr[:300]}")
    return library


def _undo(undo: Path, path: Path) -> int:
    records = _records(undo.read_bytes())
    if not path.exists():
        return 0
    with path.open("r+b") as file:
        for offset, size, old in reversed(records):
            os.pwrite(file.fileno(), old, offset)
            os.ftruncate(file.fileno(), size)
    return len(records)


def _records(written: bytes) -> list[tuple[int, int, bytes]]:
    """Offset, size before and bytes of each change; without the one that was being noted at the kill."""
    found, at = [], 0
    while at + _HEAD.size <= len(written):
        offset, size, count = _HEAD.unpack_from(written, at)
        at += _HEAD.size
        if at + count > len(written):
            break
        found.append((offset, size, written[at : at + count]))
        at += count
    return found
