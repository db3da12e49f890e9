"""Which definitions of a form a path in an expression can mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveys.definitions import Definition
from surveys.xpath import Reference


def resolve(
    definitions: Sequence[Definition], context: Definition, reference: Reference
) -> set[tuple[int, int]]:
    """The definitions that a path can mean, each with the depth of the ancestor where the path turns.

    Depth 0 is the document. A COUNT's context is its repeat.
    """
    if reference.origin == "instance":
        return set()
    level: set[tuple[int, int]] = (
        {(-1, 0)} if reference.origin == "root" else {(context.index, context.depth)}
    )
    for step in reference.steps:
        level = {found for index, anchor in level for found in _step(definitions, index, anchor, step)}
    return {(index, anchor) for index, anchor in level if index >= 0}


def _step(definitions: Sequence[Definition], index: int, anchor: int, step: str) -> Iterator[tuple[int, int]]:
    if step in {".", "text()"}:
        yield index, anchor
    elif step == "..":
        if index >= 0:
            parent = definitions[index].parent
            yield parent, min(anchor, definitions[index].depth - 1)
    elif step == "//":
        yield index, anchor
        for child in _children(definitions, index):
            yield from _step(definitions, child, anchor, "//")
    elif step.startswith("@"):
        yield from ((one, anchor) for one in _attributes(definitions, index) if definitions[one].name == step)
    else:
        wanted = step.rpartition(":")[2]
        for child in _children(definitions, index):
            if wanted in {"*", definitions[child].local, "node()"}:
                yield child, anchor


def _children(definitions: Sequence[Definition], index: int) -> tuple[int, ...]:
    return definitions[index].children if index >= 0 else (0,)


def _attributes(definitions: Sequence[Definition], index: int) -> tuple[int, ...]:
    return definitions[index].attributes if index >= 0 else ()
