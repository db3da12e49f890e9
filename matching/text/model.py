"""The classifier at run time: a table of weights, one row a feature, one column a label.

A message's features pick rows; their weighted sum, through a softmax at the temperature found in training,
gives calibrated probabilities. Nothing but numpy is needed. Training is in ``matching.text.training``.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from matching.text.features import Segmenter, features
from matching.text.normalise import normalise
from matching.text.segment import segmenter
from matching.text.vocabulary import Vocabulary

FORMAT = 2

Floats = NDArray[np.float32]


# What a file that is damaged or something else altogether makes numpy's reader raise.
_BROKEN = (
    ValueError, KeyError, IndexError, OSError, EOFError, AttributeError, TypeError, zlib.error, BadZipFile,
    RuntimeError,
)  # fmt: skip


class BadModel(ValueError):
    """The file is not a model this version can read."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Another model whose scores are features too: what our own examples know helps with any labels.

    ``weights`` has one row a label of the teacher and one column a label of the pupil.
    """

    model: Model
    weights: Floats
    strength: float


@dataclass(frozen=True, slots=True)
class Model:
    """What training found out. ``weights`` is int8; a column's true weights are times its ``scale``."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    rarity: Floats
    """How much each feature of the vocabulary tells."""
    novelty: float
    """The same for a feature never met: it only takes certainty away."""
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats
    temperature: float
    order: int
    words: bool
    teacher: Teacher | None = None
    pairs: bool = False
    """Pairs of words are features too."""
    digest: str = ""
    """A hash of the examples it was trained from; the same examples give the same model."""
    about: str = ""
    """What whoever trained it wants to keep beside it, such as the names of a file's fields."""

    def scores(self, text: str) -> Floats:
        """One number a label for a text as typed; the largest is the guess."""
        found = features(normalise(text), self.order, self._segmenter(), pairs=self.pairs)
        scores = self.scores_of(found)
        if self.teacher is None:
            return scores
        lesson = teaching(self.teacher.model.scores(text), self.teacher.strength)
        return np.asarray(scores + lesson @ self.teacher.weights, np.float32)

    def scores_of(self, found: Iterable[str]) -> Floats:
        """The same from features already made, without a teacher. The bias alone when nothing is known."""
        counts = Counter(found)
        rows = self.vocabulary.find(counts)
        known = rows >= 0
        unknown = len(rows) - int(np.count_nonzero(known))
        if unknown == len(rows):
            return self.bias
        rows = rows[known]
        values = 1 + np.log(np.fromiter(counts.values(), np.float64, len(counts))[known])
        weighed = values.astype(np.float32) * self.rarity[rows]
        weighed /= math.sqrt(float(weighed @ weighed) + unknown * self.novelty**2)
        return np.asarray((weighed @ self.weights[rows]) * self.scale + self.bias, np.float32)

    def probabilities(self, text: str) -> Floats:
        """The calibrated probability of each label, summing to one."""
        return softmax(self.scores(text) * self.temperature)

    def guess(self, text: str, best: int = 5) -> tuple[tuple[str, float], ...]:
        """The best labels with their probabilities, best first."""
        return self.ranked(self.probabilities(text), best)

    def ranked(self, probabilities: Floats, best: int) -> tuple[tuple[str, float], ...]:
        """The best labels of given probabilities; of equal ones the first in the alphabet."""
        order = np.argsort(-probabilities, kind="stable")[:best]
        return tuple((self.labels[at], float(probabilities[at])) for at in order)

    def _segmenter(self) -> Segmenter | None:
        return segmenter() if self.words else None

    def to_bytes(self) -> bytes:
        """The model as one compressed file's content; equal models give equal bytes."""
        buffer = BytesIO()
        parts = {
            "head": np.array([FORMAT, self.order, int(self.words), int(self.pairs)], np.int32),
            "numbers": np.array([self.temperature, self.novelty]),
            "labels": _pack(self.labels),
            "vocabulary": np.frombuffer(self.vocabulary.packed, np.uint8),
            "rarity": self.rarity,
            "weights": self.weights,
            "scale": self.scale,
            "bias": self.bias,
            "digest": _pack([self.digest]),
            "about": _pack([self.about.replace("\n", " ")]),
        }
        if self.teacher is not None:
            parts["teacher"] = np.frombuffer(self.teacher.model.to_bytes(), np.uint8)
            parts["lessons"] = self.teacher.weights
            parts["strength"] = np.array([self.teacher.strength])
        np.savez_compressed(buffer, allow_pickle=False, **parts)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Model:
        """Read what ``to_bytes`` wrote; BadModel when it is something else."""
        try:
            with np.load(BytesIO(content), allow_pickle=False) as file:
                parts = {name: file[name] for name in file.files}
            return cls._of(parts)
        except BadModel:
            raise
        except _BROKEN as error:
            raise BadModel("not a model file") from error

    @classmethod
    def _of(cls, parts: dict[str, NDArray[Any]]) -> Model:
        version, *rest = (int(value) for value in parts["head"])
        if version != FORMAT:
            raise BadModel(f"model format {version}, expected {FORMAT}")
        order, words, pairs = rest
        return cls(
            labels=_unpack(parts["labels"]),
            vocabulary=Vocabulary(parts["vocabulary"].tobytes()),
            rarity=parts["rarity"],
            novelty=float(parts["numbers"][1]),
            weights=parts["weights"],
            scale=parts["scale"],
            bias=parts["bias"],
            temperature=float(parts["numbers"][0]),
            order=order,
            words=bool(words),
            pairs=bool(pairs),
            teacher=_teacher(parts),
            digest=_unpack(parts["digest"])[0],
            about=_unpack(parts["about"])[0],
        )


def teaching(scores: Floats, strength: float) -> Floats:
    """A teacher's scores as features: about their mean, of length ``strength``."""
    centred = scores - scores.mean()
    length = float(np.sqrt(centred @ centred))
    return np.asarray(centred * (strength / length if length else 0.0), np.float32)


def softmax(scores: Floats) -> Floats:
    """Scores as probabilities that sum to one."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), np.float32)


def load(path: Path) -> Model:
    """Read a model file; BadModel when it is not one, OSError when it cannot be read."""
    return Model.from_bytes(path.read_bytes())


def _teacher(parts: dict[str, NDArray[np.generic]]) -> Teacher | None:
    if "teacher" not in parts:
        return None
    model = Model.from_bytes(parts["teacher"].tobytes())
    return Teacher(model, np.asarray(parts["lessons"], np.float32), float(parts["strength"].astype(float)[0]))


def _pack(names: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _unpack(packed: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode().split("\n"))
