"""One room per messenger. To add one: write it against ``bot/channel.py`` and name it here."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from bot.channel import Channel
from bot.channels.parts import Parts

CHANNELS: dict[str, str] = {
    "web": "bot.channels.webchat.build",
    "telegram": "bot.channels.telegram.build",
}
"""The messenger's name and the module whose ``build(parts)`` makes its channel."""


def build(name: str, parts: Parts) -> Channel:
    """Make the channel of this name; only now its code and its libraries are loaded.

    Raises KeyError for an unknown name and ValueError for options that do not do.
    """
    return cast("Channel", import_module(CHANNELS[name]).build(parts))
