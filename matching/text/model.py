"""The classifier at run time: a table of weights, one row a feature, one column a label.

A message's features pick rows; their weighted sum, through a softmax at the temperature found in training,
gives calibrated probabilities. Nothing but numpy is needed. Training is in ``matching.text.training``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.text.features import Segmenter, features
from matching.text.normalise import normalise
from matching.text.segment import segmenter

FORMAT = 1


class BadModel(ValueError):
    """The file is not a model this version can read."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text. Labels are taxonomy codes, or "~" and the value of another ``Kind``."""

    text: str
    label: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Model:
    """What training found out. ``weights`` is int8; a column's true weights are times its ``scale``."""

    labels: tuple[str, ...]
    vocabulary: dict[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float
    order: int
    words: bool
    digest: str = ""
    """A hash of the examples it was trained from; the same examples give the same model."""

    def scores(self, text: str) -> NDArray[np.float32]:
        """One number a label for a text as typed; the largest is the guess. Zeros when nothing is known."""
        return self.scores_of(features(normalise(text), self.order, self._words()))

    def scores_of(self, found: Iterable[str]) -> NDArray[np.float32]:
        """The same from features already made."""
        rows: list[int] = []
        values: list[float] = []
        lookup = self.vocabulary.get
        for feature, count in Counter(found).items():
            row = lookup(feature)
            if row is not None:
                rows.append(row)
                values.append(1.0 if count == 1 else 1.0 + math.log(count))
        if not rows:
            return np.zeros(len(self.labels), np.float32)
        weighed = np.array(values, np.float32) * self.rarity[rows]
        weighed /= math.sqrt(float(weighed @ weighed))
        return (weighed @ self.weights[rows]) * self.scale + self.bias

    def probabilities(self, text: str) -> NDArray[np.float32]:
        """The calibrated probability of each label, summing to one."""
        return softmax(self.scores(text) * self.temperature)

    def guess(self, text: str, best: int = 5) -> tuple[tuple[str, float], ...]:
        """The best labels with their probabilities, best first."""
        probabilities = self.probabilities(text)
        order = np.argsort(-probabilities, kind="stable")[:best]
        return tuple((self.labels[at], float(probabilities[at])) for at in order)

    def _words(self) -> Segmenter | None:
        return segmenter() if self.words else None

    def to_bytes(self) -> bytes:
        """The model as one compressed file's content; equal models give equal bytes."""
        buffer = BytesIO()
        np.savez_compressed(
            buffer,
            head=np.array([FORMAT, self.order, int(self.words)], np.int32),
            labels=_pack(self.labels),
            vocabulary=_pack(self.vocabulary),
            rarity=self.rarity,
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
            temperature=np.array([self.temperature]),
            digest=_pack([self.digest]),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Model:
        """Read what ``to_bytes`` wrote; BadModel when it is something else."""
        try:
            with np.load(BytesIO(content), allow_pickle=False) as file:
                parts = {name: file[name] for name in file.files}
            version, order, words = (int(value) for value in parts["head"])
        except (ValueError, KeyError, OSError, EOFError) as error:
            raise BadModel("not a model file") from error
        if version != FORMAT:
            raise BadModel(f"model format {version}, expected {FORMAT}")
        return cls(
            labels=_unpack(parts["labels"]),
            vocabulary={name: at for at, name in enumerate(_unpack(parts["vocabulary"]))},
            rarity=parts["rarity"],
            weights=parts["weights"],
            scale=parts["scale"],
            bias=parts["bias"],
            temperature=float(parts["temperature"][0]),
            order=order,
            words=bool(words),
            digest=_unpack(parts["digest"])[0],
        )


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores as probabilities that sum to one."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), np.float32)


def _pack(names: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _unpack(packed: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode().split("\n"))


def load(path: Path) -> Model:
    """Read a model file; BadModel when it is not one, OSError when it cannot be read."""
    return Model.from_bytes(path.read_bytes())
