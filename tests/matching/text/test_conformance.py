"""The measuring command works on any labelled file, and the public data sets show what is promised."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from conformance.text import main
from conformance.text_rows import RECIPE, Row
from matching.text import danger
from matching.text.training import Recipe

DATA = Path(os.environ.get("LINLI_TEXT", Path(__file__).parents[4] / "shared" / "text"))
measured = pytest.mark.skipif(not DATA.exists(), reason=f"no public text data at {DATA}")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    main(arguments)
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def write(path: Path) -> Path:
    rows = [
        {"unit": label, "title": f"{word}{extra}", "text": f"您好，{word}{extra}，请处理"}
        for label, word in (("电梯所", "电梯坏了"), ("环卫所", "垃圾没人收"))
        for extra in ("", "三天", "很久", "一周", "又是", "一直")
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_a_file_is_trained_on_and_evaluated_with_the_same_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, model = write(tmp_path / "rows.jsonl"), tmp_path / "model.npz"
    trained = run(capsys, "train", str(file), str(model), "--label", "unit", "--text", "title,text")
    assert (trained["rows"], trained["labels"]) == (12, 2)
    assert {"ridge", "pairs"} <= set(trained)
    figures = run(capsys, "evaluate", str(model), str(file))
    assert figures["accuracy"] == 1.0
    assert {"macro_f1", "top3", "classes", "calibration_error", "messages_per_second"} <= set(figures)


def test_five_folds_report_each_field_and_all_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "rows.jsonl")
    figures = run(capsys, "crossvalidate", str(file), "--label", "unit", "--text", "title,text")
    assert set(figures) == {"title", "text", "title+text"}


def test_more_folds_learn_from_more_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[int] = []

    def counting(rows: list[Row]) -> Recipe:
        learnt.append(len(rows))
        return RECIPE

    monkeypatch.setattr("conformance.text.chosen", counting)
    file = write(tmp_path / "rows.jsonl")
    for folds in ("2", "6"):
        run(capsys, "crossvalidate", str(file), "--label", "unit", "--folds", folds)
    assert learnt == [6] * 2 + [10] * 6


@measured
@pytest.mark.slow
def test_what_ships_sorts_real_titles_without_having_seen_any(capsys: pytest.CaptureFixture[str]) -> None:
    figures = run(capsys, "coldstart", str(DATA / "messages.jsonl"), "--text", "title")
    assert float(str(figures["macro_f1"])) >= 0.72


@measured
@pytest.mark.slow
@pytest.mark.parametrize("name", ["messages", "hotline"])
def test_few_real_messages_raise_an_alarm(name: str) -> None:
    """Half of those that do tell of real danger; at most one in a hundred does at all."""
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    alarms = sum(danger(row["text"]) is not None for row in rows)
    assert alarms <= 0.01 * len(rows)


@measured
def test_people_in_distress_are_heard() -> None:
    lines = (DATA / "risk-dev.tsv").read_text("utf-8").splitlines()[1:]
    grave = [text for text, level in (line.rsplit("\t", 1) for line in lines) if int(level) >= 5]
    assert sum(danger(text) is not None for text in grave) >= 0.85 * len(grave)
