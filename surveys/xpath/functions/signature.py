"""How a function is declared: what it takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from surveys.xpath.compiled import Kind
from surveys.xpath.values import Value


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the expression language.

    `call` is the Python function; its arguments come converted to the kinds in `takes`, of which at least
    `least` must be given (all of them when None), and any number more of the kind `rest` when there is one.
    With `context`, the evaluation's context and node are given before them.
    """

    call: Callable[..., Value]
    gives: Kind
    takes: tuple[Kind, ...] = ()
    least: int | None = None
    rest: Kind | None = None
    context: bool = False

    def complaint(self, name: str, given: int) -> str:
        """What is wrong with a call of so many arguments, "" when nothing is."""
        least = len(self.takes) if self.least is None else self.least
        most = len(self.takes)
        if given < least:
            return f"{name}() needs {least} values or more, {given} given" if self._more(least) else (
                f"{name}() needs {least} values, {given} given"
            )  # fmt: skip
        if given > most and self.rest is None:
            return f"{name}() takes no more than {most} values, {given} given"
        return ""

    def kind(self, index: int) -> Kind:
        """The kind that the argument at `index` is converted to."""
        return self.takes[index] if index < len(self.takes) else (self.rest or "any")

    def _more(self, least: int) -> bool:
        return self.rest is not None or least < len(self.takes)
