"""The one table of a run."""

from __future__ import annotations

from collections.abc import Mapping

from chaos.audit import Findings


def table(found: Mapping[str, Findings]) -> str:
    """A Markdown table, one column a run: its figures, then what must be zero; then cases of what is not."""
    runs = list(found.values())
    rows = [[name, *(str(one.figures[name]) for one in runs)] for name in runs[0].figures]
    rows += [[f"**{name}**", *(_count(one.faults[name]) for one in runs)] for name in runs[0].faults]
    lines = [_line(["", *found]), _line(["---", *("---:" for _ in found)]), *map(_line, rows)]
    cases = [f"  {name}: {case}" for name, one in found.items() for case in one.examples()]
    return "\n".join(lines + (["", *cases] if cases else []))


def _count(cases: list[str]) -> str:
    return str(len(cases)) if not cases else f"{len(cases)} ✗"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def verdicts(lines: list[tuple[str, str, str, str]]) -> str:
    """A Markdown table of mutants: name, what is broken, whether it was noticed, by what."""
    head = ("mutant", "what is broken", "verdict", "what the audit found")
    return "\n".join([_line(list(head)), _line(["---"] * len(head)), *(_line(list(one)) for one in lines)])
