"""The server as a program: how it ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot import serving


def test_a_stop_while_it_still_loads_is_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "_serve", stopped)
    serving.main(())
    assert capsys.readouterr() == ("", "")


def test_what_goes_wrong_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(SystemExit, match=r"^linli: LOG_LEVEL must be one of"):
        serving.main(())


_FAREWELL = """
import atexit, sys
from bot.serving import leave

atexit.register(print, "farewell")
def work():
    print("done")
    {end}
leave(work)
"""


@pytest.mark.parametrize(
    ("end", "status", "said"),
    [
        ("pass", 0, ""),
        ("sys.exit()", 0, ""),
        ("sys.exit(3)", 3, ""),
        ("sys.exit('linli: no')", 1, "linli: no\n"),
    ],
)
def test_it_ends_at_once_with_its_status_and_all_it_has_said(end: str, status: int, said: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own few lines
        [sys.executable, "-c", _FAREWELL.format(end=end)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, "done\n", said)
