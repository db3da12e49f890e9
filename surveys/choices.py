"""The choices of a question at a node: fixed ones, or those an itemset finds there now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from surveys.form import Question
from surveys.host import FormHost
from surveys.texts import MISSING, readable, say, say_form, say_itext, translation
from surveys.tree import InstanceNode
from surveys.xpath import Node, XPathError


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as it stands now. ``image`` is a media reference such as "jr://images/a.png"."""

    value: str
    label: str
    image: str = ""


def options(host: FormHost, question: Question, node: Node) -> list[Option]:
    """The choices of a question at a node, in order; none when the itemset cannot be evaluated."""
    if question.itemset is None:
        return [
            Option(one.value, say(host, one.label, node), say_form(host, one.label, "image", node))
            for one in question.choices
        ]
    found = []
    for item in items(host, question, node):
        value = _part(host, question, item)
        found.append(Option(value, *_label(host, question, item, value)))
    return found


def readable_options(host: FormHost, question: Question, node: Node) -> list[Option]:
    """The choices as people read them: labels without markup, never a translation that is missing."""
    found = options(host, question, node)
    missing = any(one.label.strip() == MISSING for one in found)
    ids = _label_ids(host, question, node) if missing else [""] * len(found)
    return [_readable(host, one, itext, node) for one, itext in zip(found, ids, strict=True)]


def _readable(host: FormHost, option: Option, itext: str, node: Node) -> Option:
    label = readable(host, option.label, itext, node)
    return option if label == option.label else replace(option, label=label)


def _label_ids(host: FormHost, question: Question, node: Node) -> list[str]:
    """The ids of the choices' translations, "" for a choice that has none."""
    itemset = question.itemset
    if itemset is None:
        return [one.label.itext if one.label is not None else "" for one in question.choices]
    label = itemset.label if itemset.label_is_itext else None
    found = items(host, question, node)
    try:
        return [label.string(host.context(item)) if label is not None else "" for item in found]
    except XPathError:
        return [""] * len(found)


def items(host: FormHost, question: Question, node: Node) -> list[Node]:
    """The nodes an itemset finds."""
    if question.itemset is None:
        return []
    try:
        return question.itemset.nodes.nodes(host.context(node))
    except XPathError:
        return []


def values(host: FormHost, question: Question, node: Node) -> list[str]:
    """Only the values of the choices, which costs less than their labels."""
    if question.itemset is None:
        return [one.value for one in question.choices]
    return [_part(host, question, item) for item in items(host, question, node)]


def _part(host: FormHost, question: Question, item: Node) -> str:
    itemset = question.itemset
    if itemset is None:
        return ""
    try:
        return itemset.value.string(host.context(item))
    except XPathError:
        return ""


def _label(host: FormHost, question: Question, item: Node, value: str) -> tuple[str, str]:
    itemset = question.itemset
    if itemset is None or itemset.label is None:
        return value, ""
    try:
        found = itemset.label.string(host.context(item))
    except XPathError:
        return value, ""
    if not itemset.label_is_itext:
        return found, ""
    image = translation(host, found).forms.get("image", ())
    words = say_itext(host, found, item)
    return (found if words is None else words), "".join(part for part in image if isinstance(part, str))


def label_of_choice(host: FormHost, value: str, path: str, node: Node) -> str:
    """What jr:choice-name gives: the label of a value among the choices of the question at ``path``."""
    definition = host.form.by_path.get(_absolute(path, node))
    question = host.form.questions.get(definition.index) if definition is not None else None
    if definition is None or question is None:
        return ""
    place = _nearest(node, definition.path)
    return next((one.label for one in options(host, question, place) if one.value == value), "")


def _absolute(path: str, node: Node) -> str:
    from surveys.reading.model import resolve  # noqa: PLC0415 - only relative paths need it

    path = path.strip()
    context = node.definition.path if isinstance(node, InstanceNode) else "/"
    return path if path.startswith("/") and "[" not in path else resolve(path, context)


def _nearest(node: Node, path: str) -> Node:
    """The node at ``path`` that shares the most repeats with ``node``; the node itself when there is none."""
    return next(iter(nearest(node, path)), node)


def nearest(node: Node, path: str) -> list[Node]:
    """The nodes at an absolute path, keeping to the repeat instances that ``node`` is in."""
    chain = {one.definition.path: one for one in _ancestors(node)}
    level: list[Node] = [node.root()]
    walked = ""
    for name in path.strip("/").split("/"):
        walked += "/" + name
        own = chain.get(walked)
        if own is not None:
            level = [own]
            continue
        level = [child for parent in level for child in _below(parent, name)]
    return level


def _below(parent: Node, name: str) -> Iterable[Node]:
    """The children of a name, or the attribute of an "@name"."""
    if not name.startswith("@"):
        return parent.named(name)
    cells = parent.cells if isinstance(parent, InstanceNode) else None
    return (cells[name],) if cells and name in cells else ()


def _ancestors(node: Node) -> Iterable[InstanceNode]:
    one: Node | None = node
    while isinstance(one, InstanceNode):
        yield one
        one = one.parent
