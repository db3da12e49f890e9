"""Makes the Telegram channel from what the wiring hands over."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from importlib import import_module

from bot.channels.parts import Parts
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import Hook, Telegram

DRIVERS: dict[str, str] = {
    "ptb": "bot.channels.telegram.driver_ptb:PtbApi",
    "aiogram": "bot.channels.telegram.driver_aiogram:AiogramApi",
}
"""The driver's name, and the module and class that is loaded when it is chosen."""

DEFAULT_DRIVER = "ptb"
SERVER = "https://api.telegram.org"
_OPTIONS = {"token", "driver", "webhook", "api", "poll_wait"}


def build(parts: Parts) -> Telegram:
    """The channel named ``telegram``.

    Options: ``token`` (from @BotFather, needed); ``driver``, ptb or aiogram; ``webhook``, true to receive
    by webhook, which needs a public address, instead of polling; ``api``, another Bot API server;
    ``poll_wait``, seconds a poll stays open. Raises ValueError for anything else.
    """
    options = parts.options
    if unknown := options.keys() - _OPTIONS:
        raise ValueError(f"unknown Telegram options: {', '.join(sorted(unknown))}")
    token = options.get("token", "")
    if not token.partition(":")[0].isdigit():
        raise ValueError("the Telegram token must look like 123456:ABC…, as @BotFather gives it")
    server = options.get("api", SERVER).rstrip("/")
    driver = load_driver(options.get("driver", DEFAULT_DRIVER), token, server)
    wait = float(options.get("poll_wait", "30"))
    return Telegram(driver, parts.now, _hook(options, parts, token), poll_wait=wait, duty=parts.duty)


def load_driver(name: str, token: str, server: str) -> Api:
    """One of the drivers; only now its library is loaded."""
    if name not in DRIVERS:
        raise ValueError(f"the Telegram driver must be one of {', '.join(DRIVERS)}, not {name}")
    module, _, kind = DRIVERS[name].partition(":")
    api: Api = getattr(import_module(module), kind)(token, server)
    return api


def _hook(options: Mapping[str, str], parts: Parts, token: str) -> Hook | None:
    if options.get("webhook", "") not in {"true", "1", "yes"}:
        return None
    if not parts.public_url:
        raise ValueError("Telegram's webhook needs the public address of this server")
    secret = hmac.new(parts.secret.encode(), f"telegram {token}".encode(), hashlib.sha256).hexdigest()
    return Hook(parts.public_url.rstrip("/"), secret)
