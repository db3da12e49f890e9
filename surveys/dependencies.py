"""The dependency graph of a form: which task must be done again when a node changes, and in what order.

A task is one eager computation of one definition: its relevance, its calculation, the number of a repeat's
instances, the choices that its answer must be among. Required, constraint, read-only and labels are not
tasks: they are evaluated when somebody asks.

An edge says how to get from the instance node that changed to the nodes whose task must run: up to the
ancestor where the expression's path turns, then down by names. So a change inside one repeat reaches only
that repeat when the expression is relative to it, and all of them when it is not.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveys.form import Definition, Element, Question, Repeat, walk
from surveys.ordering import order
from surveys.referring import resolve
from surveys.xpath import Expression, Reference


class Kind(enum.IntEnum):
    """What a task computes."""

    RELEVANT = 0
    CALCULATE = 1
    COUNT = 2
    CHOICES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One eager computation; ``rank`` is its place in topological order."""

    index: int
    kind: Kind
    definition: int
    expression: Expression
    rank: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """From a changed node ``up`` this many parents, then ``down`` these names: there the task must run.

    ``whole`` is the way down as one path where it begins at the document: the same from every changed node.
    """

    task: Task
    up: int
    down: tuple[str, ...]
    whole: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Tasks in topological order, tasks by definition, and edges by the definition that changed.

    ``structure`` holds, for each repeat, the edges (from the repeat's parent) of what depends on how many
    instances there are or where they stand. ``cycles`` are the groups of definitions that depend on
    themselves.
    """

    tasks: tuple[Task, ...]
    of: tuple[tuple[Task, ...], ...]
    edges: tuple[tuple[Edge, ...], ...]
    structure: dict[int, tuple[Edge, ...]]
    cycles: tuple[tuple[int, ...], ...]


def build(definitions: tuple[Definition, ...], body: tuple[Element, ...]) -> Graph:
    """Read the graph from the expressions of a form."""
    return _Builder(definitions, body).graph()


class _Builder:
    def __init__(self, definitions: tuple[Definition, ...], body: tuple[Element, ...]) -> None:
        self.definitions = definitions
        self.body = body
        self.links: list[set[tuple[int, int]]] = []
        self._from_root: dict[Reference, set[tuple[int, int]]] = {}

    def graph(self) -> Graph:
        drafts = list(self._tasks())
        self.links = [self._links(task) for task in drafts]
        ranks, cycles = order(self._before(drafts))
        tasks = [
            Task(task.index, task.kind, task.definition, task.expression, ranks[task.index])
            for task in drafts
        ]
        of: list[list[Task]] = [[] for _ in self.definitions]
        for task in tasks:
            of[task.definition].append(task)
        edges, structure = self._edges(tasks)
        looped = tuple(tuple(sorted({drafts[index].definition for index in cycle})) for cycle in cycles)
        return Graph(
            tuple(sorted(tasks, key=lambda task: task.rank)), tuple(map(tuple, of)), edges, structure, looped
        )

    def _tasks(self) -> Iterator[Task]:
        for place, (kind, definition, expression) in enumerate(self._computations()):
            yield Task(place, kind, definition, expression)

    def _computations(self) -> Iterator[tuple[Kind, int, Expression]]:
        for one in self.definitions:
            if one.bind.relevant is not None:
                yield Kind.RELEVANT, one.index, one.bind.relevant
            if one.bind.calculate is not None:
                yield Kind.CALCULATE, one.index, one.bind.calculate
        for element in walk(self.body):
            if isinstance(element, Repeat) and element.count is not None:
                yield Kind.COUNT, element.definition, element.count
            elif isinstance(element, Question) and element.itemset is not None:
                yield Kind.CHOICES, element.definition, element.itemset.nodes

    # -- links: (definition read, depth of the ancestor where the path turns)

    def _links(self, task: Task) -> set[tuple[int, int]]:
        context = self.definitions[task.definition]
        links: set[tuple[int, int]] = set()
        for reference in task.expression.references.paths:
            links |= self._resolved(context, reference)
        if task.kind is Kind.COUNT:
            return {(read, min(anchor, context.depth - 1)) for read, anchor in links}
        return links

    def _resolved(self, context: Definition, reference: Reference) -> set[tuple[int, int]]:
        """As ``resolve``; a path from the root means the same wherever it is written, and comes often."""
        if reference.origin != "root":
            return resolve(self.definitions, context, reference)
        found = self._from_root.get(reference)
        if found is None:
            found = self._from_root[reference] = resolve(self.definitions, context, reference)
        return found

    def _before(self, tasks: Sequence[Task]) -> list[set[int]]:
        """For each task, the tasks whose results it reads."""
        writers: list[list[int]] = [[] for _ in self.definitions]
        for task in tasks:
            writers[task.definition].append(task.index)
        relevant = {task.definition: task.index for task in tasks if task.kind is Kind.RELEVANT}
        before: list[set[int]] = []
        for task in tasks:
            found: set[int] = set()
            for read, _ in self.links[task.index]:
                found.update(writers[read])
                found.update(relevant[above] for above in self._above(read) if above in relevant)
            if task.kind is not Kind.RELEVANT:
                found.update(relevant[above] for above in self._above(task.definition) if above in relevant)
            found.discard(task.index)
            before.append(found)
        return before

    def _above(self, index: int) -> Iterator[int]:
        while index >= 0:
            yield index
            index = self.definitions[index].parent

    # -- edges

    def _edges(
        self, tasks: Sequence[Task]
    ) -> tuple[tuple[tuple[Edge, ...], ...], dict[int, tuple[Edge, ...]]]:
        edges: list[dict[tuple[int, int], Edge]] = [{} for _ in self.definitions]
        structure: dict[int, dict[tuple[int, int], Edge]] = {}
        for task in tasks:
            positional = "position" in task.expression.references.functions
            for read, anchor in self.links[task.index]:
                source = self.definitions[read]
                edge = self._edge(task, source.depth, anchor)
                edges[read].setdefault((task.index, anchor), edge)
                for repeat in source.repeats:
                    self._add_structure(structure, task, repeat, anchor, positional=positional)
            if positional:
                for repeat in self.definitions[task.definition].repeats:
                    self._add_structure(
                        structure, task, repeat, self.definitions[repeat].depth, positional=True
                    )
        return (
            tuple(tuple(found.values()) for found in edges),
            {repeat: tuple(found.values()) for repeat, found in structure.items()},
        )

    def _add_structure(
        self,
        structure: dict[int, dict[tuple[int, int], Edge]],
        task: Task,
        repeat: int,
        anchor: int,
        *,
        positional: bool,
    ) -> None:
        """The task reads through ``repeat`` from above it, or cares where an instance of it stands."""
        above = self.definitions[repeat].depth - 1
        if anchor > above:
            if not positional:
                return
            anchor = above
        edge = self._edge(task, above, anchor)
        structure.setdefault(repeat, {}).setdefault((task.index, anchor), edge)

    def _edge(self, task: Task, depth: int, anchor: int) -> Edge:
        """From a node at a depth to where the task runs, by way of the ancestor at the depth ``anchor``."""
        down = self._down(task, anchor)
        whole = "/".join(down) if anchor <= 0 and down and not down[-1].startswith("@") else ""
        return Edge(task, depth - anchor, down, whole)

    def _down(self, task: Task, anchor: int) -> tuple[str, ...]:
        names: list[str] = []
        index = task.definition
        if task.kind is Kind.COUNT:
            index = self.definitions[index].parent
        while index >= 0 and self.definitions[index].depth > anchor:
            one = self.definitions[index]
            names.append(one.name)
            index = one.parent
        return tuple(reversed(names))
