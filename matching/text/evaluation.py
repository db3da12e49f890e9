"""How good a model is on labelled texts, in the usual figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.text.examples import Example
from matching.text.model import Model

_BINS = 10


@dataclass(frozen=True, slots=True)
class ClassReport:
    """One label's figures."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one evaluation, all between 0 and 1 but ``rows``.

    ``calibration_error`` is the mean distance between stated probability and share of hits, over ten bins of
    stated probability weighed by their size.
    """

    rows: int
    accuracy: float
    macro_f1: float
    top3: float
    calibration_error: float
    classes: tuple[ClassReport, ...]


def evaluate(model: Model, rows: Sequence[Example]) -> Report:
    """Compare the model's guesses with the labels. ValueError when there are no rows."""
    if not rows:
        raise ValueError("nothing to evaluate")
    chances = np.stack([model.probabilities(row.text) for row in rows])
    return report(model.labels, chances, [row.label for row in rows])


def report(labels: Sequence[str], chances: NDArray[np.float32], answers: Sequence[str]) -> Report:
    """The figures from a table of probabilities: one row a text, one column a label."""
    order = np.argsort(-chances, axis=1, kind="stable")
    guesses = [labels[at] for at in order[:, 0]]
    hits = np.array([guess == answer for guess, answer in zip(guesses, answers, strict=True)])
    near = [answer in {labels[at] for at in best} for best, answer in zip(order[:, :3], answers, strict=True)]
    classes = tuple(_class(label, guesses, answers) for label in sorted({*answers}))
    return Report(
        rows=len(answers),
        accuracy=float(hits.mean()),
        macro_f1=_mean(one.f1 for one in classes),
        top3=_mean(near),
        calibration_error=_calibration(chances.max(axis=1), hits),
        classes=classes,
    )


def _class(label: str, guesses: Sequence[str], answers: Sequence[str]) -> ClassReport:
    guessed, support = guesses.count(label), list(answers).count(label)
    right = sum(guess == answer == label for guess, answer in zip(guesses, answers, strict=True))
    precision, recall = right / guessed if guessed else 0.0, right / support
    f1 = 2 * right / (guessed + support)
    return ClassReport(label, precision, recall, f1, support)


def _calibration(stated: NDArray[np.float32], hits: NDArray[np.bool_]) -> float:
    bins = np.minimum((stated * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(stated[bins == at].mean()) - float(hits[bins == at].mean())) * int((bins == at).sum())
        for at in range(_BINS)
        if (bins == at).any()
    ]
    return sum(gaps) / len(hits)


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)
