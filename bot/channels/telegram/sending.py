"""Sends one message: as an edit where it replaces an earlier one and that works, else as a new one."""

from __future__ import annotations

from typing import TypeVar

from bot.channel import Delivery, Rejected
from bot.channels.telegram.api import Api
from bot.channels.telegram.encoding import Call, asking, asks, edits, sends

Key = TypeVar("Key")
Value = TypeVar("Value")

_REMEMBERED = 10_000
"""Chats with a keyboard of ours, and messages half sent, that are remembered; the oldest give way."""


class Sending:
    """Remembers which chats show a keyboard of ours, and how far a message of several parts has come."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._keyboards: dict[str, None] = {}
        self._half_sent: dict[int, list[str]] = {}

    async def send(self, delivery: Delivery) -> str:
        """Send it; gives back the id of the message that carries its buttons. Raises a SendError."""
        message = delivery.message
        edited = None
        if message.replaces and delivery.id not in self._half_sent:
            edited = await self._edit(delivery)
        calls = [] if edited else sends(delivery, close_keyboard=delivery.chat in self._keyboards)
        if asks(message) and (message.keyboard or edited):
            calls.append(asking(delivery))
        refs = await self._make(delivery.id, calls)
        self._note_keyboard(delivery)
        if edited:
            return edited
        if not refs:
            raise Rejected("the message is empty")
        return next(ref for call, ref in zip(calls, refs, strict=True) if call.main)

    async def _edit(self, delivery: Delivery) -> str | None:
        """The id of the edited message, or None when it must be sent anew."""
        for call in edits(delivery):
            try:
                await self._api.call(call.method, call.args, call.files)
            except Rejected as refused:
                if "not modified" not in str(refused):
                    continue
            return delivery.message.replaces
        return None

    async def _make(self, message_id: int, calls: list[Call]) -> list[str]:
        """Make the calls that an earlier try has not made; gives back the ids of all."""
        refs = self._half_sent.pop(message_id, [])
        try:
            for call in calls[len(refs) :]:
                sent = await self._api.call(call.method, call.args, call.files)
                refs.append(str(sent["message_id"]))
        except BaseException:
            if refs:
                _trim(self._half_sent)
                self._half_sent[message_id] = refs
            raise
        return refs

    def _note_keyboard(self, delivery: Delivery) -> None:
        message = delivery.message
        if asks(message):
            _trim(self._keyboards)
            self._keyboards[delivery.chat] = None
        elif not message.keyboard and not message.replaces:
            self._keyboards.pop(delivery.chat, None)


def _trim(memory: dict[Key, Value]) -> None:
    if len(memory) >= _REMEMBERED:
        memory.pop(next(iter(memory)))
