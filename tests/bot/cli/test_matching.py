"""``linli matching``: training from the installation's needs, comparing, and refusing what is worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import matching
from bot.models import newest
from matching.text import Model, training
from matching.text.examples import Example
from matching.text.learning import header_of
from model.need import Need
from storage.database import Database
from storage.models import Learnt
from storage.unit import Unit
from tests.migrated import migrated

runner = CliRunner()
_TRAIN = training.train
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
    migrated(Path("var/linli.db"))


@pytest.fixture(autouse=True)
def _trained_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same examples give the same model (tests/matching/text/test_learning.py): they are learnt once."""
    monkeypatch.setattr(training, "train", _train)


@cache
def _trained(examples: tuple[Example, ...], recipe: training.Recipe) -> Model:
    return _TRAIN(examples, recipe)


def _train(examples: Sequence[Example], recipe: training.Recipe) -> Model:
    return _trained(tuple(examples), recipe)


def file(texts: list[str]) -> None:
    def write(unit: Unit) -> None:
        for at, text in enumerate(texts, 1):
            unit.needs.add(Need(at, str(1000 + at), 1, "GH01", "elderly.meals", text, NOW))

    database = Database("sqlite:///var/linli.db")
    database.write_now(write)
    database.engine.dispose()


def run(*words: str) -> Result:
    return runner.invoke(matching.app, list(words), catch_exceptions=False)


def words(result: Result) -> str:
    """What was said, without the breaks of its lines and the frames of its boxes."""
    return " ".join(result.output.replace("│", " ").split())


def kept() -> list[Learnt]:
    database = Database("sqlite:///var/linli.db")
    found = database.read_now(lambda unit: unit.models.all())
    database.engine.dispose()
    return found


def test_training_keeps_a_model_that_the_next_start_takes() -> None:
    file(TEXTS)
    result = run("train")
    assert result.exit_code == 0
    assert "40 needs, 0 of them sorted by staff" in words(result)
    assert "Model 1, " in words(result)
    run("explain", "几时开")
    found = newest(MODELS)
    assert found.path is not None
    header = header_of(found.model)
    assert header is not None
    assert (header.needs, header.held_out) == (40, 8)
    assert found.model.guess("银铃阁", 1)[0][0] == "elderly.meals"


def test_without_needs_there_is_nothing_to_compare_and_the_model_is_kept() -> None:
    result = run("train")
    assert result.exit_code == 0
    assert "nothing to compare on" in words(result)
    assert [one.number for one in kept()] == [1]


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
    assert not kept()
    assert run("train", "--force").exit_code == 0
    assert len(kept()) == 1


def test_models_are_listed_and_one_goes_back_to_another_or_to_the_one_that_ships() -> None:
    """By their numbers; the list says which is in use and how good each is."""
    assert "The model that ships is in use." in words(run("list"))
    file(TEXTS)
    run("train")
    run("train")
    assert "Model 1 is in use" in words(run("activate", "1"))
    rows = [line for line in run("list").output.splitlines() if " 40 " in line]
    assert [line.count(":") for line in rows] == [1, 2]  # when it was trained, and since when it is in use
    assert "as model 3" in words(run("activate", "shipped"))
    assert "shipped" in words(run("list"))
    assert newest(MODELS).path is not None
    run("list")
    assert header_of(newest(MODELS).model) is None


@pytest.mark.parametrize("given", ["9", "x", "²"])
def test_a_model_that_is_not_there_is_not_activated(given: str) -> None:
    """The shell is told, and what is in use stays."""
    result = run("activate", given)
    assert result.exit_code == 2
    assert "there is no model" in words(result)
