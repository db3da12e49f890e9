"""How a form's tree lies when it is packed: worked out once, so that a session grows from it quickly.

Packed order is document order, a node's attributes with logic after it, and children in the order of their
definitions. What repeats has a layout of its own, used once for each instance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.definitions import NO_BIND, Definition, Prototype


@dataclass(frozen=True, slots=True)
class Family:
    """A parent and its children, in the order of their definitions; parents come before their children's."""

    parent: int
    children: tuple[int, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the instances of a repeat come in.

    ``after`` so many nodes of the layout's own, as children of the node at ``parent`` from ``place`` on
    (counted without the instances of this and other repeats).
    """

    after: int
    parent: int
    place: int
    layout: Layout


@dataclass(frozen=True, slots=True)
class Layout:
    """A subtree without what repeats in it; places are those in ``nodes``.

    ``nodes`` have a definition and the value that was ``written``; ``attributes`` are all those of a node;
    ``cells`` are attributes that are nodes: owner, place and name without "@".
    """

    nodes: tuple[tuple[Definition, str], ...]
    written: tuple[str, ...]
    families: tuple[Family, ...]
    attributes: tuple[tuple[int, Mapping[str, str]], ...]
    cells: tuple[tuple[int, int, str], ...]
    gaps: tuple[Gap, ...]


def layout_of(
    definitions: tuple[Definition, ...], prototype: Prototype, templates: Mapping[int, Prototype]
) -> Layout:
    """The layout of a form's prototype; each repeat inside as its template says."""
    return _Draft(definitions, templates).layout(prototype)


def cell_names(
    definitions: tuple[Definition, ...], definition: Definition, attributes: Mapping[str, str]
) -> list[tuple[Definition, str]]:
    """The attributes of a node that are nodes too; the root's own (id, version) never change."""
    found = ((definitions[index], definitions[index].name[1:]) for index in definition.attributes)
    return [
        (one, name)
        for one, name in found
        if name in attributes and (definition.parent >= 0 or one.bind is not NO_BIND)
    ]


class _Draft:
    def __init__(self, definitions: tuple[Definition, ...], templates: Mapping[int, Prototype]) -> None:
        self.definitions = definitions
        self.templates = templates
        self.nodes: list[tuple[Definition, str]] = []
        self.families: list[Family] = []
        self.attributes: list[tuple[int, Mapping[str, str]]] = []
        self.cells: list[tuple[int, int, str]] = []
        self.gaps: list[Gap] = []

    def layout(self, prototype: Prototype) -> Layout:
        self._add(prototype)
        return Layout(
            tuple(self.nodes),
            tuple(value for _, value in self.nodes),
            tuple(self.families),
            tuple(self.attributes),
            tuple(self.cells),
            tuple(self.gaps),
        )

    def _add(self, prototype: Prototype) -> int:
        """A node and all below it; its place."""
        place = len(self.nodes)
        definition = self.definitions[prototype.definition]
        self.nodes.append((definition, prototype.value))
        if prototype.attributes:
            self.attributes.append((place, prototype.attributes))
        for cell, name in cell_names(self.definitions, definition, prototype.attributes):
            self.cells.append((place, len(self.nodes), name))
            self.nodes.append((cell, prototype.attributes[name]))
        if definition.children:
            self._add_children(place, definition, prototype)
        return place

    def _add_children(self, parent: int, definition: Definition, prototype: Prototype) -> None:
        mine = len(self.families)
        self.families.append(Family(parent, (), ()))
        children: list[int] = []
        of: dict[int, list[Prototype]] = {}
        for child in prototype.children:
            of.setdefault(child.definition, []).append(child)
        for index in definition.children:
            if self.definitions[index].is_repeat:
                inside = _Draft(self.definitions, self.templates).layout(self.templates[index])
                self.gaps.append(Gap(len(self.nodes), parent, len(children), inside))
            else:
                children += [self._add(child) for child in of.get(index, ())]
        self.families[mine] = Family(parent, tuple(children), tuple(self.nodes[one][0] for one in children))
