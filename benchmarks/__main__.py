"""``make bench``: every benchmark, one table each. Ratios within one run are what counts.

``python -m benchmarks`` runs all but the long ones; ``python -m benchmarks turns --quick`` one, with options.
"""

from __future__ import annotations

import sys
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
    "city": "a day of a city of 18 million, simulated",
}
LONG = {
    "prune": "letting go of a night's old messages, on both databases",
    "growth": "a turn and a digest as the tables grow to ten million messages",
    "soak": "half an hour at half the highest rate: memory, descriptors, latency",
}


def main(arguments: list[str]) -> None:
    everything = {**BENCHMARKS, **LONG}
    names = [one for one in arguments if not one.startswith("-")][:1] or list(BENCHMARKS)
    for name in names:
        if name not in everything:
            sys.exit(f"there is no benchmark {name}; there are {', '.join(everything)}")
        print(f"\n## {name}: {everything[name]}\n", flush=True)
        run = import_module(f"benchmarks.{name}").run
        if signature(run).parameters:
            run(arguments[1:])
        else:
            run()


if __name__ == "__main__":
    main(sys.argv[1:])
