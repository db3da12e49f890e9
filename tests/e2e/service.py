"""``linli run`` as a newcomer starts it: a process of its own, with its data in a folder of the test's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.bot.channels.stage_telegram import free_port

_PATIENCE = 60.0
"""Seconds a start may take on a busy machine, the demo street included."""


class Service:
    """Start it, kill it, start it again; the port and the data stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.txt"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until the front page answers."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--demo"],
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text(encoding="utf-8")
            assert time.monotonic() - began < _PATIENCE, self.log.read_text(encoding="utf-8")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL: no time to finish anything."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """As on Ctrl-C."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(60)

    def _answers(self) -> bool:
        try:
            return httpx.get(self.url, timeout=5, trust_env=False).is_success
        except httpx.TransportError:
            return False

    def environment(self) -> dict[str, str]:
        """What the process is told, and nothing of the settings the tests themselves run under."""
        own = {"VAR": str(self.folder / "var"), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        own["FLOOD_LIMIT"] = "0"  # nobody here types as slowly as a person
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TIME_ZONE") if name in os.environ
        }
        return kept | own | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"}
