"""``linli matching``: what the understanding makes of words, and how it learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.table import Table

from bot.cli.output import console, errors, progress

if TYPE_CHECKING:
    from matching.text.evaluation import Report
    from matching.text.learning import Learned

_STEPS = "Learning"

app = typer.Typer(help="Understanding of needs and choice of organizations.", no_args_is_help=True)


@app.command()
def explain(text: str, community: str = "") -> None:
    """Show how a sentence is understood and who would be asked, with the reasons."""
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers.explaining import explain as explain_

    with opened() as (database, services):
        report = database.write_now(lambda unit: explain_(unit, services, text, community or None, now()))
    table = Table("what", "understood", show_header=False)
    for what, understood in report:
        table.add_row(what, understood)
    console.print(table)


@app.command()
def train(*, force: bool = False) -> None:
    """Learn from this installation's own needs; only --force lets a worse model replace a better one."""
    from bot import models, settings
    from bot.clock import now

    learned = _learned()
    _compare(learned)
    if not (learned.better or force):
        errors.print("[red]linli:[/red] the new model is worse, so it was not kept (--force keeps it)")
        raise typer.Exit(1)
    path = models.keep(settings.read().models, learned.model, now())
    header = learned.header
    console.print(
        f"{path}: {header.examples} examples of our own, {header.needs} needs, "
        f"{header.sorted_by_staff} of them sorted by staff. A running server takes it within half a minute."
    )


@app.command()
def evaluate() -> None:
    """Compare the model in use with one that would be trained now, category by category; nothing is kept."""
    learned = _learned()
    if learned.new is not None and learned.current is not None:
        _by_category(learned.new, learned.current)
    _compare(learned)


def _learned() -> Learned:
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers.learning import told
    from matching.text.learning import learn

    with opened() as (database, services):
        needs = database.write_now(told)
    with progress(_STEPS) as advance:
        return learn(needs, services.model, now(), advance)


def _compare(learned: Learned) -> None:
    new, current = learned.new, learned.current
    if new is None or current is None:
        console.print("Too few needs that the model in use has not learnt from: nothing to compare on.")
        return
    table = Table("on needs that neither had seen", "in use", "new")
    table.add_row("needs", str(current.rows), str(new.rows))
    for name in ("accuracy", "top3", "macro_f1", "calibration_error"):
        table.add_row(name.replace("_", " "), f"{getattr(current, name):.3f}", f"{getattr(new, name):.3f}")
    console.print(table)


def _by_category(new: Report, current: Report) -> None:
    table = Table("category", "needs", "F1 in use", "F1 new", "precision new", "recall new")
    before = {one.label: one.f1 for one in current.classes}
    for one in new.classes:
        figures = (before[one.label], one.f1, one.precision, one.recall)
        table.add_row(one.label, str(one.support), *(f"{figure:.2f}" for figure in figures))
    console.print(table)
