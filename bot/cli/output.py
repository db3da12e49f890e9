"""How the command line speaks: progress, tables, errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.troubles import told

_WIDE = 200
"""Columns where nobody looks on: what is piped into a file or a script is not cut to a screen."""

console = Console(
    width=None if sys.stdout.isatty() else _WIDE, markup=False, emoji=False, highlight=False
)  # what people and files are called, and what residents say, is never markup
errors = Console(stderr=True, markup=False, emoji=False, highlight=False)


def explain(error: Exception) -> int:
    """Tell an error; gives back the exit code 1."""
    if os.environ.get("LOG_LEVEL", "").lower() == "debug":
        traceback.print_exception(error)
    complain(told(error))
    return 1


def complain(sentence: str) -> None:
    """Say on the error output what is wrong, on one line however narrow the window is."""
    errors.print(Text.assemble(("linli:", "red"), f" {sentence}"), soft_wrap=True)


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
