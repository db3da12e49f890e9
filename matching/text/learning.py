"""Learning from an installation's own needs: a new model, and whether it is better than the one in use.

Our own examples stay in: what nobody has asked for yet must still be understood. Everything is pure: the rows
and the moment come in, the same rows and moment give the same model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from matching.text.anonymous import anonymous
from matching.text.evaluation import Report, evaluate
from matching.text.examples import Example, examples
from matching.text.model import BadModel, Model
from matching.text.normalise import normalise
from model.taxonomy import LEAVES

# What a social worker put right was looked at by somebody who knows all the headings.
BY_RESIDENT, BY_STAFF = 1.0, 2.0
# Of every so many needs one is held out to compare models on, but never more than that many.
ONE_IN, MOST = 5, 2_000
# Fewer held out than this tell nothing; the new model is then taken as it is.
TELLING = 30
# How much worse a new model may look without being refused: about what chance does to a few hundred needs.
SLACK = 0.01

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Told:
    """A need's words as typed, the leaf it was filed or sorted under, and its id, which grows with time."""

    id: int
    text: str
    label: str
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What is written into a model file: where it comes from and how good it is."""

    trained_at: str
    examples: int
    """Sentences of our own."""
    needs: int
    """Needs of this installation."""
    sorted_by_staff: int
    data: str
    """A hash of the needs it learnt from, once they were made anonymous."""
    newest: int
    """The id of the newest need it learnt from."""
    held_out: int
    accuracy: float
    macro_f1: float
    top3: float
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Learned:
    """A new model with its header, and the figures of old and new on the same needs neither had seen."""

    model: Model
    header: Header
    new: Report | None
    current: Report | None

    @property
    def better(self) -> bool:
        """Whether it may take the current one's place: not worse on what both had to guess."""
        if self.new is None or self.current is None or self.new.rows < TELLING:
            return True
        return self.new.accuracy >= self.current.accuracy - SLACK


def learn(
    told: Sequence[Told], current: Model, at: datetime, progress: Progress = lambda *_: None
) -> Learned:
    """Train a model from our examples and these needs, and compare it with the current one.

    The comparison holds out needs that the current model has not learnt from (of all needs when it is the
    shipped one); the model that is kept then learns from those too. ``progress`` hears of steps done and all.
    """
    from matching.text.training import Recipe, train  # noqa: PLC0415 - scipy only where something is trained

    rows = prepared(told)
    held = held_out(told, current)
    progress(0, 3)
    new = old = None
    if held:
        kept = [row for row, one in zip(rows, told, strict=True) if one.id not in held and row.text]
        tested = [row for row, one in zip(rows, told, strict=True) if one.id in held and row.text]
        rehearsed = train([*examples(), *kept], Recipe())
        progress(1, 3)
        new, old = evaluate(rehearsed, tested), evaluate(current, tested)
        progress(2, 3)
    learnt = [row for row in rows if row.text]
    model = train([*examples(), *learnt], Recipe())
    header = _header(told, learnt, new, at)
    progress(3, 3)
    about = json.dumps(asdict(header), ensure_ascii=False, sort_keys=True)
    return Learned(replace(model, about=about), header, new, old)


def prepared(told: Sequence[Told]) -> list[Example]:
    """The needs as examples, without anything that points at a person; what no leaf fits has no text."""
    leaves = {leaf.code for leaf in LEAVES}
    return [
        Example(
            anonymous(normalise(one.text)).strip() if one.label in leaves else "",
            one.label,
            BY_STAFF if one.by_staff else BY_RESIDENT,
            private=True,
        )
        for one in told
    ]


def held_out(told: Sequence[Told], current: Model) -> frozenset[int]:
    """Ids of needs to compare on: a fifth of those newer than the current model, chosen by their number."""
    known = header_of(current)
    newest = known.newest if known else 0
    fresh = sorted(one.id for one in told if one.id > newest)
    step = max(ONE_IN, -(-len(fresh) // MOST))
    return frozenset(fresh[::step]) if len(fresh) >= ONE_IN else frozenset()


def header_of(model: Model) -> Header | None:
    """The header of a model that ``learn`` made; None for any other, such as the shipped one."""
    return header_in(model.about)


def header_in(about: str) -> Header | None:
    """The same from what a model says about itself."""
    try:
        return Header(**json.loads(about))
    except (ValueError, TypeError):
        return None


def checked(model: Model) -> Model:
    """The model when an installation can work with it; BadModel when its headings are not today's."""
    leaves = {leaf.code for leaf in LEAVES}
    if not leaves <= set(model.labels) <= leaves | {row.label for row in examples()}:
        raise BadModel("its categories are not those of this version")
    return model


def _header(told: Sequence[Told], learnt: Sequence[Example], new: Report | None, at: datetime) -> Header:
    lines = sorted(f"{row.label}\t{row.weight}\t{row.text}" for row in learnt)
    return Header(
        trained_at=at.isoformat(timespec="seconds"),
        examples=len(examples()),
        needs=len(learnt),
        sorted_by_staff=sum(row.weight == BY_STAFF for row in learnt),
        data=hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        newest=max((one.id for one in told), default=0),
        held_out=new.rows if new else 0,
        accuracy=round(new.accuracy, 4) if new else 0.0,
        macro_f1=round(new.macro_f1, 4) if new else 0.0,
        top3=round(new.top3, 4) if new else 0.0,
        calibration_error=round(new.calibration_error, 4) if new else 0.0,
    )
