"""``python -m bot.serving``: the server itself, which ``linli run`` becomes once everything is prepared.

The command line, the migrations and the making of the demo street take a tenth of the memory a server needs;
in a program of its own it does not keep them for months. Its argument is the descriptor of the listening
socket; without one it takes the address of the settings.
"""

from __future__ import annotations

import os
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn


def main(arguments: Sequence[str]) -> None:
    """Serve until stopped; an error is told in a sentence, without a traceback unless LOG_LEVEL=debug."""
    try:
        with suppress(KeyboardInterrupt):  # the usual way to stop it, also while it still loads
            _serve(arguments)
    except Exception as error:  # noqa: BLE001 - the last door before the user
        from bot.troubles import told  # noqa: PLC0415 - only where there is trouble

        if os.environ.get("LOG_LEVEL", "").lower() == "debug":
            traceback.print_exception(error)
        sys.exit(f"linli: {told(error)}")


def _serve(arguments: Sequence[str]) -> None:
    from bot.listening import claim  # noqa: PLC0415 - loaded where Ctrl-C is expected, like all below
    from bot.logs import configure  # noqa: PLC0415 - see above
    from bot.server import serve  # noqa: PLC0415 - see above
    from bot.settings import read, secret_of, secrets_of  # noqa: PLC0415 - see above
    from bot.wiring import Linli  # noqa: PLC0415 - see above

    settings = read()
    listening = socket.socket(fileno=int(arguments[0])) if arguments else claim(settings)
    listening.set_inheritable(False)
    key = secret_of(settings)
    configure(settings.log_level, settings.log_format, secrets=secrets_of(settings), key=key)
    serve(Linli(settings), listening)


def leave(work: Callable[[], None]) -> NoReturn:
    """Do some work as all of this process, and end without the interpreter's own farewell.

    By then everything is closed; and a thread of the transport beneath Telegram's library that still runs
    would abort the process there (PyGILState_Release, one end in sixty on a busy machine).
    """
    status: object = 0
    try:
        work()
    except SystemExit as ended:
        status = ended.code or 0
    if not isinstance(status, int):
        sys.stderr.write(f"{status}\n")
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    leave(lambda: main(sys.argv[1:]))
