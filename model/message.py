"""What comes in from a messenger and what goes out to it, the same for every messenger."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One chat on one messenger; its text form ``channel:chat`` is the chat's key everywhere."""

    channel: str
    chat: str

    def __str__(self) -> str:
        """The key: the channel's name, a colon, the messenger's own chat id."""
        return f"{self.channel}:{self.chat}"

    @classmethod
    def parse(cls, key: str) -> Address:
        """Read a key back; ValueError when it has no colon."""
        channel, colon, chat = key.partition(":")
        if not colon:
            raise ValueError(f"not a chat key: {key!r}")
        return cls(channel, chat)


@dataclass(frozen=True, slots=True)
class Location:
    """A point on the earth in WGS-84 degrees, with the radius of uncertainty in metres when known."""

    latitude: float
    longitude: float
    accuracy: float | None = None


class MediaKind(enum.Enum):
    """What sort of file it is."""

    PHOTO = "photo"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class Media:
    """A file at a messenger (or in our own store): ``ref`` is what its channel fetches it by."""

    kind: MediaKind
    ref: str
    name: str = ""
    mime: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did in a chat, as the channel translated it; nothing is interpreted yet.

    ``update_id`` is unique within the channel and the same when the messenger repeats itself.
    ``tap`` is the data of a pressed button, ``source`` the reference of the message that carried it.
    ``start`` is the payload of a deep link. ``blocked`` says the person shut the chat (True) or came
    back (False); such an update has no other content.
    """

    update_id: str
    address: Address
    at: datetime
    text: str = ""
    tap: str | None = None
    source: str | None = None
    start: str | None = None
    media: Media | None = None
    location: Location | None = None
    phone: str | None = None
    name: str = ""
    language: str = ""
    blocked: bool | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: what it says, and the data that comes back when it is pressed.

    ``url`` opens a page instead. Data is at most 64 bytes (Telegram's limit, the narrowest).
    """

    label: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file we send: a name, a MIME type and the bytes' key in the media store."""

    name: str
    mime: str
    key: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to a chat.

    ``replaces`` names the earlier message that this one takes the place of (an edit); ``ask_location``
    and ``ask_phone`` show the messenger's own button for sharing, where it has one. A message that is
    ``quiet`` is held back during the person's quiet hours; answers to what they just did are not.
    """

    text: str
    keyboard: Keyboard = ()
    replaces: str | None = None
    picture: File | None = None
    document: File | None = None
    ask_location: str = ""
    ask_phone: str = ""
    quiet: bool = False
