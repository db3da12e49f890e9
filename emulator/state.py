"""What the emulated Telegram remembers: bots, chats, files, taps."""

from __future__ import annotations

import asyncio
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TOKEN = "123456:" + "A" * 35

OFF_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class Hook:
    """A webhook as it was set."""

    url: str
    secret: str | None = None


@dataclass
class Bot:
    """One bot with the updates that wait for it."""

    token: str
    id: int
    username: str = "emulated_bot"
    queue: list[Json] = field(default_factory=list)
    next_update: int = 1000
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    polls: int = 0
    """Counts getUpdates; a poll that is no longer the newest is in conflict."""
    hook: Hook | None = None
    lanes: dict[object, asyncio.Task[None]] = field(default_factory=dict)
    """The last delivery to the webhook of each chat; the next waits for it."""
    last_error: str = ""
    allowed: list[str] = field(default_factory=list)

    def describe(self) -> Json:
        """The bot as a user."""
        return {"id": self.id, "is_bot": True, "first_name": "Emulated", "username": self.username}

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind in self.allowed if self.allowed else kind not in OFF_BY_DEFAULT


@dataclass
class Chat:
    """A private chat: its messages by id, from both sides."""

    id: int
    info: Json
    messages: dict[int, Json] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    blocked: bool = False
    keyboard: Json | None = None
    """The reply keyboard that the person sees now."""


@dataclass(frozen=True)
class StoredFile:
    """A file that went up."""

    id: str
    name: str
    mime: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it can be fetched."""
        return f"files/{self.id}/{self.name}"

    def describe(self, kind: str) -> Any:  # noqa: ANN401 - JSON
        """The file as the Bot API describes one of this kind."""
        common: Json = {
            "file_id": self.id,
            "file_unique_id": self.id[-12:],
            "file_size": len(self.content),
        }
        if kind == "photo":
            small = common | {"file_id": f"{self.id}-small", "width": 90, "height": 60}
            return [small, common | {"width": 1200, "height": 800}]
        if kind == "document":
            return common | {"file_name": self.name, "mime_type": self.mime}
        if kind == "sticker":
            return common | {"type": "regular", "width": 512, "height": 512}
        return common | {"duration": 1, "mime_type": self.mime}


@dataclass
class Files:
    """All files, by id."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)

    def store(self, name: str, mime: str, content: bytes) -> StoredFile:
        """Keep a file and give it an id."""
        file = StoredFile(f"F{uuid.uuid4().hex}", name, mime, content)
        self.by_id[file.id] = file
        return file

    def at(self, path: str) -> StoredFile | None:
        """The file that can be fetched there."""
        return next((file for file in self.by_id.values() if file.path == path), None)
