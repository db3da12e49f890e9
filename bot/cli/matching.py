"""``linli matching``: what the understanding makes of words, and how it learns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bot.cli.output import complain, console, progress
from model.cleaning import row_id

if TYPE_CHECKING:
    from matching.text.evaluation import Report
    from matching.text.learning import Learned
    from matching.text.model import Model
    from storage.unit import Unit

_STEPS = "Learning"
_SHIPPED = "shipped"
_TAKEN = "Every process takes it within half a minute."

app = typer.Typer(help="Understanding of needs and choice of organizations.", no_args_is_help=True)


@app.command()
def explain(text: str, community: str = "") -> None:
    """Show how a sentence is understood and who would be asked, with the reasons."""
    from bot.cli.arguments import community_of
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers.explaining import explain as explain_

    with opened(new=False) as (database, services):
        if community:
            community_of(services, community)
        report = database.write_now(lambda unit: explain_(unit, services, text, community or None, now()))
    table = Table("what", "understood", show_header=False)
    for what, understood in report:
        table.add_row(what, understood)
    console.print(table)


@app.command()
def train(*, force: bool = False) -> None:
    """Learn from this installation's own needs; only --force lets a worse model replace a better one."""
    learned = _learned()
    _compare(learned)
    if not (learned.better or force):
        complain("the new model is worse, so it was not kept (--force keeps it)")
        raise typer.Exit(1)
    number, size = _keep(learned.model)
    header = learned.header
    console.print(
        f"Model {number}, {size / 1000:.0f} KB: {header.examples} examples of our own, {header.needs} needs, "
        f"{header.sorted_by_staff} of them sorted by staff. {_TAKEN}"
    )


@app.command("list")
def show() -> None:
    """The models trained here, the newest first, with their figures and which one is in use."""
    from bot.cli.opening import opened
    from matching.text.learning import header_in

    table = Table("model", "trained (UTC)", "needs", "accuracy", "top 3", "in use since (UTC)")
    with opened(new=False) as (database, _):
        used, every = database.read_now(lambda unit: (unit.models.in_use(), unit.models.all()))
    for one in every:
        header = header_in(one.about)
        figures = (f"{header.accuracy:.3f}", f"{header.top3:.3f}") if header and header.held_out else ("", "")
        since = f"{one.activated_at:%Y-%m-%d %H:%M}" if one == used and one.activated_at else ""
        needs = str(header.needs) if header else _SHIPPED
        table.add_row(str(one.number), f"{one.trained_at:%Y-%m-%d %H:%M}", needs, *figures, since)
    console.print(table)
    if used is None:
        console.print("The model that ships is in use.")


@app.command()
def activate(
    model: Annotated[str, typer.Argument(help="The number of a model that `list` shows, or `shipped`.")],
) -> None:
    """Go back to another model, on every machine: one trained before, or the one that ships."""
    from bot.cli.opening import opened
    from bot.clock import now
    from matching.text import load_model

    if model == _SHIPPED:
        number, _ = _keep(load_model())
        console.print(f"The model that ships is in use again, as model {number}. {_TAKEN}")
        return
    chosen = row_id(model)
    with opened(new=False) as (database, _):
        known = chosen is not None and database.write_now(lambda unit: unit.models.activate(chosen, now()))
    if not known:
        raise typer.BadParameter(f"there is no model {model}; `linli matching list` shows what there is")
    console.print(f"Model {chosen} is in use. {_TAKEN}")


def _keep(model: Model) -> tuple[int, int]:
    """Keep a model in the database and take it into use; gives back its number and size in bytes."""
    from bot.cli.opening import opened
    from bot.clock import now

    moment, content = now(), model.to_bytes()

    def write(unit: Unit) -> int:
        number = unit.models.add(moment, model.about, content)
        unit.models.activate(number, moment)
        return number

    with opened(new=False) as (database, _):
        return database.write_now(write), len(content)


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

    with opened(new=False) as (database, services):
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
