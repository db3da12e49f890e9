"""Near-duplicates among open needs: the same thing at the same place, told by two people in two ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from matching.text.features import features
from matching.text.model import Model
from matching.text.normalise import normalise
from matching.text.understanding import PlaceFound

# A shared fault (a lift, a lamp, rubbish) concerns a place and can be joined; a person's own need cannot.
SHARED = frozenset(
    {"environment", "facilities", "safety", "emergency", "convenience", "culture", "education"}
)
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Open:
    """What is compared of a need that is open: its words, its category, and where it is."""

    id: int
    text: str
    category: str
    community: str | None = None
    place: PlaceFound | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An open need that says the same, and how alike it is, 0 to 1."""

    id: int
    likeness: float


def find_duplicates(new: Open, others: Iterable[Open], model: Model, best: int = 3) -> tuple[Duplicate, ...]:
    """The open needs that the new one repeats, most alike first.

    They must share the category, a field whose faults are common property, and the place: not another
    community, not another building or unit. Where both name a building the words matter less.
    """
    if new.category.partition(".")[0] not in SHARED:
        return ()
    mine = _vector(new.text, model)
    found: list[Duplicate] = []
    for other in others:
        agreement = _same_place(new, other) if other.category == new.category else None
        if agreement is None or other.id == new.id:
            continue
        likeness = 1 - (1 - agreement) * (1 - _cosine(mine, _vector(other.text, model)))
        if likeness >= ALIKE:
            found.append(Duplicate(other.id, round(likeness, 3)))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.id))[:best])


def elsewhere(one: Open, other: Open) -> bool:
    """Whether they name different places: another community, building or unit."""
    return _same_place(one, other) is None


def _same_place(one: Open, other: Open) -> float | None:
    """How much the places agree, 0 to 1; None when they are different places."""
    if one.community and other.community and one.community != other.community:
        return None
    if one.place is None or other.place is None:
        return 0.0
    agreement = 0.0
    for weight, mine, theirs in (
        (0.3, one.place.place and one.place.place.code, other.place.place and other.place.place.code),
        (0.5, one.place.building, other.place.building),
        (0.3, one.place.unit, other.place.unit),
        (0.3, one.place.landmark, other.place.landmark),
    ):
        if mine and theirs:
            if mine != theirs:
                return None
            agreement = 1 - (1 - agreement) * (1 - weight)
    return agreement


def _vector(text: str, model: Model) -> Mapping[int, float]:
    """The text's known features with their rarity; digits are none, so a number in it costs nothing."""
    rows = model.vocabulary.find(set(features(normalise(text), model.order)))
    return {int(row): float(model.rarity[row]) for row in sorted(rows[rows >= 0])}


def _cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    shared = sum(value * value for row, value in one.items() if row in other)
    lengths = [np.sqrt(sum(value * value for value in vector.values())) for vector in (one, other)]
    return float(shared / (lengths[0] * lengths[1])) if all(lengths) else 0.0
