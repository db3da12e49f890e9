"""Which tasks are to run for which nodes, and working them off in topological order."""

from __future__ import annotations

import abc
import heapq

from surveys.dependencies import Edge, Graph, Kind, Task
from surveys.tree import InstanceNode
from surveys.xpath import Node

MOST_RUNS = 100
"""How often one task may run for one node after one change, beyond which it is a cycle."""


class Marks(abc.ABC):
    """The tasks that wait. ``do`` is what running one means; ``report`` tells the author of a cycle."""

    def __init__(self, graph: Graph, document: Node) -> None:
        self.graph = graph
        self.document = document
        self._waiting: list[tuple[int, int, Task, InstanceNode]] = []
        self._marked: set[tuple[int, InstanceNode]] = set()
        self._runs: dict[tuple[int, InstanceNode], int] = {}
        self._done = 0
        self._counter = 0
        self._running = False

    @abc.abstractmethod
    def do(self, task: Task, node: InstanceNode) -> None:
        """Run one task for one node."""

    @abc.abstractmethod
    def report(self, subject: str, key: str, **params: object) -> None:
        """Tell the author of the form about a failure."""

    def mark(self, task: Task, node: InstanceNode) -> None:
        """This task must run for this node."""
        key = (task.index, node)
        if key not in self._marked:
            self._marked.add(key)
            self._counter += 1
            heapq.heappush(self._waiting, (task.rank, self._counter, task, node))

    def mark_along(self, node: Node, edge: Edge) -> None:
        """The edge's task must run wherever the edge leads from a node that changed."""
        for target in self.document.walk(edge.whole) if edge.whole else _along(node, edge):
            if isinstance(target, InstanceNode):
                self.mark(edge.task, target)

    def mark_counts(self, parent: InstanceNode) -> None:
        """The numbers of the repeats directly below a node are to be computed."""
        for index in parent.definition.children:
            for task in self.graph.of[index]:
                if task.kind is Kind.COUNT:
                    self.mark(task, parent)

    def mark_tasks(self, node: InstanceNode) -> None:
        """All that is to be computed at a node; counts are computed at the parent of their repeat."""
        for task in self.graph.of[node.definition.index]:
            if task.kind is not Kind.COUNT:
                self.mark(task, node)
        self.mark_counts(node)

    def mark_own(self, node: InstanceNode, kind: Kind) -> None:
        """The tasks of one kind at a node are to run."""
        for task in self.graph.of[node.definition.index]:
            if task.kind is kind:
                self.mark(task, node)

    def run(self) -> None:
        """Work off what is marked, in topological order."""
        if self._running or not self._waiting:
            return
        self._running = True
        waiting, marked = self._waiting, self._marked
        try:
            while waiting:
                _, _, task, node = heapq.heappop(waiting)
                marked.discard((task.index, node))
                if not node.gone and self._may_run(task, node):
                    self.do(task, node)
        finally:
            self._running = False
            self._done = 0
            waiting.clear()
            marked.clear()
            self._runs.clear()

    def _may_run(self, task: Task, node: InstanceNode) -> bool:
        """Whether the limit is not reached; counted only once there were enough runs to reach it."""
        self._done += 1
        if self._done <= MOST_RUNS:
            return True
        key = (task.index, node)
        runs = self._runs[key] = self._runs.get(key, 0) + 1
        if runs > MOST_RUNS:
            self.report(node.definition.path, "survey.form.cycle")
            return False
        return True


def _along(node: Node, edge: Edge) -> list[Node]:
    """Where an edge leads from one node."""
    place: Node | None = node
    for _ in range(edge.up):
        place = place.parent if place is not None else None
    if place is None:
        return []
    level: list[Node] = [place]
    for name in edge.down:
        if name.startswith("@"):
            level = [
                one.cells[name]
                for one in level
                if isinstance(one, InstanceNode) and one.cells and name in one.cells
            ]
        elif len(level) == 1:
            level = level[0].named(name)
        else:
            level = [child for one in level for child in one.named(name)]
    return level
