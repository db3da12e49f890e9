"""The source as the meta tests read it: files, syntax trees, string literals."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PURE = ("model", "surveys", "matching", "digests", "exchange")
PACKAGES = (*PURE, "storage", "handlers", "web", "bot")


def sources(*packages: str) -> Iterator[Path]:
    """Every Python file of these packages."""
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def nodes(*packages: str) -> Iterator[tuple[Path, ast.AST]]:
    """Every node of every file of these packages."""
    for path in sources(*packages):
        for node in ast.walk(tree_of(path)):
            yield path, node


def place(path: Path, node: ast.AST) -> str:
    """Where a node stands, for a failing test's message."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', '?')}"


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of an attribute or a name; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
