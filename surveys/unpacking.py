"""From what was packed to the live instance: grown anew, or an older one brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, cast

from surveys.form import Form
from surveys.host import FormHost
from surveys.instance import Instance
from surveys.layout import Layout
from surveys.packing import Pairs, laid_out, remember
from surveys.tree import InstanceNode, add_cell
from surveys.xpath import Node
from surveys.xpath.node import ATTRIBUTE

Packed = Mapping[str, Any]


def unpack(form: Form, host: FormHost, packed: Packed) -> Instance:
    """The instance that was packed. IndexError, KeyError, TypeError or ValueError when it is damaged."""
    counts = packed["counts"]
    if not isinstance(counts, list):
        raise TypeError("no list of counts")
    pairs: Pairs = []
    root = _grow(form.layout, iter(counts), pairs)
    for place, answer in _placed(packed["answers"]):
        node = pairs[place][0]
        node.answer = node.value = answer
        if node.kind == ATTRIBUTE:
            _show(node, answer)
    for place in accumulate(packed["seen"]):
        pairs[place][0].seen = True
    off = [pairs[place][0] for place in accumulate(packed["irrelevant"])]
    for node in off:
        node.own = False
    for node in off:
        if node.relevant:
            _settle(node, relevant=False)
    _hide(pairs, packed["hidden"])
    instance = Instance(form, host, root)
    remember(instance, pairs, counts)
    return instance


def patch(instance: Instance, host: FormHost, before: Packed, after: Packed) -> bool:
    """Make an instance that was packed as ``before`` what was packed as ``after``, where that can be done.

    That is where no repeats came or went. False, and nothing changed, when they did; errors as ``unpack``,
    after which the instance is good for nothing.
    """
    if before["counts"] != after["counts"]:
        return False
    pairs = laid_out(instance)[0]
    changed = _answer(pairs, dict(_placed(before["answers"])), dict(_placed(after["answers"])))
    for place in _other(before["seen"], after["seen"]):
        node = pairs[place][0]
        node.seen = not node.seen
    turned = [pairs[place][0] for place in sorted(_other(before["irrelevant"], after["irrelevant"]))]
    for node in turned:
        node.own = not node.own
    changed += [pairs[place][0] for place in before["hidden"][::2]]
    for node in changed:
        _show(node, node.answer if node.relevant else "")
    for node in turned:
        parent = node.parent
        _settle(node, relevant=node.own and (not isinstance(parent, InstanceNode) or parent.relevant))
    _hide(pairs, after["hidden"])
    instance.renew(host, reshaped=bool(turned))
    return True


def _answer(pairs: Pairs, before: Mapping[int, str], after: Mapping[int, str]) -> list[InstanceNode]:
    """Put the answers that differ; the nodes that have another one now."""
    changed = []
    for place, answer in after.items():
        if before.get(place) != answer:
            node = pairs[place][0]
            node.answer = answer
            changed.append(node)
    for place in before:
        if place not in after:
            node, node.answer = pairs[place]
            changed.append(node)
    return changed


def _placed(steps: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """Values with their places, from distances and values by turns."""
    return zip(accumulate(steps[::2]), steps[1::2], strict=True)


def _other(before: Iterable[int], after: Iterable[int]) -> set[int]:
    """The places that are only in one of two lists of distances."""
    return set() if before == after else set(accumulate(before)) ^ set(accumulate(after))


def _hide(pairs: Pairs, hidden: Sequence[Any]) -> None:
    """Answers of which only a part counts now."""
    for place, value in zip(hidden[::2], hidden[1::2], strict=True):
        _show(pairs[place][0], value)


def _show(node: InstanceNode, value: str) -> None:
    node.value = value
    if node.kind == ATTRIBUTE and node.parent is not None:
        node.parent.set_attribute(node.name, value)


def _settle(node: InstanceNode, *, relevant: bool) -> None:
    """Relevance from above, and what expressions see of a node and all below."""
    node.relevant = relevant
    _show(node, node.answer if relevant else "")
    if node.cells is not None:
        for cell in node.cells.values():
            _settle(cell, relevant=relevant and cell.own)
    for child in node.children:
        if isinstance(child, InstanceNode):
            _settle(child, relevant=relevant and child.own)


def _grow(layout: Layout, counts: Iterator[int], pairs: Pairs) -> InstanceNode:
    """A subtree as it was written, with so many instances of each repeat."""
    own = [InstanceNode(definition, value) for definition, value in layout.nodes]
    for place, attributes in layout.attributes:
        own[place].attributes = dict(attributes)
    for owner, place, name in layout.cells:
        add_cell(own[owner], own[place], name)
    for family in layout.families:
        parent = own[family.parent]
        children: list[Node] = [own[place] for place in family.children]
        for child in children:
            child.parent = parent
        parent.children = children
    begun = 0
    grown: list[tuple[InstanceNode, int, list[InstanceNode]]] = []
    for gap in layout.gaps:
        pairs.extend(zip(own[begun : gap.after], layout.written[begun : gap.after], strict=True))
        begun = gap.after
        number = next(counts, None)
        if number is None:
            raise IndexError("a count is missing")
        found = [_grow(gap.layout, counts, pairs) for _ in range(number)]
        grown.append((own[gap.parent], gap.place, found))
    for parent, place, found in reversed(grown):
        for one in found:
            one.parent = parent
        cast("list[Node]", parent.children)[place:place] = found
    pairs.extend(zip(own[begun:], layout.written[begun:], strict=True))
    return own[0]
