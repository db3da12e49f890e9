"""What is wrong with a survey's file, told line by line with the place in the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer

from bot.cli.output import console
from surveys.finding import Finding, FormError


def tell(findings: Iterable[Finding]) -> None:
    """A line a finding."""
    for one in findings:
        console.print(_told(one), soft_wrap=True)


@contextmanager
def refusing() -> Iterator[None]:
    """A form that cannot be used ends the command with its findings instead of an error."""
    try:
        yield
    except FormError as error:
        tell(error.findings)
        raise typer.Exit(1) from None


def _told(finding: Finding) -> str:
    """A finding in words, with the place in the spreadsheet where it is known."""
    from locales import texts

    row = f"row {finding.row}" if finding.row is not None else ""
    place = ", ".join(filter(None, (finding.sheet, row, finding.column)))
    words = texts("en").say(finding.message)
    return f"{finding.severity.value}: {place}: {words}" if place else f"{finding.severity.value}: {words}"
