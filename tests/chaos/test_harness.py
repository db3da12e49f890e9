"""The harness as a whole, small: Linli survives it, and a broken Linli does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def chaos(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "chaos", "--seed", "3", *arguments]
    return subprocess.run(  # noqa: S603 - our own harness
        command, cwd=ROOT, capture_output=True, text=True, timeout=580, check=False
    )


def test_nothing_is_lost_doubled_or_out_of_order() -> None:
    done = chaos("--quick")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| **acknowledged, not stored** | 0 | 0 |" in done.stdout


def test_a_broken_promise_is_noticed() -> None:
    done = chaos("--mutants", "acknowledge-early")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| noticed | acknowledged, not stored" in done.stdout
