"""An instance as a few numbers and texts: only what differs from the form as it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from surveys.definitions import Definition
from surveys.instance import Instance
from surveys.layout import Layout
from surveys.tree import InstanceNode, instances
from surveys.xpath import Node

Pairs = list[tuple[InstanceNode, str]]
"""Every node with the value the form was written with, in packed order (see ``surveys.layout``)."""


def pack(instance: Instance) -> dict[str, object]:
    """What ``unpack`` needs to grow the same tree; places are distances in packed order."""
    pairs, counts = laid_out(instance)
    answers: list[object] = []
    irrelevant: list[int] = []
    seen: list[int] = []
    hidden: list[object] = []
    last_answer = last_irrelevant = last_seen = 0
    for place, (node, written) in enumerate(pairs):
        if node.answer != written:
            answers += (place - last_answer, node.answer)
            last_answer = place
        if node.relevant and node.value != node.answer:
            hidden += (place, node.value)
        if not node.own:
            irrelevant.append(place - last_irrelevant)
            last_irrelevant = place
        if node.seen:
            seen.append(place - last_seen)
            last_seen = place
    return {"counts": counts, "answers": answers, "irrelevant": irrelevant, "seen": seen, "hidden": hidden}


def laid_out(instance: Instance) -> tuple[Pairs, list[int]]:
    """Every node with the value the form was written with, and how many instances each repeat has."""
    known = instance.memo.get("pairs")
    if known is None or known[0] != instance.structure:
        pairs: Pairs = []
        counts: list[int] = []
        _lay_out(instance.form.layout, instance.root, pairs, counts)
        known = remember(instance, pairs, counts)
    return cast("tuple[Pairs, list[int]]", known[1])


def remember(instance: Instance, pairs: Pairs, counts: list[int]) -> tuple[int, tuple[Pairs, list[int]]]:
    """Keep how an instance is laid out until repeats come or go."""
    instance.memo["pairs"] = known = (instance.structure, (pairs, counts))
    return known


def _lay_out(layout: Layout, root: InstanceNode, pairs: Pairs, counts: list[int]) -> None:
    own = [root] * len(layout.nodes)
    for family in layout.families:
        children = own[family.parent].children
        fixed = [one for one in children if isinstance(one, InstanceNode) and not one.definition.is_repeat]
        if [one.definition for one in fixed] != [*family.definitions]:
            fixed = _in_order(fixed, family.definitions)
        for place, node in zip(family.children, fixed, strict=True):
            own[place] = node
    for owner, place, _ in layout.cells:
        definition = layout.nodes[place][0]
        own[place] = (own[owner].cells or {}).get(definition.name) or InstanceNode(definition)
    begun = 0
    for gap in layout.gaps:
        pairs.extend(zip(own[begun : gap.after], layout.written[begun : gap.after], strict=True))
        begun = gap.after
        found = instances(own[gap.parent], gap.layout.nodes[0][0])
        counts.append(len(found))
        for one in found:
            _lay_out(gap.layout, one, pairs, counts)
    pairs.extend(zip(own[begun:], layout.written[begun:], strict=True))


def _in_order(found: Sequence[Node], wanted: Sequence[Definition]) -> list[InstanceNode]:
    """The nodes as their definitions want them; where a form was written without one, a blank stands in."""
    waiting: dict[int, list[InstanceNode]] = defaultdict(list)
    for one in reversed(found):
        if isinstance(one, InstanceNode):
            waiting[one.definition.index].append(one)
    return [waiting[one.index].pop() if waiting[one.index] else InstanceNode(one) for one in wanted]
