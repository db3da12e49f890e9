"""Training: ridge regression on weighed features, one column a label, then one temperature.

Least squares on unit-length texts is as accurate as a support vector machine on data like ours and is solved
by a few dozen sparse matrix products, the same way for a thousand examples and for a hundred thousand. The
temperature that turns scores into probabilities is fitted on predictions for examples held out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.text.examples import Example
from matching.text.features import features
from matching.text.model import Floats, Model, Teacher, teaching
from matching.text.normalise import normalise
from matching.text.segment import segmenter
from matching.text.solver import Matrix, beside, best_factor, rows_to_matrix, solve
from matching.text.vocabulary import Vocabulary

Answers = NDArray[np.int64]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    ``order`` is the longest run of characters; ``words`` adds a segmenter's tokens and ``pairs`` those of
    neighbouring ones; ``least`` is how many texts must share a feature, ``shared`` how many private ones
    where no other has it; ``ridge`` the pull towards zero; ``balance`` weighs every example alike at 0 and
    every label alike at 1; ``sharpness`` favours features that few labels share; ``strength`` is how much a
    teacher's opinion counts beside the text, whose length is one; ``novelty`` is how much a feature never met
    takes away; above ``sample`` texts only that many serve to find the temperature, in so many ``folds`` (0:
    it is not looked for).
    """

    order: int = 2
    words: bool = False
    pairs: bool = False
    least: int = 1
    shared: int = 3
    ridge: float = 0.5
    balance: float = 0.5
    sharpness: float = 0.25
    strength: float = 0.3
    novelty: float = 1.0
    rounds: int = 40
    folds: int = 5
    sample: int = 5_000


@dataclass(frozen=True, slots=True)
class _Lessons:
    """The examples as numbers."""

    matrix: Matrix
    answers: Answers
    importance: Doubles
    sentences: NDArray[np.bool_]
    labels: int


def train(rows: Sequence[Example], recipe: Recipe | None = None, teacher: Model | None = None) -> Model:
    """Learn a model from labelled texts. The same rows in any order and the same recipe give the same model.

    ``teacher`` is a model over any other labels whose opinion becomes a feature. ValueError when there are
    fewer than two labels.
    """
    recipe = recipe or Recipe()
    rows = sorted(rows, key=lambda row: (row.label, row.text, row.weight))
    labels = tuple(sorted({row.label for row in rows}))
    if len(labels) < 2:
        raise ValueError("training needs examples of at least two labels")
    index = {label: at for at, label in enumerate(labels)}
    answers = np.array([index[row.label] for row in rows])
    found = _found(rows, recipe)
    private = np.array([row.private for row in rows])
    vocabulary, rarity = _vocabulary(found, answers, private, len(labels), recipe)
    matrix = rows_to_matrix(found, vocabulary, rarity)
    if teacher is not None:
        opinions = np.stack([teaching(teacher.scores(row.text), recipe.strength) for row in rows])
        matrix = beside(matrix, opinions)
    if len(rows) > recipe.sample:
        matrix = matrix.astype(np.float32)
    importance = _importance(rows, answers, len(labels), recipe.balance)
    sentences = np.array([row.sentence for row in rows])
    lessons = _Lessons(matrix, answers, importance, sentences, len(labels))
    temperature = _temperature(lessons, recipe)
    solution, bias = solve(matrix, answers, importance, len(labels), recipe.ridge, recipe.rounds)
    weights, scale = _quantise(solution[: len(vocabulary)])
    model = Model(
        labels=labels,
        vocabulary=Vocabulary.of(vocabulary),
        rarity=rarity,
        novelty=recipe.novelty * float(rarity.max()),
        weights=weights,
        scale=scale,
        bias=bias.astype(np.float32),
        temperature=round(temperature, 3),
        order=recipe.order,
        words=recipe.words,
        pairs=recipe.pairs,
        digest=digest(rows, recipe),
    )
    if teacher is None:
        return model
    lesson = solution[len(vocabulary) :].astype(np.float32)
    return replace(model, teacher=Teacher(teacher, lesson, recipe.strength))


