"""Ctrl-C ends a command without a traceback, whenever it comes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

import bot.cli
from bot.__main__ import main

_ROOT = Path(__file__).parents[3]
_SCRIPT = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]["linli"]
_INSTALLED = "from {0} import {1}; {1}()".format(*_SCRIPT.split(":"))


@pytest.fixture(autouse=True)
def _as_found() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def _run(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run it where Ctrl-C is pressed as soon as Typer is imported."""
    pressed = "import signal\nsignal.raise_signal(signal.SIGINT)\n"
    (tmp_path / "typer.py").write_text(pressed, encoding="utf-8")
    paths = os.pathsep.join((str(tmp_path), str(_ROOT)))
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *command, "--help"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", [("-c", _INSTALLED), ("-m", "bot")])
def test_while_it_still_loads_it_ends_without_a_word(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = _run(tmp_path, *command)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_afterwards_a_command_hears_it_and_can_put_things_right(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []

    def command() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            heard.append("and put right")
            raise

    signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(bot.cli, "app", command)
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, heard) == (130, ["and put right"])


def _another(sig: int, frame: FrameType | None) -> None:
    """Somebody else's handler."""


@pytest.mark.parametrize("hear", [signal.SIG_IGN, signal.SIG_DFL, _another])
def test_where_something_else_was_to_happen_it_stays_so(
    monkeypatch: pytest.MonkeyPatch, hear: signal.Handlers
) -> None:
    found = []
    signal.signal(signal.SIGINT, hear)
    monkeypatch.setattr(bot.cli, "app", lambda: found.append(signal.getsignal(signal.SIGINT)))
    main()
    assert found == [hear]
