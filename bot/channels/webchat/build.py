"""Makes the web chat from what the wiring hands over. It knows no options of its own."""

from __future__ import annotations

from bot.channels.parts import Parts
from bot.channels.webchat.channel import WebChat


def build(parts: Parts) -> WebChat:
    """The channel named ``web``."""
    return WebChat(parts)
