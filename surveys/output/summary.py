"""The results of a survey, question by question: counts and shares, middle and mean, never whose."""

from __future__ import annotations

import enum
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from surveys.form import Control, Form, Question, Repeat, walk
from surveys.instance import Instance
from surveys.output.columns import CHOSEN, NUMBERS, layouts
from surveys.output.counting import FEWEST, Bar, bars, steps
from surveys.output.spoken import Spoken
from surveys.tree import InstanceNode, subtree

MOST_BARS = 20
"""Of a long list only the answers given most often are shown."""
MOST_SPANS = 8
"""Of numbers; fewer when there are few, so that not all are hidden."""


class Kind(enum.Enum):
    """How the answers to a question are summed up."""

    ONE = "one"
    SEVERAL = "several"
    RANK = "rank"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Result:
    """The answers to one question.

    ``answered`` is None when so few answered that nothing is shown. ``middle`` and ``mean`` are of numbers.
    ``more`` is how many other answers there were than those in ``bars``. Of a ranking the bars count what
    was put first. ``heading`` is the label of the repeat it is in. People are counted, never the
    instances of a repeat: a family of five is one submission.
    """

    path: str
    label: str
    kind: Kind
    answered: int | None
    bars: tuple[Bar, ...] = ()
    middle: float | None = None
    mean: float | None = None
    more: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """All questions in the order of the form; ``total`` is None when there are too few to tell."""

    total: int | None
    results: tuple[Result, ...]
    fewest: int = FEWEST


def summarize(form: Form, instances: Iterable[Instance], language: str, fewest: int = FEWEST) -> Summary:
    """The results of submissions of one form, in a language.

    With fewer than ``fewest`` submissions, or answers to one question, nothing is counted; a count below it
    is hidden, see ``counting``. Texts, dates, places and files are only counted. One question's numbers never
    give away another person's answer to it; that several questions together might, no summary can exclude.
    """
    answers: dict[int, list[Answer]] = {}
    total = 0
    for instance in instances:
        total += 1
        for node in subtree(instance.root):
            if node.value and node.relevant and node.definition.is_leaf:
                answers.setdefault(node.definition.index, []).append((total, node))
    if total < fewest:
        return Summary(None, (), fewest)
    counter = _Counter(Spoken(form, language), fewest)
    found = tuple(
        counter.result(question, answers.get(question.definition, [])) for question in _questions(form)
    )
    return Summary(total, found, fewest)


def _questions(form: Form) -> Iterator[Question]:
    """What is asked, without notes, acknowledgements and what tells who it is."""
    data = {column.definition.index for layout in layouts(form) for column in layout.columns}
    seen: set[int] = set()
    for element in walk(form.body):
        if isinstance(element, Question) and element.definition in data and element.definition not in seen:
            seen.add(element.definition)
            if element.control is not Control.TRIGGER:
                yield element


Answer = tuple[int, InstanceNode]
"""Whose (the place of the submission) and what."""


class _Counter:
    """Sums up one question after the other."""

    def __init__(self, spoken: Spoken, fewest: int) -> None:
        self._spoken = spoken
        self._fewest = fewest
        form = spoken.form
        self._headings = {
            one.definition: spoken.text(one.label or form.repeat_labels.get(one.definition))
            for one in walk(form.body)
            if isinstance(one, Repeat)
        }

    def result(self, question: Question, answers: Sequence[Answer]) -> Result:
        """One question's answers."""
        definition = self._spoken.form.definitions[question.definition]
        label = self._spoken.label(definition)
        kind = kind_of(question, definition.bind.type)
        heading = self._headings.get(definition.repeats[-1], "") if definition.repeats else ""
        people = len({whose for whose, _ in answers})
        if people < self._fewest:
            return Result(definition.path, label, kind, None, heading=heading)
        found = Result(definition.path, label, kind, people, heading=heading)
        return _WAYS[kind](self, found, question, answers)

    def chosen(self, found: Result, question: Question, answers: Sequence[Answer]) -> Result:
        """Counts by choice: in the order of the form; a list that answers narrow down by how many chose."""
        listed = self._spoken.choices(question)
        people: dict[str, set[int]] = {value: set() for value in listed}
        labels = dict(listed)
        for whose, node in answers:
            for value in _values(found.kind, node.value):
                people.setdefault(value, set()).add(whose)
                labels.setdefault(value, self._spoken.choice(question, node, value))
        counts = {value: len(those) for value, those in people.items()}
        order = list(counts)
        if len(order) > MOST_BARS or not listed:
            order = sorted(
                (one for one in counts if counts[one]), key=lambda one: (-counts[one], labels[one])
            )
        exclusive = found.kind is not Kind.SEVERAL and not found.heading
        made = bars(
            {one: counts[one] for one in order}, found.answered or 0, exclusive=exclusive, fewest=self._fewest
        )
        named = tuple(replace(bar, label=labels[bar.label]) for bar in made)
        return replace(found, bars=named[:MOST_BARS], more=max(0, len(named) - MOST_BARS))

    def numbers(self, found: Result, _: Question, answers: Sequence[Answer]) -> Result:
        """The middle, the mean, and how many lie in each span; the smallest and largest are somebody's."""
        said = [(who, value) for who, node in answers if (value := _number(node.value)) is not None]
        values = [value for _, value in said]
        people = len({who for who, _ in said})
        if people < self._fewest:
            return replace(found, answered=None)
        spans = steps(values, max(1, min(MOST_SPANS, people // self._fewest)))
        whole = all(value == int(value) for value in values)
        counts = {
            _span(start, end, whole=whole): len({who for who, value in said if start <= value < end})
            for start, end in spans
        }
        return replace(
            found,
            bars=bars(counts, people, exclusive=not found.heading, fewest=self._fewest),
            middle=statistics.median(values),
            mean=statistics.fmean(values),
        )

    def words(self, found: Result, _: Question, __: Sequence[Answer]) -> Result:
        """Only how many."""
        return found


def kind_of(question: Question, bind_type: str) -> Kind:
    """How the answers to a question are summed up."""
    if question.control in CHOSEN:
        return {Control.SELECT: Kind.SEVERAL, Control.RANK: Kind.RANK}.get(question.control, Kind.ONE)
    return Kind.NUMBER if bind_type in NUMBERS or question.control is Control.RANGE else Kind.WORDS


_WAYS: dict[Kind, Callable[[_Counter, Result, Question, Sequence[Answer]], Result]] = {
    Kind.ONE: _Counter.chosen,
    Kind.SEVERAL: _Counter.chosen,
    Kind.RANK: _Counter.chosen,
    Kind.NUMBER: _Counter.numbers,
    Kind.WORDS: _Counter.words,
}


def _values(kind: Kind, answer: str) -> list[str]:
    if kind is Kind.ONE:
        return [answer]
    return list(dict.fromkeys(answer.split()))[: 1 if kind is Kind.RANK else None]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


def _span(start: float, end: float, *, whole: bool) -> str:
    if not whole:
        return f"{start:.10g}–<{end:.10g}"
    return f"{start:.0f}" if end - start == 1 else f"{start:.0f}–{end - 1:.0f}"
