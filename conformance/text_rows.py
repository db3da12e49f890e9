"""Labelled rows of a file, split into folds, and the recipe that such a file itself asks for."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matching.text.examples import Example
from matching.text.shipped import load_model
from matching.text.training import Recipe, train

# Larger files than our own: words help, rare features are noise, our own examples advise as a teacher. How
# much to shrink, and whether pairs of words tell more than they blur, each file decides by folds in itself.
RECIPE = Recipe(words=True, least=2, ridge=0.5, balance=0.3, strength=0.3, novelty=0.0)
# Pairs are many more features, which want shrinking more.
CANDIDATES = tuple(
    replace(RECIPE, pairs=pairs, ridge=ridge)
    for pairs, ridge in ((False, 0.4), (False, 0.8), (True, 0.8), (True, 1.6))
)
INNER_FOLDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled row: its texts by field, empty ones left out."""

    label: str
    texts: tuple[tuple[str, str], ...]


def read(path: Path, label: str, fields: Sequence[str]) -> list[Row]:
    """The rows of a JSON-lines file that have the label and at least one of the fields."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        texts = tuple((name, str(record[name])) for name in fields if record.get(name))
        if record.get(label) and texts:
            rows.append(Row(str(record[label]).replace("\n", " "), texts))
    return rows


def as_examples(rows: Iterable[Row]) -> list[Example]:
    """Every text of every row as an example of its own."""
    return [Example(text, row.label) for row in rows for _, text in row.texts]


def folds(rows: Sequence[Row], count: int, seed: int) -> Iterator[tuple[list[Row], list[Row]]]:
    """Splits into what to learn and what to test, each label spread evenly over the folds."""
    shuffled = random.Random(seed).sample(list(rows), len(rows))
    fold = {id(row): at % count for at, row in enumerate(sorted(shuffled, key=lambda row: row.label))}
    for held in range(count):
        yield [row for row in rows if fold[id(row)] != held], [row for row in rows if fold[id(row)] == held]


def chosen(rows: Sequence[Row]) -> Recipe:
    """The candidate that guesses most texts of held-out rows, at once or among the best three."""
    sizes = Counter(row.label for row in rows)
    rows = [row for row in rows if sizes[row.label] > 1]
    teacher = load_model()
    hits: Counter[Recipe] = Counter(dict.fromkeys(CANDIDATES, 0))
    for learn, test in folds(rows, INNER_FOLDS, 1):
        texts = [(row.label, text) for row in test for _, text in row.texts]
        for recipe in CANDIDATES:
            model = train(as_examples(learn), replace(recipe, folds=0), teacher)
            for label, text in texts:
                best = [guess for guess, _ in model.guess(text, 3)]
                hits[recipe] += (label == best[0]) + (label in best)
    return max(CANDIDATES, key=lambda recipe: hits[recipe])
