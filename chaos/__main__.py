"""``python -m chaos``: disturb a server in every way there is, then see whether anything was lost."""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.audit import Findings
from chaos.disk import alone
from chaos.mutants import MUTANTS
from chaos.nursery import Nursery
from chaos.power import CannotPlay, compiled
from chaos.run import Plan, Run
from chaos.table import Verdict, table, verdicts

if TYPE_CHECKING:
    from tests.postgres import Cluster

_QUICK = Plan("", 0, kills=8, chats=40, think=0.7, quick=True)
"""For a test: under a minute on a machine that does nothing else."""
_MUTANT = Plan("webhook", 0, kills=10, chats=60, think=0.7, drained=8, troubled=False)
_TRIES = 3
"""Runs in which a mutant must be noticed once: by chance no end of a run may hit the instant of its fault."""


def main() -> int:
    """Do what was asked for; gives back 1 when the harness has found, or has missed, a fault."""
    asked = _asked()
    shares = {} if asked.stops is None else {"stops": asked.stops}
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    folder = Path(tempfile.mkdtemp(prefix="linli-chaos-"))
    began = time.monotonic()
    if not alone():
        sys.stderr.write("a small disk of our own is not permitted here: a full one is played by a limit\n")
    if asked.mutants is not None:
        text, failed = asyncio.run(_mutants(asked.mutants or list(MUTANTS), seed, folder))
    elif asked.postgres:
        plan = Plan("", seed, kills=asked.kills // 4, chats=asked.chats, **shares)
        text, failed = asyncio.run(_postgres(plan, folder))
    else:
        long = Plan("", 0, kills=asked.kills // 2, chats=asked.chats)
        plan = replace(_QUICK if asked.quick else long, seed=seed, **shares)
        text, failed = asyncio.run(_both_ways(plan, folder))
    sys.stdout.write(f"{text}\n\nseed {seed}, {time.monotonic() - began:.0f} s\n")
    if failed:
        sys.stdout.write(f"FAILED; what is left of it is in {folder}\n")
    else:
        shutil.rmtree(folder)
    return int(failed)


async def _both_ways(plan: Plan, folder: Path) -> tuple[str, bool]:
    """By webhook and by polling."""
    found = {}
    async with Nursery(folder / "nursery.log") as nursery:
        for way in ("webhook", "polling"):
            found[way] = await _run(replace(plan, way=way), folder / way, nursery)
    return table(found), any(one.failed for one in found.values())


async def _postgres(plan: Plan, folder: Path) -> tuple[str, bool]:
    """The same with several processes on PostgreSQL."""
    from chaos.company import CompanyRun  # noqa: PLC0415 - only this run needs PostgreSQL and its driver
    from tests.postgres import CannotStart, cluster  # noqa: PLC0415 - likewise

    found = {}
    try:
        with cluster(durable=True) as server:
            async with Nursery(folder / "nursery.log") as nursery:
                for way in ("webhook", "polling"):
                    _create(server, way)
                    found[way] = await CompanyRun(replace(plan, way=way), folder / way, nursery, server).go()
    except CannotStart as reason:
        return f"left out: {reason}", False
    return table(found), any(one.failed for one in found.values())


def _create(server: Cluster, name: str) -> None:
    import psycopg  # noqa: PLC0415 - as above

    with psycopg.connect(
        host=str(server.home), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))


async def _mutants(names: list[str], seed: int, folder: Path) -> tuple[str, bool]:
    """One mutant after another; the harness fails when one that must be noticed is not, or the reverse."""
    try:
        preload, reason = {"LD_PRELOAD": str(compiled(folder))}, ""
    except CannotPlay as error:
        preload, reason = {}, str(error)
    lines = []
    async with Nursery(folder / "nursery.log", preload) as nursery:
        for name in names:
            mutant = MUTANTS[name]
            if mutant.power and reason:
                lines.append(Verdict(name, mutant, None, reason))
                continue
            plan = replace(_MUTANT, seed=seed, mutant=name, power=mutant.power, stops=mutant.stops)
            for number in range(_TRIES if mutant.noticed else 1):
                found = await _run(replace(plan, seed=seed + number), folder / f"{name}-{number}", nursery)
                if found.failed:
                    break
            lines.append(Verdict(name, mutant, found))
    return verdicts(lines), any(line.wrong for line in lines)


async def _run(plan: Plan, home: Path, nursery: Nursery) -> Findings:
    run = Run(plan, home, nursery)
    try:
        return await run.go()
    finally:
        shutil.copytree(run.data, home / "left", ignore=shutil.ignore_patterns("ballast"))
        run.disk.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how often the server is killed")
    parser.add_argument("--stops", type=float, help="another part of its ends than a fifth that are orderly")
    parser.add_argument("--chats", type=int, default=200, help="how many residents type")
    parser.add_argument("--quick", action="store_true", help="16 kills, 4 stops and 40 residents, a minute")
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="four processes on PostgreSQL; half as many kills, one process at a time",
    )
    parser.add_argument("--seed", type=int, help="do again what a run with this seed did")
    parser.add_argument(
        "--mutants",
        nargs="*",
        choices=list(MUTANTS),
        metavar="MUTANT",
        help=f"break Linli and see that it is noticed: {', '.join(MUTANTS)}; none named means all",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
