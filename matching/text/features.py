"""From a normalised text to the features the classifier weighs: characters in runs, and words.

Chinese is read as all runs of one to ``order`` characters, which needs no dictionary and forgives typing;
Latin words are read whole, cut to a stem, and in pairs. With words, a segmenter's tokens are added, and with
pairs those of neighbouring ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z]+|[\u2190-\u2bff\U0001f000-\U0001faff]")
# The commonest English endings; crude on purpose, as it only has to send "repairs" and "repairing" one way.
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s", "y", "e")
# Words that would come out as another one: who is fired has no fire, and care is no car.
_ALONE = frozenset(
    {
        "army",
        "building",
        "care",
        "cared",
        "cares",
        "caring",
        "fired",
        "missing",
        "news",
        "note",
        "notes",
        "parking",
        "policy",
        "rate",
        "rates",
        "ready",
        "training",
    }
)

Segmenter = Callable[[str], Iterable[str]]


def features(text: str, order: int = 3, words: Segmenter | None = None, *, pairs: bool = False) -> list[str]:
    """The features of a normalised text, repeats included, in no promised order."""
    found: list[str] = []
    latin: list[str] = []
    for run in _RUNS.findall(text):
        if run[0] > "\u33ff":
            found += run
            for size in range(2, order + 1):
                found += [run[start : start + size] for start in range(len(run) - size + 1)]
        else:
            latin.append(stem(run))
    if latin:
        found += [f"={word}" for word in latin]
        found += [f"={one} {other}" for one, other in pairwise(latin)]
    if words is not None:
        tokens = [word for word in words(text) if _RUNS.match(word)]
        found += [f"/{word}" for word in tokens if len(word) > 1]
        if pairs:
            found += [f"&{one} {other}" for one, other in pairwise(tokens)]
    return found


def stem(word: str) -> str:
    """A Latin word without its commonest endings, never shorter than three letters nor another word."""
    if word in _ALONE:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
