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
from collections.abc import Sequence
from contextlib import suppress

from bot.listening import claim
from bot.logs import configure
from bot.server import serve
from bot.settings import read, secret_of, secrets_of
from bot.wiring import Linli


def main(arguments: Sequence[str]) -> None:
    """Serve until stopped; an error is told in a sentence, without a traceback unless LOG_LEVEL=debug."""
    try:
        settings = read()
        listening = socket.socket(fileno=int(arguments[0])) if arguments else claim(settings)
        listening.set_inheritable(False)
        key = secret_of(settings)
        configure(settings.log_level, settings.log_format, secrets=secrets_of(settings), key=key)
        with suppress(KeyboardInterrupt):  # the usual way to stop it
            serve(Linli(settings), listening)
    except Exception as error:  # noqa: BLE001 - the last door before the user
        if os.environ.get("LOG_LEVEL", "").lower() == "debug":
            traceback.print_exception(error)
        sys.exit(f"linli: {error or type(error).__name__}")


if __name__ == "__main__":
    main(sys.argv[1:])
