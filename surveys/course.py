"""The course of an interview: every place where it can stop now, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

import msgspec

from surveys.form import Control, Element, Form, Group, Question, Repeat, Text
from surveys.instance import Instance
from surveys.tree import InstanceNode, instances, ref
from surveys.xpath import Node, XPathError


@dataclass(frozen=True, slots=True)
class Heading:
    """The label of a group on the way, evaluated at its node; ``number`` for an instance of a repeat."""

    label: Text
    node: InstanceNode
    number: int = 0


class Stop(msgspec.Struct, frozen=True, eq=False):
    """A question or note at its node; or, after a repeat's instances, "another one?" at its parent.

    ``page`` is the same for questions that the form wants on one page ("" for none). Of msgspec's kind,
    because hundreds are made whenever an answer changes what is asked, and a frozen dataclass takes twenty
    times as long.
    """

    node: InstanceNode
    question: Question | None = None
    repeat: Repeat | None = None
    note: bool = False
    headings: tuple[Heading, ...] = ()
    page: str = ""

    def ref(self, form: Form) -> str:
        """Its name: the node's ref; for "another one?" the parent's ref and the repeat's name with [+]."""
        if self.repeat is None:
            return ref(self.node)
        return f"{ref(self.node)}/{form.definitions[self.repeat.definition].name}[+]"


class Course(list[Stop]):
    """The stops in their order, with what is looked up in them again and again.

    ``places`` are those of refs that were looked for, filled in as they are found.
    """

    def __init__(self, stops: Iterable[Stop] = ()) -> None:
        super().__init__(stops)
        self.places: dict[str, int] = {}

    @cached_property
    def questions(self) -> list[int]:
        """The places of what is to be answered: no notes, no "another one?"."""
        return [place for place, one in enumerate(self) if one.question is not None and not one.note]


def course(instance: Instance) -> Course:
    """Every stop there is now; worked out again only when it can have changed. Not to be changed."""
    form = instance.form
    at = instance.changes if form.readonly_varies else instance.shape
    known = instance.memo.get("course")
    if known is None or known[0] != at:
        walk = _Walk(instance)
        walk.over(form.body, instance.root, (), "")
        known = instance.memo["course"] = (at, Course(walk.stops))
    return cast("Course", known[1])


def index_of(instance: Instance, stops: Course, ref: str) -> int | None:
    """Where in a course the stop of a ref is; None when it is not asked (any more)."""
    if not ref or ref in stops.places:
        return stops.places.get(ref)
    above, plus, _ = ref.partition("[+]")
    path, _, name = above.rpartition("/") if plus else (ref, "", "")
    node = instance.at(path)
    definitions = instance.form.definitions
    for index, stop in enumerate(stops):
        if stop.node is node and (definitions[stop.repeat.definition].name if stop.repeat else "") == name:
            stops.places[ref] = index
            return index
    return None


class _Walk:
    """Goes through a body and gathers the stops. A list, since generators in one another cost more."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.form = instance.form
        self.stops: list[Stop] = []

    def over(
        self, body: tuple[Element, ...], context: InstanceNode, headings: tuple[Heading, ...], page: str
    ) -> None:
        """The stops of a part of the body, seen from a node."""
        for element in body:
            if isinstance(element, Question):
                for node in _nodes(self.form, context, element.definition):
                    if node.relevant:
                        note = is_note(self.instance, element, node)
                        self.stops.append(Stop(node, element, None, note, headings, page))
            elif isinstance(element, Group):
                self._group(element, context, headings, page)
            else:
                self._repeat(element, context, headings, page)

    def _group(self, group: Group, context: InstanceNode, headings: tuple[Heading, ...], page: str) -> None:
        if group.definition is None:
            below = (*headings, Heading(group.label, context)) if group.label is not None else headings
            own = f"{ref(context)}#{id(group)}" if _on_one_page(group.appearance) and not page else page
            self.over(group.children, context, below, own)
            return
        if group.definition in self.form.repeats and _wraps_repeat(group):
            self.over(group.children, context, headings, page)
            return
        for node in _nodes(self.form, context, group.definition):
            if node.relevant:
                below = (*headings, Heading(group.label, node)) if group.label is not None else headings
                own = ref(node) if _on_one_page(group.appearance) and not page else page
                self.over(group.children, node, below, own)

    def _repeat(
        self, repeat: Repeat, context: InstanceNode, headings: tuple[Heading, ...], page: str
    ) -> None:
        definition = self.form.definitions[repeat.definition]
        for parent in _nodes(self.form, context, definition.parent):
            if not parent.relevant:
                continue
            label = label_of(self.form, repeat)
            for number, node in enumerate(instances(parent, definition), 1):
                if node.relevant:
                    below = (*headings, Heading(label, node, number)) if label is not None else headings
                    own = ref(node) if _on_one_page(repeat.appearance) and not page else page
                    self.over(repeat.children, node, below, own)
            if repeat.count is None and not repeat.fixed:
                self.stops.append(Stop(parent, None, repeat, note=False, headings=headings))


def label_of(form: Form, repeat: Repeat) -> Text | None:
    """A repeat's label, which the standard puts on the group around it."""
    return repeat.label or form.repeat_labels.get(repeat.definition)


def is_note(instance: Instance, question: Question, node: InstanceNode) -> bool:
    """Whether there is nothing to answer, only to read."""
    return question.control is not Control.TRIGGER and is_readonly(instance, node)


def is_readonly(instance: Instance, node: InstanceNode) -> bool:
    """Whether the node or a group around it is read-only now; an expression that fails counts as no."""
    if node.definition.index not in instance.form.under_readonly:
        return False
    one: Node | None = node
    while isinstance(one, InstanceNode):
        expression = one.definition.bind.readonly
        if expression is not None:
            try:
                if expression.boolean(instance.context(one)):
                    return True
            except XPathError:
                pass
        one = one.parent
    return False


@lru_cache(maxsize=1024)
def _on_one_page(appearance: str) -> bool:
    return bool({"field-list", "table-list"} & set(appearance.casefold().split()))


def _wraps_repeat(group: Group) -> bool:
    """A group around a repeat of the same node is only there for the label."""
    return any(isinstance(one, Repeat) and one.definition == group.definition for one in group.children)


def _nodes(form: Form, context: InstanceNode, index: int) -> list[InstanceNode]:
    """The nodes of a definition below (or at) a context node, through all repeats on the way."""
    wanted = form.definitions[index]
    if wanted.parent == context.definition.index and wanted.name[0] != "@":  # nearly always
        return cast("list[InstanceNode]", context.named(wanted.name))
    names = form.way(context.definition.index, index)
    if names is None:
        context, names = _root_of(context), form.way(0, index) or ()
    level: list[Node] = [context]
    for name in names:
        if name.startswith("@"):
            cells = (one.cells for one in level if isinstance(one, InstanceNode) and one.cells)
            level = [found[name] for found in cells if name in found]
        elif len(level) == 1:
            level = level[0].named(name)
        else:
            level = [child for one in level for child in one.named(name)]
    return cast("list[InstanceNode]", level)


def _root_of(node: InstanceNode) -> InstanceNode:
    while isinstance(node.parent, InstanceNode):
        node = node.parent
    return node
