"""``python -m chaos.server``: the server as the harness starts, kills and starts it again.

Importing Linli takes seconds; a life under fault lasts less. So this process imports everything once and
forks for every life: what the life had in memory dies with it, as with a process started anew. What is
served is what ``linli run`` serves, but for the clock, a shorter patience with Telegram, a faster pace, and
a mutant where one is asked for.

One JSON object a line: in, an order; out, its answer.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import bot.channels.telegram.build
import bot.channels.telegram.driver_aiogram
import bot.channels.telegram.driver_ptb
import bot.server
import bot.wiring
import digests.render.chart  # noqa: F401 - drawn for the digest; imported once instead of in every life
from bot import settings as settings_
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.transport import Transport
from bot.clock import Ids
from bot.listening import claim
from bot.logs import configure
from bot.wiring import Linli
from chaos import mutants, town
from chaos.clock import MovedClock
from chaos.notes import PATIENCE

with suppress(ImportError):  # only runs on PostgreSQL need it
    import psycopg  # noqa: F401

Order = dict[str, Any]

_PR_SET_PDEATHSIG = 1
_PACE = 300.0
"""Messages a second instead of 30, and for one chat 30 instead of 1: more in flight at every kill."""


def main() -> None:
    """Obey until the input ends."""
    _make_impatient()
    _say({"ready": True})
    for line in sys.stdin:
        order: Order = json.loads(line)
        _say(_ORDERS[order.pop("do")](**order))


def _make_impatient() -> None:
    Transport.patience = PATIENCE
    Telegram.per_second, Telegram.per_chat_second = _PACE, _PACE / 10


def _begin(environment: dict[str, str], log: str, clock: str, mutant: str) -> Order:
    """Start a life; answers with its process id."""
    return {"pid": _fork(lambda: _live(environment, Path(log), Path(clock), mutant))}


def _fork(work: Callable[[], None]) -> int:
    """Have a child do some work and end; gives back its process id."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 - nothing of the parent's may run on in the child
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return pid


def _end(pid: int) -> Order:
    """Wait for a life that is over, or about to be; answers with its exit status."""
    return {"status": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}


def _fill(environment: dict[str, str], clock: str, chats: int) -> Order:
    """Make the town's database; in a child, because a connection left open here would outlive every kill."""
    return _end(_fork(lambda: town.build(_linli(environment, Path(clock)), chats)))


_ORDERS: dict[str, Callable[..., Order]] = {"begin": _begin, "end": _end, "fill": _fill}


def _live(environment: dict[str, str], log: Path, clock: Path, mutant: str) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    with log.open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    os.close(0)
    mutants.apply(mutant)
    listening = claim(settings_.read(environment))
    configure("info")
    with suppress(KeyboardInterrupt):
        bot.server.serve(_linli(environment, clock), listening)


def _linli(environment: dict[str, str], path: Path) -> Linli:
    """Linli as ``linli run`` builds it, by a clock that can be moved."""
    os.environ.update(environment)  # what was preloaded reads it there
    clock = MovedClock(path)
    vars(bot.wiring)["Ids"] = partial(Ids, milliseconds=clock.milliseconds)
    return Linli(settings_.read(environment, dotenv=Path(os.devnull)), clock)


def _say(answer: Order) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
