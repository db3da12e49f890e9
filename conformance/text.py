"""Measure the classifier on any labelled file, with the same code that the product trains with.

    python -m conformance.text train FILE.jsonl MODEL --label label --text title,text
    python -m conformance.text evaluate MODEL FILE.jsonl
    python -m conformance.text crossvalidate FILE.jsonl --label unit --text text --least 10 [--folds 20]
    python -m conformance.text coldstart FILE.jsonl --text title [--shots 20]

Each prints one JSON object. A row may have several text fields; each is a training example of its own, and in
an evaluation the scores of those a row has are added up. Nothing that ships is trained here.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from conformance.text_classes import SEVEN_CLASSES
from conformance.text_rows import Row, as_examples, chosen, folds, read
from matching.text.evaluation import Report, report
from matching.text.examples import Example, examples
from matching.text.model import Floats, Model, load, softmax
from matching.text.shipped import load_model
from matching.text.training import Recipe, train

FEW_SHOT = Recipe(words=True, ridge=0.6, balance=0.3, strength=1.0)


def chances(model: Model, rows: Iterable[Row], fields: Sequence[str]) -> Floats:
    """The probability of each label for each row, from the texts it has of these fields."""
    table = []
    for row in rows:
        scores = [model.scores(text) for name, text in row.texts if name in fields]
        table.append(softmax(np.sum(scores, axis=0) * model.temperature))
    return np.stack(table)


def timed_report(model: Model, rows: Sequence[Row], fields: Sequence[str]) -> dict[str, object]:
    """The figures of a model on rows, with how many of them it reads in a second."""
    model.scores("暖身")  # the first call loads the segmenter, once in a process's life
    begun = time.perf_counter()
    table = chances(model, rows, fields)
    seconds = time.perf_counter() - begun
    figures = report(model.labels, table, [row.label for row in rows])
    return _as_json(figures) | {"messages_per_second": round(len(rows) / seconds)}


def _as_json(figures: Report) -> dict[str, object]:
    rounded: dict[str, object] = json.loads(
        json.dumps(asdict(figures)), parse_float=lambda digits: round(float(digits), 4)
    )
    return rounded


def do_train(arguments: argparse.Namespace) -> dict[str, object]:
    """Train on a file and write the model."""
    rows = read(arguments.file, arguments.label, arguments.text)
    begun = time.perf_counter()
    recipe = chosen(rows)
    model = train(as_examples(rows), recipe, load_model())
    about = json.dumps({"label": arguments.label, "text": arguments.text}, ensure_ascii=False)
    content = replace(model, about=about).to_bytes()
    arguments.model.write_bytes(content)
    seconds = round(time.perf_counter() - begun, 2)
    return {
        "rows": len(rows),
        "labels": len(model.labels),
        "ridge": recipe.ridge,
        "pairs": recipe.pairs,
        "seconds": seconds,
        "bytes": len(content),
    }


def do_evaluate(arguments: argparse.Namespace) -> dict[str, object]:
    """Evaluate a written model on a file, with the fields it was trained on unless others are named."""
    model = load(arguments.model)
    about = json.loads(model.about or "{}")
    label = arguments.label or about.get("label", "label")
    fields = arguments.text or about.get("text", ["text"])
    return timed_report(model, read(arguments.file, label, fields), fields)


def do_crossvalidate(arguments: argparse.Namespace) -> dict[str, object]:
    """Folds stratified by label; each field on its own, and all together when there are several.

    Nested: in each fold the recipe is chosen from what is learnt from, never from what is tested on.
    """
    rows = read(arguments.file, arguments.label, arguments.text)
    sizes = Counter(row.label for row in rows)
    rows = [row for row in rows if sizes[row.label] >= arguments.least]
    views: list[list[str]] = [[name] for name in arguments.text]
    views += [arguments.text] if len(arguments.text) > 1 else []
    tables: dict[str, list[Floats]] = defaultdict(list)
    answers: dict[str, list[str]] = defaultdict(list)
    labels: tuple[str, ...] = ()
    for learn, test in folds(rows, arguments.folds, arguments.seed):
        recipe = chosen(learn)
        print(f"fold: ridge {recipe.ridge}, pairs {recipe.pairs}", file=sys.stderr, flush=True)
        model = train(as_examples(learn), recipe, load_model())
        labels = model.labels
        for fields in views:
            seen = [row for row in test if {name for name, _ in row.texts} & set(fields)]
            tables["+".join(fields)].append(chances(model, seen, fields))
            answers["+".join(fields)] += [row.label for row in seen]
    return {
        view: _as_json(report(labels, np.concatenate(parts), answers[view])) for view, parts in tables.items()
    }


def do_coldstart(arguments: argparse.Namespace) -> dict[str, object]:
    """What ships, mapped onto the seven classes by ``text_classes``; with that many shots a class besides."""
    rows = read(arguments.file, arguments.label, arguments.text)
    classes = sorted({row.label for row in rows})
    base = load_model()
    if not arguments.shots:
        table = np.stack([_mapped(base, row, classes) for row in rows])
        return _as_json(report(classes, table, [row.label for row in rows]))
    results = []
    for seed in range(5):
        learn, test = _few(rows, arguments.shots, seed)
        model = train(
            _ours() + [Example(one.text, one.label, 3.0) for one in as_examples(learn)], FEW_SHOT, base
        )
        shipped = np.stack([_mapped(base, row, classes) for row in test])
        table = np.asarray((chances(model, test, arguments.text) + shipped) / 2, np.float32)
        results.append(report(model.labels, table, [row.label for row in test]))
    return {"macro_f1": [round(one.macro_f1, 4) for one in results],
            "mean": round(sum(one.macro_f1 for one in results) / len(results), 4)}  # fmt: skip


def _mapped(model: Model, row: Row, classes: Sequence[str]) -> Floats:
    """The probabilities of our leaves added up to the seven classes; what maps to none is left out."""
    likely = np.mean([model.probabilities(text) for _, text in row.texts], axis=0)
    sums = np.full(len(classes), 1e-9, np.float32)
    for label, chance in zip(model.labels, likely, strict=True):
        if label in SEVEN_CLASSES:
            sums[classes.index(SEVEN_CLASSES[label])] += chance
    return np.asarray(sums / sums.sum(), np.float32)


def _ours() -> list[Example]:
    """Our own examples under the seven classes."""
    return [
        Example(row.text, SEVEN_CLASSES[row.label], row.weight, row.sentence)
        for row in examples()
        if row.label in SEVEN_CLASSES
    ]


def _few(rows: Sequence[Row], shots: int, seed: int) -> tuple[list[Row], list[Row]]:
    shuffled = random.Random(seed).sample(list(rows), len(rows))
    seen: Counter[str] = Counter()
    learn: list[Row] = []
    test: list[Row] = []
    for row in shuffled:
        (learn if seen[row.label] < shots else test).append(row)
        seen[row.label] += 1
    return learn, test


def parser() -> argparse.ArgumentParser:
    """The command line."""
    main = argparse.ArgumentParser(prog="python -m conformance.text", description=__doc__)
    commands = main.add_subparsers(required=True)
    for name, action in (
        ("train", do_train), ("evaluate", do_evaluate),
        ("crossvalidate", do_crossvalidate), ("coldstart", do_coldstart),
    ):  # fmt: skip
        command = commands.add_parser(name, help=(action.__doc__ or "").splitlines()[0])
        command.set_defaults(action=action)
        arguments = {"train": ["file", "model"], "evaluate": ["model", "file"]}.get(name, ["file"])
        for argument in arguments:
            command.add_argument(argument, type=Path)
        known = name == "evaluate"
        command.add_argument("--label", default=None if known else "label")
        command.add_argument(
            "--text", type=lambda names: names.split(","), default=None if known else ["text"]
        )
        command.add_argument("--least", type=int, default=2, help="leave out labels with fewer rows")
        command.add_argument("--folds", type=int, default=5, help="more of them learn from more of the file")
        command.add_argument("--seed", type=int, default=0)
        command.add_argument("--shots", type=int, default=0, help="rows a class to learn from besides ours")
    return main


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and print its JSON."""
    chosen = parser().parse_args(arguments)
    json.dump(chosen.action(chosen), sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
