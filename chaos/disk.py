"""A disk that can be filled up without anybody else noticing, and without being root.

Best is a small file system of our own: a tmpfs in a mount namespace that only the harness and its servers see
(as an ordinary user: inside a user namespace). Where that is not permitted, the server may write no file
beyond its present size (RLIMIT_FSIZE), which hinders it in the same way but is another error to it.
"""

from __future__ import annotations

import ctypes
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_CLONE_NEWNS, _CLONE_NEWUSER = 0x00020000, 0x10000000
_MS_REC, _MS_PRIVATE, _MNT_DETACH = 0x4000, 0x40000, 0x2
_SIZE = 512 << 20
"""Bytes of the small disk; it is in memory."""
_MARGIN = 64 << 10


class Disk:
    """``own`` says whether it is a file system of its own; ``full`` fills it for as long as it is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = _mount(folder) if alone() else False

    @contextmanager
    def full(self, pid: int) -> Iterator[None]:
        """Nothing more can be written by the server with this process id."""
        with self._filled() if self.own else self._limited(pid):
            yield

    @contextmanager
    def _filled(self) -> Iterator[None]:
        ballast = self.folder / "ballast"
        try:
            with ballast.open("wb", buffering=0) as file:
                for size in (1 << 20, 4096):
                    with suppress(OSError):
                        while file.write(bytes(size)):
                            pass
            yield
        finally:
            ballast.unlink(missing_ok=True)

    @contextmanager
    def _limited(self, pid: int) -> Iterator[None]:
        largest = max((path.stat().st_size for path in self.folder.iterdir() if path.is_file()), default=0)
        with suppress(ProcessLookupError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest + _MARGIN, hard))
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))

    def close(self) -> None:
        """Give it back; what was on it is gone."""
        if self.own:
            ctypes.CDLL(None).umount2(str(self.folder).encode(), _MNT_DETACH)


_alone: list[bool] = []


def alone() -> bool:
    """Have this process see mounts of its own from now on; to be called before it has threads."""
    if not _alone:
        _alone.append(_unshare())
    return _alone[0]


def _unshare() -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    if user == 0 and libc.unshare(_CLONE_NEWNS) == 0:
        return bool(libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0)
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNS) != 0:
        return False
    try:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    except OSError:
        return False
    return bool(libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0)


def _mount(folder: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"size={_SIZE},mode=700".encode()
    return bool(libc.mount(b"linli-chaos", str(folder).encode(), b"tmpfs", 0, options) == 0)
