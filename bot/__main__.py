"""``linli``, also as ``python -m bot``: what the command line is made of takes a moment to load."""

from __future__ import annotations

import os
import signal

_INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C has ended."""


def main() -> None:
    """Run a command. Ctrl-C while it still loads, when nothing is open, ends it without a word."""
    hear = signal.getsignal(signal.SIGINT)
    if hear is signal.default_int_handler:  # and not ignored, as in the background of a script
        signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    from bot.cli import main as command_line  # noqa: PLC0415 - loaded where Ctrl-C is expected

    if hear is signal.default_int_handler:
        signal.signal(signal.SIGINT, hear)
    try:
        command_line()
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None


if __name__ == "__main__":
    main()
