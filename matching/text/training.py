"""Training: ridge regression on rare-weighted features, one column a label, then one temperature.

Least squares on unit-length texts is as accurate as a support vector machine on data like ours and is solved
by a few dozen sparse matrix products, the same way for a thousand examples and for a hundred thousand. The
temperature that turns scores into probabilities is fitted on predictions for examples held out.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.text.features import features
from matching.text.model import Example, Model
from matching.text.normalise import normalise
from matching.text.segment import segmenter

Matrix: TypeAlias = Any  # scipy ships no types; it is a sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. ``ridge`` is the pull towards zero; ``least`` how many texts must share a feature."""

    order: int = 3
    words: bool = False
    least: int = 1
    ridge: float = 0.5
    folds: int = 5
    rounds: int = 40
    balance: float = 0.5
    """0 weighs every example alike, 1 every label alike."""


def train(rows: Sequence[Example], recipe: Recipe = Recipe()) -> Model:
    """Learn a model from labelled texts. The same rows in any order and the same recipe give the same model.

    ValueError when there are fewer than two labels.
    """
    rows = sorted(rows, key=lambda row: (row.label, row.text, row.weight))
    labels = tuple(sorted({row.label for row in rows}))
    if len(labels) < 2:
        raise ValueError("training needs examples of at least two labels")
    found = _found(rows, recipe)
    vocabulary, rarity = _vocabulary(found, recipe.least)
    matrix = _matrix(found, vocabulary, rarity)
    answers = np.array([labels.index(row.label) for row in rows])
    importance = _importance(rows, answers, len(labels), recipe.balance)
    temperature = _temperature(matrix, answers, importance, len(labels), recipe)
    solution, bias = _solve(matrix, answers, importance, len(labels), recipe)
    weights, scale = _quantise(solution)
    return Model(
        labels=labels,
        vocabulary=vocabulary,
        rarity=rarity,
        weights=weights,
        scale=scale,
        bias=bias.astype(np.float32),
        temperature=round(temperature, 3),
        order=recipe.order,
        words=recipe.words,
        digest=digest(rows, recipe),
    )


def digest(rows: Sequence[Example], recipe: Recipe) -> str:
    """A short hash of the examples (in any order) and the recipe."""
    lines = sorted(f"{row.label}\t{row.weight}\t{row.text}" for row in rows)
    return hashlib.sha256("\n".join([repr(recipe), *lines]).encode()).hexdigest()[:16]


def _found(rows: Sequence[Example], recipe: Recipe) -> list[Counter[str]]:
    words = segmenter() if recipe.words else None
    return [Counter(features(normalise(row.text), recipe.order, words)) for row in rows]


def _vocabulary(found: list[Counter[str]], least: int) -> tuple[dict[str, int], NDArray[np.float32]]:
    spread: Counter[str] = Counter()
    for counts in found:
        spread.update(counts.keys())
    names = sorted(name for name, texts in spread.items() if texts >= least)
    rarity = [math.log((1 + len(found)) / (1 + spread[name])) + 1 for name in names]
    return {name: at for at, name in enumerate(names)}, np.array(rarity, np.float32)


def _matrix(found: list[Counter[str]], vocabulary: dict[str, int], rarity: NDArray[np.float32]) -> Matrix:
    starts, columns, values = [0], [], []
    for counts in found:
        known = sorted((vocabulary[name], count) for name, count in counts.items() if name in vocabulary)
        row = np.array([1 + math.log(count) for _, count in known]) * rarity[[at for at, _ in known]]
        length = math.sqrt(float(row @ row)) or 1.0
        columns += [at for at, _ in known]
        values.append(row / length)
        starts.append(len(columns))
    shape = (len(found), len(vocabulary))
    return sparse.csr_matrix((np.concatenate(values), np.array(columns), np.array(starts)), shape=shape)


def _importance(
    rows: Sequence[Example], answers: NDArray[np.int64], labels: int, balance: float
) -> NDArray[np.float64]:
    sizes = np.bincount(answers, minlength=labels)
    even = (len(rows) / (labels * sizes)) ** balance
    weights = np.array([row.weight for row in rows]) * even[answers]
    return np.asarray(weights / weights.mean())


def _solve(
    matrix: Matrix, answers: NDArray[np.int64], importance: NDArray[np.float64], labels: int, recipe: Recipe
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights and biases by conjugate gradients on the normal equations, all labels at once."""
    targets = -np.ones((len(answers), labels))
    targets[np.arange(len(answers)), answers] = 1.0
    bias = (importance @ targets) / importance.sum()
    weighed = sparse.diags(importance) @ matrix
    transposed = sparse.csr_matrix(weighed.T)
    solution = np.zeros((matrix.shape[1], labels))
    rest = np.asarray(transposed @ (targets - bias))
    direction, size = rest.copy(), (rest * rest).sum(axis=0)
    start = size.max()
    for _ in range(recipe.rounds):
        image = transposed @ (matrix @ direction) + recipe.ridge * direction
        step = size / np.maximum((direction * image).sum(axis=0), 1e-12)
        solution += step * direction
        rest -= step * image
        before, size = size, (rest * rest).sum(axis=0)
        if size.max() < 1e-7 * start:
            break
        direction = rest + direction * (size / np.maximum(before, 1e-12))
    return solution, bias


def _temperature(
    matrix: Matrix, answers: NDArray[np.int64], importance: NDArray[np.float64], labels: int, recipe: Recipe
) -> float:
    """The factor on scores under which held-out answers are most likely."""
    scores = np.zeros((len(answers), labels))
    fold = np.arange(len(answers)) % recipe.folds
    for held in range(recipe.folds):
        learn, test = fold != held, fold == held
        if not test.any() or not learn.any():
            continue
        solution, bias = _solve(matrix[learn], answers[learn], importance[learn], labels, recipe)
        scores[test] = matrix[test] @ solution + bias
    return _best_factor(scores, answers)


def _best_factor(scores: NDArray[np.float64], answers: NDArray[np.int64]) -> float:
    """Golden-section search for the factor with the smallest loss between 0.5 and 32."""

    def loss(power: float) -> float:
        raised = scores * math.exp(power)
        raised -= raised.max(axis=1, keepdims=True)
        likely = raised[np.arange(len(answers)), answers] - np.log(np.exp(raised).sum(axis=1))
        return float(-likely.mean())

    low, high, golden = math.log(0.5), math.log(32.0), (math.sqrt(5) - 1) / 2
    while high - low > 0.01:
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return math.exp((low + high) / 2)


def _quantise(solution: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scale = np.maximum(np.abs(solution).max(axis=0), 1e-9) / 127
    return np.rint(solution / scale).astype(np.int8), scale.astype(np.float32)
