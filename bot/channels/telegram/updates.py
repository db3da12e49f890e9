"""The parts of Telegram's updates that we read; everything else in them is skipped unparsed."""

from __future__ import annotations

from typing import Any

import msgspec

ALLOWED = ("message", "callback_query", "my_chat_member")
"""The kinds of update we ask for. Edited messages are not among them: what was said has been heard."""


class User(msgspec.Struct):
    """Who did it."""

    id: int
    first_name: str = ""
    last_name: str = ""
    language_code: str = ""


class Chat(msgspec.Struct):
    """Where; we serve private chats only."""

    id: int
    type: str = "private"


class Photo(msgspec.Struct):
    """One size of a photo."""

    file_id: str
    width: int = 0
    height: int = 0
    file_size: int | None = None


class File(msgspec.Struct):
    """A voice message, video, document or sticker."""

    file_id: str
    file_name: str = ""
    mime_type: str = ""
    file_size: int | None = None


class Location(msgspec.Struct):
    """A point, in WGS-84 degrees and metres."""

    latitude: float
    longitude: float
    horizontal_accuracy: float | None = None


class Contact(msgspec.Struct):
    """A shared telephone number."""

    phone_number: str


class Message(msgspec.Struct):
    """One message. Service notes (somebody pinned something) have ``pinned_message`` or the like."""

    message_id: int
    chat: Chat
    sender: User | None = msgspec.field(name="from", default=None)
    text: str = ""
    caption: str = ""
    photo: list[Photo] = []
    voice: File | None = None
    audio: File | None = None
    video: File | None = None
    video_note: File | None = None
    animation: File | None = None
    document: File | None = None
    sticker: File | None = None
    location: Location | None = None
    contact: Contact | None = None
    pinned_message: dict[str, Any] | None = None
    message_auto_delete_timer_changed: dict[str, Any] | None = None
    write_access_allowed: dict[str, Any] | None = None
    chat_background_set: dict[str, Any] | None = None


class CallbackQuery(msgspec.Struct):
    """A tap on a button under a message."""

    id: str
    sender: User = msgspec.field(name="from")
    message: Message | None = None
    data: str = ""


class Member(msgspec.Struct):
    """What we are in a chat."""

    status: str


class MembershipChanged(msgspec.Struct):
    """The resident shut the chat (kicked) or opened it again (member)."""

    chat: Chat
    sender: User = msgspec.field(name="from")
    new_chat_member: Member = msgspec.field()


class Update(msgspec.Struct):
    """One update; exactly one of the kinds is set, or none that we know."""

    update_id: int
    message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: MembershipChanged | None = None
