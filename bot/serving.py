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


if __name__ == "__main__":
    main(sys.argv[1:])