def digest(rows: Sequence[Example], recipe: Recipe) -> str:
    """A short hash of the examples (in any order) and the recipe."""
    lines = sorted(f"{row.label}\t{row.weight}\t{row.text}" for row in rows)
    return hashlib.sha256("\n".join([repr(recipe), *lines]).encode()).hexdigest()[:16]


def _found(rows: Sequence[Example], recipe: Recipe) -> list[Counter[str]]:
    words = segmenter() if recipe.words else None
    return [Counter(features(normalise(row.text), recipe.order, words, pairs=recipe.pairs)) for row in rows]


def _vocabulary(
    found: list[Counter[str]], answers: Answers, private: NDArray[np.bool_], labels: int, recipe: Recipe
) -> tuple[dict[str, int], Floats]:
    """The features worth keeping, and how much each tells: rare ones more, those of few labels more."""
    spread: Counter[str] = Counter()
    whispered: Counter[str] = Counter()
    for counts, hidden in zip(found, private, strict=True):
        spread.update(counts.keys())
        if hidden:
            whispered.update(counts.keys())
    names = sorted(
        name
        for name, texts in spread.items()
        if texts >= recipe.least and (texts > whispered[name] or texts >= recipe.shared)
    )
    vocabulary = {name: at for at, name in enumerate(names)}
    texts = np.array([spread[name] for name in names], np.float64)
    rarity = np.log((1 + len(found)) / (1 + texts)) + 1
    rarity *= (_surprise(found, vocabulary, answers, labels) + 0.05) ** recipe.sharpness
    return vocabulary, rarity.astype(np.float32)


def _surprise(
    found: list[Counter[str]], vocabulary: dict[str, int], answers: Answers, labels: int
) -> Doubles:
    """For each feature, how far its labels differ from the usual mixture (relative entropy in nats)."""
    share = np.bincount(answers, minlength=labels) / len(answers)
    seen = np.zeros((len(vocabulary), labels), np.float32)
    for counts, answer in zip(found, answers, strict=True):
        seen[[vocabulary[name] for name in counts if name in vocabulary], answer] += 1
    mixture = (seen + 2 * share) / (seen.sum(axis=1, keepdims=True) + 2)
    return np.asarray((mixture * np.log(mixture / share)).sum(axis=1), np.float64)


def _importance(rows: Sequence[Example], answers: Answers, labels: int, balance: float) -> Doubles:
    sizes = np.bincount(answers, minlength=labels)
    even = (len(rows) / (labels * sizes)) ** balance
    weights = np.array([row.weight for row in rows]) * even[answers]
    return np.asarray(weights / weights.mean())


def _temperature(lessons: _Lessons, recipe: Recipe) -> float:
    """The factor on scores under which held-out sentences (not single words) are most likely."""
    if not recipe.folds:
        return 1.0
    chosen = np.arange(len(lessons.answers))
    chosen = chosen[:: max(1, len(chosen) // recipe.sample)]
    matrix, answers = lessons.matrix[chosen], lessons.answers[chosen]
    importance, sentences = lessons.importance[chosen], lessons.sentences[chosen]
    scores = np.zeros((len(answers), lessons.labels))
    fold = np.arange(len(answers)) % recipe.folds
    for held in range(recipe.folds):
        test = (fold == held) & sentences
        learn = (fold != held) | ~sentences
        if not test.any() or len(set(answers[learn])) < 2:
            continue
        solution, bias = solve(
            matrix[learn], answers[learn], importance[learn], lessons.labels, recipe.ridge, recipe.rounds
        )
        scores[test] = matrix[test] @ solution + bias
    tested = sentences if sentences.any() else ~sentences
    return best_factor(scores[tested], answers[tested])


def _quantise(solution: Doubles) -> tuple[NDArray[np.int8], Floats]:
    scale = np.maximum(np.abs(solution).max(axis=0), 1e-9) / 127
    return np.rint(solution / scale).astype(np.int8), scale.astype(np.float32)
