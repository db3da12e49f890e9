"""The one table of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chaos.audit import Findings
from chaos.mutants import Mutant


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a mutant: what the audit found, or why it was left out."""

    name: str
    mutant: Mutant
    found: Findings | None
    left_out: str = ""

    @property
    def wrong(self) -> bool:
        """Whether it should have been noticed and was not, or the reverse."""
        return self.found is not None and self.found.failed != self.mutant.noticed

    def cells(self) -> list[str]:
        """A line of the table."""
        if self.found is None:
            return [self.name, self.mutant.broken, "left out", self.left_out]
        verdict = "noticed" if self.found.failed else "nothing found"
        return [self.name, self.mutant.broken, verdict + " ✗" * self.wrong, self.found.summary()]


def verdicts(lines: Sequence[Verdict]) -> str:
    """A Markdown table of mutants."""
    head = ["mutant", "what is broken", "verdict", "what the audit found"]
    return "\n".join([_line(head), _line(["---"] * len(head)), *(_line(one.cells()) for one in lines)])
