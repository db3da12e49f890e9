"""One session's answers, and their recomputation.

Everything that changes goes through ``Instance``: it marks what depends on the change, per instance node,
and works the marked tasks off in topological order until nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from surveys import tree
from surveys.actions import fire
from surveys.computing import COMPUTED
from surveys.dependencies import Kind, Task
from surveys.finding import Finding, warning
from surveys.form import Definition, Form
from surveys.growing import grow, shrink
from surveys.host import FormHost
from surveys.marking import Marks
from surveys.tree import InstanceNode
from surveys.typed import normal
from surveys.xpath import Context, Node
from surveys.xpath.node import ELEMENT

SPOKEN = frozenset({"jr:choice-name", "jr:itext"})
"""The functions whose results are in the language of the session."""


class Instance(Marks):
    """The live tree of one session. ``problems`` are the failures of expressions met so far."""

    def __init__(self, form: Form, host: FormHost, root: InstanceNode) -> None:
        self.form = form
        super().__init__(form.graph, tree.document_of(root))
        self.host = host
        self.root = root
        self.changes = 0
        """How often anything changed; what was derived from the answers is old when this moved on."""
        self.shape = 0
        """How often relevance or repeats changed: which questions there are."""
        self.structure = 0
        """How often repeats came or went: which nodes there are."""
        self.memo: dict[str, tuple[Any, Any]] = {}
        """What was derived, by its name, with the count it was derived at."""
        self.problems: dict[tuple[str, str], Finding] = {}
        self._context = Context(root, host, self.document, root, form.namespaces)

    # -- asking

    def at(self, ref: str) -> InstanceNode | None:
        """The node at a path such as /data/member[2]/age; without a number the first one is meant."""
        node: Node = self.document
        for step in ref.strip("/").split("/"):
            name, _, rest = step.partition("[")
            if name.startswith("@") and isinstance(node, InstanceNode):
                found: Iterable[Node] = [node.cells[name]] if node.cells and name in node.cells else []
            else:
                found = node.named(name)
            place = int(rest[:-1]) - 1 if rest[:-1].isdigit() else 0
            matching = list(found)
            if not 0 <= place < len(matching):
                return None
            node = matching[place]
        return node if isinstance(node, InstanceNode) else None

    def switch_host(self, host: FormHost) -> None:
        """Another moment or language: labels follow by themselves, what is computed from labels here."""
        spoken = self.host.language != host.language
        self.host = host
        self._context.host = host
        if spoken:
            for task in self.graph.tasks:
                if task.expression.references.functions & SPOKEN:
                    for node in tree.subtree(self.root):
                        if node.definition.index == task.definition:
                            self.mark(task, node)
            self.run()

    def renew(self, host: FormHost, *, reshaped: bool) -> None:
        """It was brought up to date from outside: what was derived is old, and nothing is to be computed."""
        self.host = self._context.host = host
        self.changes += 1
        self.shape += reshaped
        self.problems.clear()

    def size(self) -> int:
        """How many nodes there are."""
        return sum(1 for _ in tree.subtree(self.root))

    def dissolve(self) -> None:
        """Take the tree apart when nobody will look at it again, so that its memory is free at once.

        Nodes know their parents, so otherwise they would wait for the garbage collector.
        """
        for node in [self.document, *tree.subtree(self.root)]:
            node.clear()
        self.memo.clear()

    def context(self, node: Node) -> Context:
        """The focus for evaluating an expression at a node; only until the next evaluation."""
        context = self._context
        context.node = context.current = node
        context.position = context.size = 1
        return context

    # -- changing

    def set(self, node: InstanceNode, answer: str) -> None:
        """Store an answer (in the notation of its type) and recompute all that depends on it."""
        if self.store(node, answer):
            self.run()

    def store(self, node: InstanceNode, answer: str) -> bool:
        """Store a value without recomputing yet; whether it is a new one.

        Where the node is irrelevant, nobody sees it change: no action follows.
        """
        answer = self.admissible(node, answer)
        if answer == node.answer:
            return False
        node.answer = answer
        if not node.relevant:
            return True
        self.show(node, answer)
        self.mark_own(node, Kind.CHOICES)
        self.changed(node)
        return True

    def changed(self, node: InstanceNode) -> None:
        """What an author wants done when this value changes."""
        question = self.form.questions.get(node.definition.index)
        if question is not None and question.actions:
            fire(self, question.actions, "xforms-value-changed", node)

    def admissible(self, node: InstanceNode, value: str) -> str:
        """A value in the notation of its type, and of a question with fixed choices only these."""
        if not value:
            return ""
        value = normal(node.definition.bind.type, value)
        possible = self.form.fixed_choices.get(node.definition.index)
        if possible is None or value in possible:
            return value
        return " ".join(one for one in value.split() if one in possible)

    def show(self, node: InstanceNode, value: str) -> None:
        """What expressions see of a node changes: whatever reads it must be done again."""
        node.value = value
        self.changes += 1
        if node.kind != ELEMENT:
            parent = node.parent
            if parent is not None:
                parent.set_attribute(node.name, value)
        for edge in self.graph.edges[node.definition.index]:
            self.mark_along(node, edge)

    def add(self, parent: InstanceNode, repeat: Definition) -> InstanceNode | None:
        """A new instance of a repeat, last; None when the limit is reached."""
        made = grow(self, parent, repeat)
        if made is not None:
            self.run()
        return made

    def remove(self, node: InstanceNode) -> None:
        """Take an instance of a repeat out and recompute."""
        shrink(self, node)
        self.run()

    def do(self, task: Task, node: InstanceNode) -> None:
        """Run one task for one node."""
        COMPUTED[task.kind](self, task, node)

    # -- telling

    def report(self, subject: str, key: str, **params: object) -> None:
        """Tell the author, once, that something failed while the form was being answered."""
        self.problems.setdefault((subject, key), warning(key, subject, **params))
