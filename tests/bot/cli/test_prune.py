"""``linli db prune``: counts what would go, and lets it go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.db import app
from bot.cli.opening import opened
from bot.clock import now
from model.message import Address, Incoming

runner = CliRunner()


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", str(tmp_path / "var"))
    with opened() as (database, _):
        for number in range(3):
            at = now() - timedelta(days=20 * number)
            said = Incoming(str(number), Address("test", "me"), at, text="x")
            database.write_now(lambda unit, said=said: unit.inbox.add(said))  # type: ignore[misc]


def pruned(*arguments: str) -> dict[str, str]:
    result = runner.invoke(app, ["prune", *arguments])
    assert result.exit_code == 0, result.output
    return dict(line.split() for line in result.output.splitlines() if len(line.split()) == 2)


def test_a_dry_run_counts_and_changes_nothing() -> None:
    assert pruned("--dry-run")["received"] == "1"
    assert pruned("--dry-run")["received"] == "1"


def test_what_is_old_goes_once() -> None:
    assert pruned()["received"] == "1"
    assert pruned()["received"] == "0"


def test_the_settings_say_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_MESSAGES", "10")
    assert pruned("--dry-run")["received"] == "2"
    monkeypatch.setenv("KEEP_MESSAGES", "0")
    assert pruned("--dry-run")["received"] == "0"
