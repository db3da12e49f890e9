"""Syntax tree → instructions of a small machine (Thompson's construction)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from surveys.xpath.errors import XPathError
from surveys.xpath.regex.syntax import Characters, Either, Place, Repeat, Sequence, Tree

MOST_INSTRUCTIONS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Read:
    """Read one character, go to the next instruction."""

    characters: Characters


@dataclass(frozen=True, slots=True)
class Check:
    """Go to the next instruction if the place is right."""

    place: Place


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to each of these instructions."""

    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The pattern is found."""


Instruction: TypeAlias = Read | Check | Jump | Found


def assemble(tree: Tree) -> tuple[Instruction, ...]:
    """The instructions for a pattern; XPathError when they are too many."""
    program: list[Instruction] = []
    _emit(tree, program)
    program.append(Found())
    return tuple(program)


def _emit(tree: Tree, program: list[Instruction]) -> None:
    if len(program) > MOST_INSTRUCTIONS:
        raise XPathError("the pattern repeats too much")
    if isinstance(tree, Characters):
        program.append(Read(tree))
    elif isinstance(tree, Place):
        program.append(Check(tree))
    elif isinstance(tree, Sequence):
        for part in tree.parts:
            _emit(part, program)
    elif isinstance(tree, Either):
        _emit_either(tree, program)
    else:
        _emit_repeat(tree, program)


def _emit_either(tree: Either, program: list[Instruction]) -> None:
    fork = len(program)
    program.append(Jump(()))
    begins: list[int] = []
    ends: list[int] = []
    for option in tree.options:
        begins.append(len(program))
        _emit(option, program)
        ends.append(len(program))
        program.append(Jump(()))
    program[fork] = Jump(tuple(begins))
    for end in ends:
        program[end] = Jump((len(program),))


def _emit_repeat(tree: Repeat, program: list[Instruction]) -> None:
    for _ in range(tree.least):
        before = len(program)
        _emit(tree.part, program)
        if len(program) == before:
            break
    if tree.most is None:
        fork = len(program)
        program.append(Jump(()))
        _emit(tree.part, program)
        program.append(Jump((fork,)))
        program[fork] = Jump((fork + 1, len(program)))
        return
    forks: list[int] = []
    for _ in range(tree.most - tree.least):
        forks.append(len(program))
        program.append(Jump(()))
        _emit(tree.part, program)
    for fork in forks:
        program[fork] = Jump((fork + 1, len(program)))
