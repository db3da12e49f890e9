"""The classifier: trained reproducibly, small, calibrated, read back equal, and refused when broken."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matching.text import BadModel, Example, Model, load_model, shipped, train
from matching.text.evaluation import evaluate
from matching.text.examples import examples, read
from matching.text.model import load, teaching
from matching.text.training import Recipe, digest
from matching.text.training import train as train_with
from model.taxonomy import LEAVES

ROWS = [
    *(Example(f"电梯{word}", "lift") for word in ("坏了", "停了", "不动", "困人", "晃", "没修好")),
    *(Example(f"垃圾{word}", "garbage") for word in ("没人收", "堆满", "很臭", "清运", "太多", "分类")),
    *(Example(f"找{word}工作", "jobs") for word in ("个", "份", "兼职", "不到", "新", "附近的")),
]


def test_every_leaf_has_at_least_fifteen_sentences_of_our_own() -> None:
    counts: dict[str, int] = {}
    for row in examples():
        counts[row.label] = counts.get(row.label, 0) + row.sentence
    assert {leaf.code: counts.get(leaf.code) for leaf in LEAVES if counts.get(leaf.code, 0) < 15} == {}


def test_every_label_is_a_leaf_or_a_kind_of_message() -> None:
    codes = {leaf.code for leaf in LEAVES}
    assert {row.label for row in examples() if not row.label.startswith("~")} == codes


def test_no_sentence_is_written_twice_under_different_labels() -> None:
    seen: dict[str, str] = {}
    for row in examples():
        if row.sentence:
            assert seen.setdefault(row.text, row.label) == row.label, row


def test_a_file_of_examples_has_headings_sentences_and_word_lists() -> None:
    rows = read("[a.b]\n= 一 二\n句子\n\n[~c]\n谢谢\n")
    assert [(row.text, row.label, row.sentence) for row in rows] == [
        ("一", "a.b", False),
        ("二", "a.b", False),
        ("句子", "a.b", True),
        ("谢谢", "~c", True),
    ]


def test_the_shipped_model_is_the_one_its_examples_give() -> None:
    assert load_model().digest == digest(list(examples()), Recipe())


@pytest.mark.slow
def test_building_it_anew_gives_the_same_guesses() -> None:
    built, kept = shipped.build(), load_model()
    assert built.labels == kept.labels
    assert built.vocabulary == kept.vocabulary
    assert np.abs(built.weights.astype(int) - kept.weights.astype(int)).max() <= 1
    assert built.temperature == pytest.approx(kept.temperature, abs=0.05)


def test_the_same_rows_in_any_order_give_the_same_bytes() -> None:
    assert train(ROWS).to_bytes() == train(ROWS[::-1]).to_bytes()


def test_a_model_is_read_back_equal(tmp_path: Path) -> None:
    model = replace(train(ROWS), about="{}")
    path = tmp_path / "m.npz"
    path.write_bytes(model.to_bytes())
    again = load(path)
    assert again.to_bytes() == model.to_bytes()
    assert again.guess("电梯坏了") == model.guess("电梯坏了")
    assert again.about == "{}"


def test_what_is_no_model_is_refused() -> None:
    for content in (b"", b"nonsense", b"PK\x03\x04broken"):
        with pytest.raises(BadModel):
            Model.from_bytes(content)


def test_another_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = train(ROWS).to_bytes()
    monkeypatch.setattr("matching.text.model.FORMAT", 99)
    with pytest.raises(BadModel, match="format 2"):
        Model.from_bytes(content)


def test_training_needs_two_labels() -> None:
    with pytest.raises(ValueError, match="two labels"):
        train([Example("电梯", "lift")])


def test_probabilities_sum_to_one_and_follow_the_words() -> None:
    model = train(ROWS)
    chances = model.probabilities("垃圾没人收")
    assert float(chances.sum()) == pytest.approx(1.0, abs=1e-5)
    assert model.guess("垃圾没人收", 1)[0][0] == "garbage"


def test_what_it_never_met_makes_it_less_sure() -> None:
    model = train(ROWS)
    assert model.scores("电梯坏了").max() > model.scores("电梯坏了甲乙丙丁戊己庚辛").max()
    assert list(model.scores("qqq")) == list(model.bias)


def test_a_teacher_helps_with_words_the_pupil_never_saw() -> None:
    teacher = train(
        [
            *ROWS,
            *(Example(f"升降机{word}", "lift") for word in ("坏", "停")),
        ]
    )
    rows = [Example(row.text, "A" if row.label == "lift" else "B") for row in ROWS]
    pupil = train_with(rows, Recipe(strength=1.0), teacher)
    assert pupil.guess("升降机", 1)[0][0] == "A"
    again = Model.from_bytes(pupil.to_bytes())
    assert again.guess("升降机坏") == pupil.guess("升降机坏")


def test_a_teacher_without_an_opinion_teaches_nothing() -> None:
    assert list(teaching(np.zeros(3, np.float32), 1.0)) == [0.0, 0.0, 0.0]


def test_words_may_be_features_too() -> None:
    model = train_with(ROWS, Recipe(words=True))
    assert any(name.startswith("/") for name in model.vocabulary)
    assert model.guess("电梯坏了", 1)[0][0] == "lift"


def test_pairs_of_words_may_be_features_too_and_are_read_back() -> None:
    model = train_with(ROWS, Recipe(words=True, pairs=True))
    again = Model.from_bytes(model.to_bytes())
    assert any(name.startswith("&") for name in again.vocabulary)
    assert again.guess("电梯坏了", 1) == model.guess("电梯坏了", 1)
    assert again.guess("电梯坏了", 1)[0][0] == "lift"


def test_without_folds_no_temperature_is_looked_for() -> None:
    assert train_with(ROWS, Recipe(folds=0)).temperature == 1.0


def test_single_words_are_learnt_from_but_a_temperature_is_found_without_sentences_too() -> None:
    rows = [Example(row.text, row.label, sentence=False) for row in ROWS]
    assert train(rows).temperature > 0


def test_labels_with_one_example_each_can_be_trained() -> None:
    model = train([Example("电梯", "a"), Example("垃圾", "b")])
    assert model.guess("电梯", 1)[0][0] == "a"


def test_an_empty_text_among_the_rows_does_no_harm() -> None:
    assert train([*ROWS, Example("", "lift")]).guess("电梯", 1)[0][0] == "lift"


def test_an_evaluation_gives_the_usual_figures() -> None:
    figures = evaluate(train(ROWS), ROWS)
    assert (figures.rows, figures.accuracy, figures.macro_f1, figures.top3) == (18, 1.0, 1.0, 1.0)
    assert 0 <= figures.calibration_error <= 1
    assert {(one.label, one.support) for one in figures.classes} == {("lift", 6), ("garbage", 6), ("jobs", 6)}


def test_a_label_the_model_does_not_know_counts_as_missed() -> None:
    figures = evaluate(train(ROWS), [Example("电梯坏了", "rocket")])
    assert (figures.accuracy, figures.macro_f1) == (0.0, 0.0)


def test_nothing_cannot_be_evaluated() -> None:
    with pytest.raises(ValueError, match="nothing"):
        evaluate(train(ROWS), [])


def test_the_day_one_model_loads_from_the_package_else_from_the_cache_else_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = train(ROWS)
    cache = tmp_path / "deep" / "model.npz"
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path / "missing.npz")
    monkeypatch.setattr(shipped, "build", lambda: small)
    assert load_model() is small
    assert load_model(cache) is small
    monkeypatch.setattr(shipped, "build", lambda: pytest.fail("built twice"))
    assert load_model(cache).digest == small.digest


def test_a_broken_cache_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "model.npz"
    cache.write_bytes(b"broken")
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path / "missing.npz")
    monkeypatch.setattr(shipped, "build", lambda: train(ROWS))
    assert load_model(cache).labels == ("garbage", "jobs", "lift")
    assert load(cache).labels == ("garbage", "jobs", "lift")


def test_understanding_loads_neither_scipy_nor_jieba() -> None:
    code = (
        "import sys, datetime\n"
        "from matching.text import EMPTY, load_model, understand\n"
        "now = datetime.datetime.now(datetime.timezone.utc)\n"
        "understand('电梯坏了', load_model(), EMPTY, now=now)\n"
        "print(sorted({'scipy', 'jieba', 'rjieba', 'sklearn', 'opencc', 'pypinyin'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
