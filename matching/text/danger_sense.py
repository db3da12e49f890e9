"""What no pattern names but still sounds like danger: a small linear model over runs of characters.

Patterns know the wordings that somebody thought of; people in distress find others. The model learns from
sentences of danger and from look-alikes (``data/danger/_sentences.tsv``) and from the examples of ordinary
needs. It is less sure than a pattern, so what it alone finds is asked about before anybody is alerted, unless
it is very sure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.text.features import features
from matching.text.model import BadModel, Model, load
from matching.text.normalise import DATA, language_of, length_of
from matching.text.understanding import DangerKind, DangerLevel
from matching.text.vocabulary import hashes_of

ALARM = DATA / "danger" / "alarm.npz"
KIND = DATA / "danger" / "kind.npz"
HARMLESS, PERIL = "-", "danger"

# Sensed at all: with English, of which it has read less, it is sooner wrong.
SENSED = {"zh_CN": 0.35, "en": 0.5}
# Sure enough to alert somebody without asking.
SURE = 0.9
# Beyond this length (``length_of``), a text tells a story and its parts say too many things at once.
SHORT = 60
# Fewer letters than this (once harmless phrases are blanked out) are an answer to something, or say nothing:
# the patterns know what danger sounds like in so few.
LEAST = 8
# Nor do fewer features than this that the model knows.
ENOUGH = 5
_SPOKEN = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Weights:
    """The alarm model as one table: what each feature adds, and the square of how much it tells.

    A feature is known by its hash, in this process: fifty thousand texts as keys would take 14 MB, this one.
    """

    hashes: NDArray[np.int64]
    """Of the features, ascending."""
    gains: NDArray[np.float32]
    squares: NDArray[np.float32]
    bias: float
    steepness: float
    novelty: float
    order: int

    def find(self, found: Collection[str]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where each of these features stands, and whether it is known at all."""
        wanted = hashes_of(found)
        places = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        return places, self.hashes[places] == wanted


@dataclass(frozen=True, slots=True)
class Sensed:
    """What was sensed, how surely, and where in the text it sounds most like it."""

    kind: DangerKind
    level: DangerLevel
    start: int
    end: int


def sense(plain: str) -> Sensed | None:
    """What a normalised text sounds like, or None when it sounds harmless or is long."""
    if length_of(plain) > SHORT or len(_SPOKEN.findall(plain)) < LEAST:
        return None
    weights = _weights()
    if weights is None:
        return None
    found = set(features(plain, weights.order))
    places, known = weights.find(found)
    if known.sum() < ENOUGH:
        return None
    length = weights.squares[places[known]].sum() + (len(found) - known.sum()) * weights.novelty
    score = weights.gains[places[known]].sum() / math.sqrt(length) + weights.bias
    probability = 1 / (1 + math.exp(-score * weights.steepness))
    if probability < SENSED[language_of(plain)]:
        return None
    start, end = _loudest(plain, weights)
    kind = DangerKind(_kinds().guess(plain, 1)[0][0])
    return Sensed(kind, DangerLevel.SERIOUS if probability >= SURE else DangerLevel.CONCERN, start, end)


def _loudest(plain: str, weights: Weights) -> tuple[int, int]:
    """The stretch of the text that adds most to the alarm; all of it when no stretch stands out."""
    places, known = weights.find([one + other for one, other in pairwise(plain)])
    gains: list[float] = np.where(known, weights.gains[places], 0.0).tolist()
    best, start, end, total, begun = 0.0, 0, len(plain), 0.0, 0
    for at, gain in enumerate(gains):
        total += gain
        if total <= 0:
            total, begun = 0.0, at + 1
        elif total > best:
            best, start, end = total, begun, at + 2
    return start, end


@cache
def _kinds() -> Model:
    return load(KIND)


@cache
def _weights() -> Weights | None:
    """None when the files are missing or broken: then the patterns stand alone."""
    try:
        model, _ = load(ALARM), _kinds()
    except (OSError, BadModel):
        return None
    harmless, peril = model.labels.index(HARMLESS), model.labels.index(PERIL)
    true = model.weights * model.scale
    difference = (true[:, peril] - true[:, harmless]) * model.rarity
    squares = model.rarity**2
    rows = model.vocabulary.rows
    bias = float(model.bias[peril] - model.bias[harmless])
    return Weights(
        model.vocabulary.hashes,
        difference[rows].astype(np.float32),
        squares[rows].astype(np.float32),
        bias,
        model.temperature,
        model.novelty**2,
        model.order,
    )
