"""The web server's place: taken before anything else is done, so that a start in vain changes nothing."""

from __future__ import annotations

import os
import socket

from bot.settings import Settings


class PortTaken(Exception):
    """The web server cannot listen where it is told to."""


def claim(settings: Settings) -> socket.socket:
    """The web server's socket, taken before anything else is done. PortTaken when it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        where = f"port {settings.port} of {settings.host}"
        reason = os.strerror(error.errno or 0).lower()
        raise PortTaken(f"{where} cannot be used: {reason}. Another one: PORT=8001") from error
