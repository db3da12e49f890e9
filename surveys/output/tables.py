"""Submissions → tables: one of all submissions, one of each repeat, as ODK and KoboToolbox give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.form import Control, Form
from surveys.instance import Instance
from surveys.output.columns import CHOSEN, Column, Layout, layouts
from surveys.output.spoken import Spoken
from surveys.tree import InstanceNode

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Submission:
    """One filled form. ``at`` is when it was sent, in the zone it is to be shown in."""

    instance: Instance
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; ``hxl`` has a hashtag or "" a column, and is empty when there is none."""

    name: str
    head: tuple[str, ...]
    hxl: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(
    form: Form, submissions: Iterable[Submission], *, labels: bool = True, language: str = "zh_CN"
) -> tuple[Table, ...]:
    """All submissions of one form, in the order given.

    With ``labels`` questions and choices are called as in ``language``; else columns are named by path
    ("group/question") and choices by their codes, several apart by spaces. Every row has its place
    (``_index``, from 1); rows of repeats have the table and place of the row they belong to. Nothing tells
    whose submission it is, except what the form itself asked.
    """
    found = layouts(form)
    filling = _Filling(found, Spoken(form, language) if labels else None)
    for one in submissions:
        filling.take(one)
    return tuple(filling.table(one) for one in found)


class _Filling:
    """Rows as they are found, table by table."""

    def __init__(self, found: tuple[Layout, ...], spoken: Spoken | None) -> None:
        self._layouts = {one.definition.index: one for one in found}
        self._spoken = spoken
        self._rows: dict[int, list[tuple[Cell, ...]]] = {index: [] for index in self._layouts}

    def take(self, submission: Submission) -> None:
        sent = submission.at.isoformat(sep=" ", timespec="seconds") if submission.at is not None else ""
        self._row(submission.instance.root, (sent,))

    def _row(self, start: InstanceNode, lead: tuple[Cell, ...]) -> None:
        """The row of a root or of a repeat's instance, and the rows of repeats below."""
        layout = self._layouts[start.definition.index]
        rows = self._rows[start.definition.index]
        place = len(rows) + 1
        rows.append(())
        values: dict[int, InstanceNode] = {}
        for node in _inside(start, values):
            self._row(node, (layout.name, place))
        cells = (self._cell(column, values.get(column.definition.index)) for column in layout.columns)
        rows[place - 1] = (place, *lead, *cells)

    def _cell(self, column: Column, node: InstanceNode | None) -> Cell:
        if node is None or not node.value:
            return ""
        if column.is_number:
            return number(node.value)
        spoken = self._spoken
        question = spoken.form.questions.get(column.definition.index) if spoken is not None else None
        if spoken is None or question is None or question.control not in CHOSEN:
            return node.value
        chosen = [node.value] if question.control is Control.SELECT1 else node.value.split()
        return "; ".join(spoken.choice(question, node, one) for one in chosen)

    def table(self, layout: Layout) -> Table:
        """The finished table."""
        places = ("_index", "_parent", "_parent_index") if layout.parent else ("_index", "_submitted_at")
        tags = tuple(column.hxl for column in layout.columns)
        return Table(
            layout.name,
            (*places, *self._heads(layout)),
            (*("" for _ in places), *tags) if any(tags) else (),
            tuple(self._rows[layout.definition.index]),
        )

    def _heads(self, layout: Layout) -> list[str]:
        """What columns are called; a label that stands twice is told apart by the path behind it."""
        if self._spoken is None:
            return [column.path for column in layout.columns]
        labels = [self._spoken.label(column.definition) for column in layout.columns]
        return [
            f"{label} ({column.path})" if labels.count(label) > 1 else label
            for label, column in zip(labels, layout.columns, strict=True)
        ]


def _inside(node: InstanceNode, values: dict[int, InstanceNode]) -> list[InstanceNode]:
    """Collects the relevant answers below a node up to the next repeats, and gives back these."""
    repeats = []
    for child in node.children:
        if not (isinstance(child, InstanceNode) and child.relevant):
            continue
        if child.definition.is_repeat:
            repeats.append(child)
        elif child.definition.is_leaf:
            values[child.definition.index] = child
        else:
            repeats += _inside(child, values)
    return repeats


def number(text: str) -> Cell:
    """A number as one; a whole number too long for a spreadsheet, or no number at all, as it is."""
    try:
        return int(text) if len(text) < 16 else text
    except ValueError:
        try:
            value = float(text)
        except ValueError:
            return text
        return value if abs(value) < 1e15 else text
