"""Syntax tree → closure."""

from __future__ import annotations

from surveys.xpath.calls import call
from surveys.xpath.compiled import Compiled
from surveys.xpath.operators import chain, negation
from surveys.xpath.paths import compile_path
from surveys.xpath.tree import Call, Chain, Negation, Number, Text, Tree


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
