"""``make bench``: every benchmark, one table each. Ratios within one run are what counts.

``python -m benchmarks`` runs all but the long ones; ``python -m benchmarks turns --quick`` one, with options.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from inspect import signature

BENCHMARKS = {
    "turns": "durable turns a second, beside the bare parts and a straightforward service",
    "memory": "start-up time, memory at rest and with 10,000 chats",
    "drivers": "the two Telegram drivers",
    "matching": "ranking organizations",
    "understanding": "understanding one message, beside a scikit-learn pipeline",
    "surveys": "the survey engine beside the standard's own in Node, on two big real forms",
    "restoring": "a survey session read from its bytes, or caught up, when another process had it",
    "processes": "durable turns a second with several processes on one PostgreSQL",
    "watching": "what counting and the fair queue cost a turn",
    "city": "a day of a city of 18 million, simulated",
}
LONG = {
    "prune": "letting go of a night's old messages, on both databases",
    "growth": "a turn and a digest as the tables grow to ten million messages",
    "soak": "half an hour at half the highest rate: memory, descriptors, latency",
}


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark that is named, with its own options, or each of the short ones."""
    everything = {**BENCHMARKS, **LONG}
    parser = argparse.ArgumentParser(
        "python -m benchmarks",
        description="Without a name: all but " + ", ".join(LONG) + ".",
        epilog="\n".join(f"  {name:14} {what}" for name, what in everything.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="?", choices=everything, metavar="name", help="one of those below")
    parser.add_argument(
        "options", nargs=argparse.REMAINDER, help="its own options; --help after its name tells them"
    )
    asked = parser.parse_args(arguments)
    for name in (asked.name,) if asked.name else BENCHMARKS:
        _run(name, everything[name], asked.options)


def _run(name: str, what: str, options: Sequence[str]) -> None:
    run = import_module(f"benchmarks.{name}").run
    takes = bool(signature(run).parameters)
    if not takes:
        argparse.ArgumentParser(f"benchmarks {name}", description=what).parse_args(options)
    print(f"\n## {name}: {what}\n", flush=True)
    if takes:
        run(options)
    else:
        run()


if __name__ == "__main__":
    main(sys.argv[1:])
