"""How the command line speaks: progress, tables, errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_WIDE = 200
"""Columns where nobody looks on: what is piped into a file or a script is not cut to a screen."""

console = Console(width=None if sys.stdout.isatty() else _WIDE)
errors = Console(stderr=True)


def explain(error: Exception) -> int:
    """Tell an error; gives back the exit code 1."""
    if os.environ.get("LOG_LEVEL", "").lower() == "debug":
        traceback.print_exception(error)
    errors.print(f"[red]linli:[/red] {error or type(error).__name__}", highlight=False)
    return 1


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """A progress bar; the body calls the given function with (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield Advance(bar, task)


class Advance:
    """Moves a progress bar."""

    def __init__(self, bar: Progress, task: object) -> None:
        self._bar = bar
        self._task = task

    def __call__(self, done: int, total: int) -> None:
        """So far, of so many."""
        self._bar.update(self._task, completed=done, total=total)  # type: ignore[arg-type]
