"""The arithmetic of training: sparse rows, ridge regression by conjugate gradients, one factor by search."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix: TypeAlias = Any  # scipy ships no types; it is a sparse.csr_matrix
Doubles = NDArray[np.float64]

# The squared residual, as a share of the first, at which more steps no longer change a guess.
ENOUGH = 1e-5


def rows_to_matrix(
    found: list[Counter[str]], vocabulary: dict[str, int], rarity: NDArray[np.float32]
) -> Matrix:
    """One row a text, of length one: a feature's count damped by its logarithm, times its rarity."""
    starts, columns = [0], []
    values: list[NDArray[Any]] = [np.zeros(0)]
    for counts in found:
        known = sorted((vocabulary[name], count) for name, count in counts.items() if name in vocabulary)
        damped = np.array([1 + math.log(count) for _, count in known])
        row = damped * rarity[[at for at, _ in known]] if known else damped
        length = math.sqrt(float(row @ row)) or 1.0
        columns += [at for at, _ in known]
        values.append(row / length)
        starts.append(len(columns))
    shape = (len(found), len(vocabulary))
    places = np.array(columns, np.int64)
    return sparse.csr_matrix((np.concatenate(values), places, np.array(starts)), shape=shape)


def beside(matrix: Matrix, more: NDArray[np.float32]) -> Matrix:
    """The same rows with more columns at their right."""
    return sparse.hstack([matrix, sparse.csr_matrix(more)]).tocsr()


def solve(
    matrix: Matrix, answers: NDArray[np.int64], importance: Doubles, labels: int, ridge: float, rounds: int
) -> tuple[Doubles, Doubles]:
    """Weights and biases that come nearest to +1 for the right label and -1 for the others.

    Conjugate gradients on the normal equations, all labels at once, at most ``rounds`` steps. In the
    precision of the matrix: half of it is enough for large files and takes half the time.
    """
    targets = -np.ones((len(answers), labels), matrix.dtype)
    targets[np.arange(len(answers)), answers] = 1.0
    bias = ((importance @ targets) / importance.sum()).astype(matrix.dtype)
    transposed = sparse.csr_matrix((sparse.diags(importance.astype(matrix.dtype)) @ matrix).T)
    solution = np.zeros((matrix.shape[1], labels), matrix.dtype)
    rest = np.asarray(transposed @ (targets - bias))
    direction, size = rest.copy(), (rest * rest).sum(axis=0)
    start = size.max()
    for _ in range(rounds):
        image = transposed @ (matrix @ direction) + ridge * direction
        step = size / np.maximum((direction * image).sum(axis=0), 1e-12)
        solution += step * direction
        rest -= step * image
        before, size = size, (rest * rest).sum(axis=0)
        if size.max() < ENOUGH * start:
            break
        direction = rest + direction * (size / np.maximum(before, 1e-12))
    return solution, bias


def best_factor(scores: Doubles, answers: NDArray[np.int64]) -> float:
    """The factor between 0.5 and 32 under which the answers are most likely, by golden-section search."""

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
