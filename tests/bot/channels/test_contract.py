"""The contract over the web chat and both Telegram drivers, by polling and by webhook."""

from __future__ import annotations

from tests.bot.channels.contract import ChannelContract


class TestContract(ChannelContract):
    pass
