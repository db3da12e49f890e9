"""``make bench``: every benchmark, one table each. Ratios within one run are what counts."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHMARKS = {
    "turns": "durable turns a second, beside an echo bot and a straightforward service",
    "memory": "start-up time, memory at rest and with 10,000 chats",
    "drivers": "the two Telegram drivers",
    "matching": "ranking organizations",
}


def main(names: list[str]) -> None:
    for name in names or list(BENCHMARKS):
        if name not in BENCHMARKS:
            sys.exit(f"there is no benchmark {name}; there are {', '.join(BENCHMARKS)}")
        print(f"\n## {name}: {BENCHMARKS[name]}\n", flush=True)
        import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
