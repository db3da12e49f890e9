"""Understanding what residents type: offline, pure, well under a millisecond a message.

``load_model()`` once, then ``understand(text, model, gazetteer, now=...)`` for each message. ``danger(text)``
stands alone and is cheap enough to run before anything else; what ``look(text)`` gives saves ``understand`` a
second look.
"""

from __future__ import annotations

from collections.abc import Sequence

from matching.text.danger import Looked, danger, look
from matching.text.duplicates import Duplicate, Open, elsewhere, find_duplicates
from matching.text.evaluation import Report, evaluate
from matching.text.examples import Example, examples
from matching.text.gazetteer import EMPTY, Gazetteer, gazetteer
from matching.text.model import BadModel, Model
from matching.text.shipped import load_model
from matching.text.understand import understand
from matching.text.understanding import (
    BeneficiaryFound,
    Contact,
    Danger,
    DangerKind,
    DangerLevel,
    Guess,
    Kind,
    Part,
    PlaceFound,
    Span,
    TimeWish,
    Understanding,
    UrgencyFound,
    Whom,
)

__all__ = [
    "EMPTY",
    "BadModel",
    "BeneficiaryFound",
    "Contact",
    "Danger",
    "DangerKind",
    "DangerLevel",
    "Duplicate",
    "Example",
    "Gazetteer",
    "Guess",
    "Kind",
    "Looked",
    "Model",
    "Open",
    "Part",
    "PlaceFound",
    "Report",
    "Span",
    "TimeWish",
    "Understanding",
    "UrgencyFound",
    "Whom",
    "danger",
    "elsewhere",
    "evaluate",
    "examples",
    "find_duplicates",
    "gazetteer",
    "load_model",
    "look",
    "train",
    "understand",
]


def train(rows: Sequence[Example]) -> Model:
    """Learn a model from labelled texts; the same rows give the same model. Needs scipy, loaded here."""
    from matching.text.training import train as learn  # noqa: PLC0415 - scipy only where something is trained

    return learn(rows)
