"""Translates an update into what a person did. The same for both drivers and both ways of receiving."""

from __future__ import annotations

from datetime import datetime

from bot.channels.telegram.updates import CallbackQuery, File, MembershipChanged, Message, Update, User
from model.message import Address, Incoming, Location, Media, MediaKind

CHANNEL = "telegram"

_FILES = (
    ("voice", MediaKind.VOICE),
    ("audio", MediaKind.AUDIO),
    ("video", MediaKind.VIDEO),
    ("video_note", MediaKind.VIDEO),
    ("animation", MediaKind.VIDEO),
    ("document", MediaKind.DOCUMENT),
    ("sticker", MediaKind.STICKER),
)
"""In this order: an animation comes with a document that is the same file."""

_NOTES = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
)
"""Service notes about the chat itself, in which nothing is said to us."""


def incoming(update: Update, now: datetime) -> Incoming | None:
    """What was done, or None when it is nothing for us (groups, service notes, kinds we don't know)."""
    update_id = str(update.update_id)
    if update.message is not None:
        return _message(update.message, update_id, now)
    if update.callback_query is not None:
        return _tap(update.callback_query, update_id, now)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, update_id, now)
    return None


def _message(message: Message, update_id: str, now: datetime) -> Incoming | None:
    if message.chat.type != "private" or any(getattr(message, note) is not None for note in _NOTES):
        return None
    text, start = _command(message.text or message.caption)
    return Incoming(
        update_id=update_id,
        address=Address(CHANNEL, str(message.chat.id)),
        at=now,
        text=text,
        start=start,
        media=_media(message),
        location=_location(message),
        phone=message.contact.phone_number if message.contact is not None else None,
        name=_name(message.sender),
        language=message.sender.language_code if message.sender is not None else "",
    )


def _command(text: str) -> tuple[str, str | None]:
    """The text, and the payload of a deep link when the text is the start command."""
    command, _, payload = text.partition(" ")
    if command == "/start":
        return command, payload.strip()
    return text, None


def _tap(query: CallbackQuery, update_id: str, now: datetime) -> Incoming | None:
    if query.message is None or query.message.chat.type != "private":
        return None
    return Incoming(
        update_id=update_id,
        address=Address(CHANNEL, str(query.message.chat.id)),
        at=now,
        tap=query.data,
        source=str(query.message.message_id),
        name=_name(query.sender),
        language=query.sender.language_code,
    )


def _membership(change: MembershipChanged, update_id: str, now: datetime) -> Incoming | None:
    if change.chat.type != "private":
        return None
    return Incoming(
        update_id=update_id,
        address=Address(CHANNEL, str(change.chat.id)),
        at=now,
        name=_name(change.sender),
        language=change.sender.language_code,
        blocked=change.new_chat_member.status in {"kicked", "left"},
    )


def _media(message: Message) -> Media | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Media(MediaKind.PHOTO, largest.file_id, mime="image/jpeg", size=largest.file_size)
    for field, kind in _FILES:
        file: File | None = getattr(message, field)
        if file is not None:
            return Media(kind, file.file_id, file.file_name, file.mime_type, file.file_size)
    return None


def _location(message: Message) -> Location | None:
    place = message.location
    return None if place is None else Location(place.latitude, place.longitude, place.horizontal_accuracy)


def _name(user: User | None) -> str:
    return "" if user is None else f"{user.first_name} {user.last_name}".strip()
