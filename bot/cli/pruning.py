"""``linli db prune``: what has been kept long enough goes now instead of at night, or is only counted."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.output import console


def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
) -> None:
    """Delete or make nameless what has been kept longer than KEEP_MESSAGES, KEEP_NEEDS … say."""
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers import retention
    from handlers.work import Work
    from storage.pruning import Pruned
    from storage.unit import Unit

    with opened(new=False) as (database, services):
        for step in retention.STEPS:
            count, after = 0, ""
            while True:

                def batch(unit: Unit, step: str = step, after: str = after) -> Pruned:
                    return retention.prune(Work(unit, services, now()), step, after, look=dry_run)

                done = database.write_now(batch)
                count += done.count
                if done.next is None:
                    break
                after = done.next
            console.print(f"{step:10} {count:>10,}")
    if dry_run:
        console.print("Nothing was changed.")
