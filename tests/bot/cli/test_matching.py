"""``linli matching``: training from the installation's needs, comparing, and refusing what is worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import matching
from bot.models import files, newest
from matching.text.learning import header_of
from model.need import Need
from storage.database import Database
from storage.schema import upgrade
from storage.unit import Unit

runner = CliRunner()
NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
MODELS = Path("var/models")
PLACES = ("一区", "二区", "三区", "东门", "西门", "南门", "北门", "前楼", "后楼", "花园")
TEXTS = [
    f"{place}的银铃阁{words}"
    for place in PLACES
    for words in ("几时开", "还订得到吗", "想加一份", "能送来吗")
]


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", "var")
    Path("var").mkdir()


def file(texts: list[str]) -> None:
    def write(unit: Unit) -> None:
        for at, text in enumerate(texts, 1):
            unit.needs.add(Need(at, str(1000 + at), 1, "GH01", "elderly.meals", text, NOW))

    database = Database("sqlite:///var/linli.db")
    upgrade(database.engine)
    database.write_now(write)
    database.engine.dispose()


def run(*words: str) -> Result:
    return runner.invoke(matching.app, list(words), catch_exceptions=False)


def test_training_writes_a_model_that_the_next_start_takes() -> None:
    file(TEXTS)
    result = run("train")
    assert result.exit_code == 0
    assert "40 needs, 0 of them sorted by staff" in " ".join(result.output.split())
    found = newest(MODELS)
    assert found.path is not None
    header = header_of(found.model)
    assert header is not None
    assert (header.needs, header.held_out) == (40, 8)
    assert found.model.guess("银铃阁", 1)[0][0] == "elderly.meals"


def test_without_needs_there_is_nothing_to_compare_and_the_model_is_kept() -> None:
    result = run("train")
    assert result.exit_code == 0
    assert "nothing to compare on" in " ".join(result.output.split())
    assert len(files(MODELS)) == 1


def test_evaluating_shows_each_category_and_keeps_nothing() -> None:
    file(TEXTS)
    result = run("evaluate")
    assert result.exit_code == 0
    for word in ("elderly.meals", "calibration error", "macro f1"):
        assert word in result.output
    assert not MODELS.exists()


def test_a_worse_model_is_refused_unless_it_is_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    file(TEXTS)
    learned = matching._learned()
    assert learned.new is not None
    worse = replace(
        learned,
        new=replace(learned.new, rows=100, accuracy=0.5),
        current=replace(learned.new, rows=100, accuracy=0.9),
    )
    monkeypatch.setattr(matching, "_learned", lambda: worse)
    result = run("train")
    assert result.exit_code == 1
    assert "the new model is worse" in " ".join(result.output.split())
    assert not files(MODELS)
    assert run("train", "--force").exit_code == 0
    assert len(files(MODELS)) == 1
