"""Syntax tree → closures, ready to be called for every kind of result."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.xpath.calls import call, complaint
from surveys.xpath.compiled import (
    Compiled,
    Run,
    RunBoolean,
    RunNodes,
    RunNumber,
    RunString,
    as_boolean,
    as_nodes,
    as_number,
    as_string,
    as_value,
)
from surveys.xpath.dependencies import calls_in, references_of
from surveys.xpath.operators import chain, negation
from surveys.xpath.paths import compile_path
from surveys.xpath.references import References
from surveys.xpath.tree import Call, Chain, Negation, Number, Text, Tree


@dataclass(frozen=True, slots=True)
class CompiledTree:
    """An expression's closures by kind of result, and what its tree tells."""

    value: Run
    string: RunString
    number: RunNumber
    boolean: RunBoolean
    nodes: RunNodes
    references: References
    problems: tuple[str, ...]


def compile_tree(tree: Tree) -> CompiledTree:
    """Everything that can be made of a tree beforehand."""
    part = compile_part(tree)
    problems = (complaint(each.name, len(each.arguments)) for each in calls_in(tree))
    return CompiledTree(
        as_value(part),
        as_string(part),
        as_number(part),
        as_boolean(part),
        as_nodes(part),
        references_of(tree),
        tuple(dict.fromkeys(filter(None, problems))),
    )


def compile_part(tree: Tree) -> Compiled:
    """The closure of one tree, made of those of its parts."""
    if isinstance(tree, Number):
        number = tree.value
        return Compiled("number", lambda _context, _node: number, number)
    if isinstance(tree, Text):
        text = tree.value
        return Compiled("string", lambda _context, _node: text, text)
    if isinstance(tree, Negation):
        return negation(compile_part(tree.operand))
    if isinstance(tree, Chain):
        return chain(tree.operators, [compile_part(operand) for operand in tree.operands])
    if isinstance(tree, Call):
        return call(tree.name, [compile_part(argument) for argument in tree.arguments])
    return compile_path(tree, compile_part)
