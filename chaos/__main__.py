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

from chaos.audit import Findings
from chaos.disk import alone
from chaos.mutants import MUTANTS
from chaos.power import CannotPlay
from chaos.run import Plan, Run
from chaos.table import table, verdicts


def main() -> int:
    """Do what was asked for; gives back 1 when the harness has found, or has missed, a fault."""
    alone()
    asked = _asked()
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    folder = Path(tempfile.mkdtemp(prefix="linli-chaos-"))
    began = time.monotonic()
    plan = Plan("webhook", seed, kills=asked.kills // 2, chats=asked.chats)
    text, failed = _mutants(asked.mutants, plan, folder) if asked.mutants else _both_ways(plan, folder)
    sys.stdout.write(f"{text}\n\nseed {seed}, {time.monotonic() - began:.0f} s\n")
    if failed:
        sys.stdout.write(f"FAILED; what is left of it is in {folder}\n")
    else:
        shutil.rmtree(folder)
    return int(failed)


def _both_ways(plan: Plan, folder: Path) -> tuple[str, bool]:
    """By webhook and by polling."""
    found = {way: _run(replace(plan, way=way), folder / way) for way in ("webhook", "polling")}
    return table(found), any(one.failed for one in found.values())


def _mutants(names: list[str], plan: Plan, folder: Path) -> tuple[str, bool]:
    """One mutant after another; the harness fails when one is not noticed."""
    lines, missed = [], False
    for name in MUTANTS if "all" in names else names:
        mutant = MUTANTS[name]
        try:
            found = _run(
                replace(plan, mutant=name, power=mutant.power, drained=10.0, troubled=False), folder / name
            )
        except CannotPlay as reason:
            lines.append((name, mutant.broken, f"left out: {reason}", ""))
            continue
        missed |= found.failed != mutant.noticed
        said = ("noticed" if found.failed else "not noticed") + (
            " ✗" if found.failed != mutant.noticed else ""
        )
        lines.append((name, mutant.broken, said, found.summary()))
    return verdicts(lines), missed


def _run(plan: Plan, home: Path) -> Findings:
    home.mkdir()
    run = Run(plan, home)
    found = asyncio.run(run.go())
    if run.disk.own:  # it is gone when we are
        shutil.copytree(run.data, home / "left", ignore=shutil.ignore_patterns("*.part"))
    return found


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how often the server is killed")
    parser.add_argument("--chats", type=int, default=200, help="how many residents type")
    parser.add_argument("--seed", type=int, help="do again what a run with this seed did")
    parser.add_argument(
        "--mutants",
        nargs="*",
        metavar="MUTANT",
        help=f"break Linli and see that it is noticed: {', '.join(MUTANTS)}; none named means all",
    )
    asked = parser.parse_args()
    if asked.mutants is not None:
        asked.mutants = asked.mutants or ["all"]
    return asked


if __name__ == "__main__":
    sys.exit(main())
