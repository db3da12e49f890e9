"""One session's answers, and their recomputation.

Everything that changes goes through ``Instance``: it marks what depends on the change, per instance node,
and works the marked tasks off in topological order until nothing is left to do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from surveys import tree
from surveys.actions import fire
from surveys.choices import values
from surveys.dependencies import Kind, Task
from surveys.finding import Finding, warning
from surveys.form import Definition, Form, Question
from surveys.host import FormHost
from surveys.marking import Marks
from surveys.tree import InstanceNode, instances
from surveys.typed import normal
from surveys.xpath import Context, Node, XPathError
from surveys.xpath.node import ELEMENT

SPOKEN = frozenset({"jr:choice-name", "jr:itext"})
"""The functions whose results are in the language of the session."""
CONSTANT = frozenset({"instance", "randomize", "true", "false", "not"})
"""Functions with which an itemset without answers in it always finds the same values."""
MOST_REPEATS = 500
"""Instances of one repeat under one parent."""
MOST_NODES = 100_000
"""Nodes of one session."""


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
        self.memo: dict[str, tuple[int, Any]] = {}
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
        self._changed(node)
        return True

    def _changed(self, node: InstanceNode) -> None:
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
        made = self.grow(parent, repeat)
        if made is not None:
            self.run()
        return made

    def grow(
        self, parent: InstanceNode, repeat: Definition, *, counted: bool = False, another: bool = False
    ) -> InstanceNode | None:
        """Add an instance without recomputing yet; ``another`` right after one before.

        Where a counted repeat was written with several instances, the first ones are as written.
        """
        place = len(instances(parent, repeat))
        written = self.form.written.get(repeat.index, ()) if counted else ()
        node = tree.grow(
            self.form, written[place] if place < len(written) else self.form.templates[repeat.index]
        )
        if place >= MOST_REPEATS or (place % 50 == 49 and self.size() > MOST_NODES):
            self.report(tree.ref(parent), "survey.form.too_many_repeats", limit=MOST_REPEATS)
            return None
        parent.insert(tree.place_for(parent, repeat), node)
        self._arrive(node, parent.relevant, another=another)
        self._restructured(parent, repeat, another=another)
        body = self.form.repeats.get(repeat.index)
        for action in body.actions if body is not None else ():
            fire(self, (action,), "odk-new-repeat", node)
        for below in tree.subtree(node):
            question = self.form.questions.get(below.definition.index)
            if question is not None and question.actions:
                fire(self, question.actions, "odk-new-repeat", below)
        return node

    def remove(self, node: InstanceNode) -> None:
        """Take an instance of a repeat out and recompute."""
        self.shrink(node)
        self.run()

    def shrink(self, node: InstanceNode) -> None:
        """Take an instance out without recomputing yet."""
        parent = node.parent
        if not isinstance(parent, InstanceNode):
            return
        parent.remove(node)
        for below in tree.subtree(node):
            below.gone = True
        self._restructured(parent, node.definition)

    def _arrive(self, node: InstanceNode, relevant: bool, *, another: bool) -> None:  # noqa: FBT001 - a state
        """Everything below a new node is still to be computed, and what reads it anew.

        What reads all instances from outside was marked for the one before already.
        """
        for below in tree.subtree(node):
            below.answer = self.admissible(below, below.answer)
            below.relevant = relevant
            below.value = below.answer if relevant else ""
            self.mark_tasks(below)
            for edge in self.graph.edges[below.definition.index]:
                if (edge.down or edge.up) and not (another and edge.whole):
                    self.mark_along(below, edge)

    def _restructured(self, parent: InstanceNode, repeat: Definition, *, another: bool = False) -> None:
        self.changes += 1
        self.shape += 1
        self.structure += 1
        for edge in self.graph.structure.get(repeat.index, ()):
            if not (another and edge.whole):
                self.mark_along(parent, edge)

    # -- recomputing

    def do(self, task: Task, node: InstanceNode) -> None:
        """Run one task for one node."""
        if task.kind is Kind.RELEVANT:
            own = self._boolean(task, node, default=True)
            if own != node.own:
                node.own = own
                self.changes += 1
                self.shape += 1
                parent = node.parent
                self._turn(node, own and (not isinstance(parent, InstanceNode) or parent.relevant))
        elif task.kind is Kind.CALCULATE:
            if node.relevant:
                self._calculate(task, node)
        elif task.kind is Kind.COUNT:
            if node.relevant:
                self._count(task, node)
        elif node.answer and node.relevant:
            self._keep_possible(task, node)

    def _turn(self, node: InstanceNode, relevant: bool) -> None:  # noqa: FBT001 - a state, not a switch
        """The node's relevance becomes this, and with it that of everything below."""
        if node.relevant == relevant:
            return
        node.relevant = relevant
        if relevant:
            self.mark_own(node, Kind.CALCULATE)
            self.mark_own(node, Kind.CHOICES)
            self.mark_counts(node)
        value = node.answer if relevant else ""
        if value != node.value:
            self.show(node, value)
        for cell in (node.cells or {}).values():
            self._turn(cell, relevant and cell.own)
        for child in node.children:
            if isinstance(child, InstanceNode):
                self._turn(child, relevant and child.own)

    def _calculate(self, task: Task, node: InstanceNode) -> None:
        try:
            value = task.expression.string(self.context(node))
        except XPathError as problem:
            self._failed(task, problem)
            return
        self.store(node, "" if value == "NaN" else value)

    def _count(self, task: Task, parent: InstanceNode) -> None:
        repeat = self.form.definitions[task.definition]
        stand_in = InstanceNode(repeat)
        stand_in.parent = parent
        try:
            number = task.expression.number(self.context(stand_in))
        except XPathError as problem:
            self._failed(task, problem)
            return
        if math.isnan(number):
            return  # a number that was taken back may be given anew: what is there waits for it
        wanted = int(max(0, min(number, MOST_REPEATS)))
        existing = instances(parent, repeat)
        for node in reversed(existing[wanted:]):
            self.shrink(node)
        for number in range(wanted - len(existing)):
            if self.grow(parent, repeat, counted=True, another=number > 0) is None:
                break

    def _keep_possible(self, task: Task, node: InstanceNode) -> None:
        """Of an answer only what is among the choices counts; the rest comes back when they do."""
        question = self.form.questions.get(task.definition)
        if question is None:
            return
        possible = self._possible(question, node)
        chosen = node.answer.split()
        kept = [one for one in chosen if one in possible]
        value = node.answer if len(kept) == len(chosen) else " ".join(kept)
        if value != node.value:
            self.show(node, value)
            self._changed(node)

    def _possible(self, question: Question, node: InstanceNode) -> frozenset[str]:
        """The values that can be chosen at a node; remembered where no answer can change them."""
        known = self.form.known_values.get(question.definition)
        if known is not None:
            return known
        found = frozenset(values(self.host, question, node))
        itemset = question.itemset
        reads = itemset.nodes.references if itemset is not None else None
        fixed = reads is not None and all(one.origin == "instance" for one in reads.paths)
        if reads is not None and fixed and reads.functions <= CONSTANT:
            self.form.known_values[question.definition] = found
        return found

    def _boolean(self, task: Task, node: InstanceNode, *, default: bool) -> bool:
        try:
            return task.expression.boolean(self.context(node))
        except XPathError as problem:
            self._failed(task, problem)
            return default

    # -- telling

    def _failed(self, task: Task, problem: XPathError) -> None:
        path = self.form.definitions[task.definition].path
        self.report(
            path,
            "survey.form.failed",
            role=task.kind.name.lower(),
            expression=task.expression.source,
            detail=str(problem),
        )

    def report(self, subject: str, key: str, **params: object) -> None:
        """Tell the author, once, that something failed while the form was being answered."""
        self.problems.setdefault((subject, key), warning(key, subject, **params))
