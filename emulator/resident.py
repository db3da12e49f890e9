"""What a resident does in the Telegram app, and what they see there."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from emulator import receiving
from emulator.contents import entities
from emulator.state import Chat, Json

if TYPE_CHECKING:
    from emulator.telegram import Telegram


class Resident:
    """One person with one chat with the bot."""

    def __init__(self, world: Telegram, number: int, name: str, language: str) -> None:
        self.world = world
        self.id = number
        self.user: Json = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        info = {"id": number, "type": "private", "first_name": name}
        self.chat = world.chats.setdefault(number, Chat(number, info))
        self.last_update: Json = {}

    # doing -------------------------------------------------------------------------------------------

    def say(self, text: str, **more: Any) -> Json:  # noqa: ANN401 - JSON
        """Type something and send it."""
        marks = entities(text)
        return self._send(text=text, **({"entities": marks} if marks else {}), **more)

    def start(self, payload: str = "") -> Json:
        """Open ``t.me/<bot>?start=<payload>`` and press Start."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise ValueError(f"no link can carry {payload!r}")
        return self.say(f"/start {payload}".strip())

    def send_file(self, kind: str, content: bytes, name: str = "file", mime: str = "", **more: Any) -> Json:  # noqa: ANN401 - JSON
        """Send a photo, a voice message, a file."""
        file = self.world.files.store(name, mime, content)
        return self._send(**{kind: file.describe(kind)}, **more)

    def send_location(self, latitude: float, longitude: float, accuracy: float | None = None) -> Json:
        """Share a point on the map."""
        place: Json = {"latitude": latitude, "longitude": longitude}
        return self._send(location=place | ({"horizontal_accuracy": accuracy} if accuracy else {}))

    def press(self, label: str) -> Json:
        """Press a button of the reply keyboard that is shown."""
        rows = (self.chat.keyboard or {}).get("keyboard", [])
        button = next(one for row in rows for one in row if one["text"] == label)
        if self.chat.keyboard and self.chat.keyboard.get("one_time_keyboard"):
            self.chat.keyboard = self.chat.keyboard | {"hidden": True}
        if button.get("request_location"):
            return self.send_location(30.66, 104.06)
        if button.get("request_contact"):
            return self._send(
                contact={"phone_number": "+8613800000000", "first_name": "王", "user_id": self.id}
            )
        return self.say(label)

    def tap(self, label: str, message: Json | None = None, *, data: str = "") -> str:
        """Tap a button under a message (the newest that has it); gives back the tap's id.

        Where several buttons say the same, ``data`` tells which one it is.
        """
        message = self.chat.messages[message["message_id"]] if message else self._with_button(label)
        data = data or next(one["callback_data"] for one in buttons(message) if one["text"] == label)
        tap_id = str(uuid.uuid4().int)[:18]
        self.world.taps[tap_id] = False
        query = {"id": tap_id, "from": self.user, "message": message, "chat_instance": "1", "data": data}
        self._push("callback_query", query)
        return tap_id

    def block(self, *, blocked: bool = True) -> None:
        """Shut the chat, or open it again."""
        self.chat.blocked = blocked
        bot, status = self.world.bot.describe(), ("member", "kicked")
        self._push(
            "my_chat_member",
            {
                "chat": self.chat.info,
                "from": self.user,
                "date": int(time.time()),
                "old_chat_member": {"status": status[not blocked], "user": bot},
                "new_chat_member": {"status": status[blocked], "user": bot},
            },
        )

    def edit(self, message: Json, text: str) -> None:
        """Change what was said."""
        self._push("edited_message", message | {"text": text, "edit_date": int(time.time())})

    def repeat(self) -> None:
        """Have Telegram deliver the last update once more."""
        receiving.again(self.world, self.world.bot, self.last_update, self.id)

    def _send(self, **content: Any) -> Json:  # noqa: ANN401 - JSON
        number = next(self.chat.ids)
        common = {"message_id": number, "from": self.user, "chat": self.chat.info, "date": int(time.time())}
        self.chat.messages[number] = common | content
        self._push("message", self.chat.messages[number])
        return self.chat.messages[number]

    def _push(self, kind: str, content: Json) -> None:
        self.last_update = receiving.push(self.world, self.world.bot, kind, content, self.id)

    # seeing ------------------------------------------------------------------------------------------

    def seen(self) -> list[Json]:
        """The bot's messages as they stand now."""
        return [message for message in self.chat.messages.values() if message["from"]["is_bot"]]

    def last(self) -> Json:
        """The bot's newest message; empty when there is none."""
        return (self.seen() or [{}])[-1]

    async def until(self, true: Callable[[], object], within: float = 60) -> None:
        """Wait until something is so."""
        async with self.world.changed:
            await asyncio.wait_for(self.world.changed.wait_for(lambda: bool(true())), within)

    def _with_button(self, label: str) -> Json:
        found = (one for one in reversed(self.seen()) if any(b["text"] == label for b in buttons(one)))
        return next(found)


def buttons(message: Json) -> list[Json]:
    """The inline buttons under a message, row after row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
