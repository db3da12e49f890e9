"""The immutable form: model, logic, body and texts of one version of a survey.

Loaded once (``surveys.xform.load``) and shared by every session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from surveys.definitions import NO_BIND, Bind, Definition, Prototype
from surveys.elements import (
    EMPTY,
    Action,
    Choice,
    Control,
    Element,
    Group,
    Itemset,
    Question,
    Repeat,
    Text,
    Translation,
    nothing,
    walk,
)
from surveys.finding import Finding
from surveys.languages import language_of
from surveys.layout import Layout, layout_of
from surveys.xpath import Expression, Node

if TYPE_CHECKING:
    from surveys.dependencies import Graph


@dataclass(frozen=True, eq=False, repr=False)
class Form:
    """A survey ready to be answered. Nothing in it changes after it was loaded."""

    id: str
    version: str
    title: str
    definitions: tuple[Definition, ...]
    prototype: Prototype
    templates: Mapping[int, Prototype]
    written: Mapping[int, tuple[Prototype, ...]]
    """The instances of each repeat as the form was written with them."""
    body: tuple[Element, ...]
    graph: Graph
    actions: tuple[Action, ...] = ()
    instances: Mapping[str, Node] = field(default_factory=lambda: MappingProxyType({}))
    itext: Mapping[str, Mapping[str, Translation]] = field(default_factory=lambda: MappingProxyType({}))
    languages: tuple[str, ...] = ()
    default_language: str = ""
    namespaces: Mapping[str, str] = field(default_factory=nothing)
    instance_name: Expression | None = None
    findings: tuple[Finding, ...] = ()
    submission: Mapping[str, str] = field(default_factory=nothing)

    def __repr__(self) -> str:
        return f"<Form {self.id} {self.version}>"

    @cached_property
    def layout(self) -> Layout:
        """How its sessions lie when they are packed."""
        return layout_of(self.definitions, self.prototype, self.templates)

    @cached_property
    def lonely(self) -> frozenset[int]:
        """Repeats of a fixed number that were written as a template only: they have one instance."""
        return frozenset(
            one.definition
            for one in walk(self.body)
            if isinstance(one, Repeat) and one.fixed and one.definition not in self.written
        )

    @cached_property
    def under_readonly(self) -> frozenset[int]:
        """Definitions that are read-only, or may be because of a group around them."""
        found: set[int] = set()
        for one in self.definitions:
            if one.bind.readonly is not None or one.parent in found:
                found.add(one.index)
        return frozenset(found)

    @cached_property
    def readonly_varies(self) -> bool:
        """Whether answers (or the time) can make a question read-only; mostly it is so or not for good."""
        for question in self.questions:
            above = question
            while above in self.under_readonly:
                expression = self.definitions[above].bind.readonly
                if expression is not None and (expression.references.paths or expression.references.volatile):
                    return True
                above = self.definitions[above].parent
        return False

    @cached_property
    def _ways(self) -> dict[tuple[int, int], tuple[str, ...] | None]:
        return {}

    def way(self, above: int, below: int) -> tuple[str, ...] | None:
        """The names that lead from one definition down to another; None when it is not below."""
        key = (above, below)
        if key not in self._ways:
            names: list[str] = []
            index = below
            while index not in {above, -1}:
                names.append(self.definitions[index].name)
                index = self.definitions[index].parent
            self._ways[key] = tuple(reversed(names)) if index == above else None
        return self._ways[key]

    @cached_property
    def by_path(self) -> Mapping[str, Definition]:
        """Definitions by their path, attributes as /data/node/@name."""
        return MappingProxyType({one.path: one for one in self.definitions})

    @cached_property
    def questions(self) -> Mapping[int, Question]:
        """The question on each definition that has one; the first, when the body has several."""
        found: dict[int, Question] = {}
        for element in walk(self.body):
            if isinstance(element, Question):
                found.setdefault(element.definition, element)
        return MappingProxyType(found)

    @cached_property
    def fixed_choices(self) -> Mapping[int, frozenset[str]]:
        """The values that can be chosen at each definition whose choices never change."""
        return MappingProxyType(
            {
                index: frozenset(choice.value for choice in one.choices)
                for index, one in self.questions.items()
                if one.choices and one.itemset is None
            }
        )

    @cached_property
    def known_values(self) -> dict[int, frozenset[str]]:
        """The values of itemsets that depend on no answer, filled in when each is first needed."""
        return {}

    @cached_property
    def repeats(self) -> Mapping[int, Repeat]:
        """The body's repeat on each repeated definition."""
        return MappingProxyType({one.definition: one for one in walk(self.body) if isinstance(one, Repeat)})

    @cached_property
    def counted(self) -> frozenset[int]:
        """The repeats whose number is computed."""
        return frozenset(index for index, one in self.repeats.items() if one.count is not None)

    @cached_property
    def repeat_labels(self) -> Mapping[int, Text]:
        """The label of each repeat that has it on the group around it."""
        return MappingProxyType(
            {
                one.definition: one.label
                for one in walk(self.body)
                if isinstance(one, Group) and one.definition is not None and one.label is not None
                if any(
                    isinstance(child, Repeat) and child.definition == one.definition for child in one.children
                )
            }
        )

    @cached_property
    def by_name(self) -> Mapping[str, Definition]:
        """Definitions by their last name, the first one where a name is used twice."""
        found: dict[str, Definition] = {}
        for one in self.definitions:
            found.setdefault(one.local, one)
        return MappingProxyType(found)

    def language_for(self, tag: str) -> str:
        """The form's own name of the language of a tag such as "zh-CN"; its default when it has none."""
        return self.speaks(tag) or self.default_language

    def speaks(self, tag: str) -> str | None:
        """The form's own name of the language of a tag such as "zh-CN"; None when it has none."""
        return language_of(tag, self.languages)


__all__ = [
    "EMPTY",
    "NO_BIND",
    "Action",
    "Bind",
    "Choice",
    "Control",
    "Definition",
    "Element",
    "Form",
    "Group",
    "Itemset",
    "Prototype",
    "Question",
    "Repeat",
    "Text",
    "Translation",
    "walk",
]
