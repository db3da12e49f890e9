"""Translates a message into calls of the Bot API: texts are plain, so nothing in them needs escaping."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.channel import Delivery
from bot.channels.telegram.api import Upload
from bot.channels.telegram.texts import CAPTION_LIMIT, TEXT_LIMIT, length, split
from model.message import File, Outgoing

_NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Call:
    """One call. ``main`` is the one whose message carries the buttons and is known by its id later."""

    method: str
    args: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)
    main: bool = True


def edits(delivery: Delivery) -> list[Call]:
    """The ways to put the message in the place of the earlier one, the likeliest first; none if too long.

    Telegram has different methods for the text and for the caption of a picture, and we do not know
    which of them the earlier message had.
    """
    message = delivery.message
    target = {"chat_id": delivery.chat, "message_id": int(message.replaces or 0)} | _buttons(message)
    if message.document is not None:
        return []
    if message.picture is not None:
        return _picture_edit(delivery, target) if length(message.text) <= CAPTION_LIMIT else []
    if not message.text:
        return [Call("editMessageReplyMarkup", target)]
    if length(message.text) > TEXT_LIMIT:
        return []
    text = Call("editMessageText", target | {"text": message.text, "link_preview_options": _NO_PREVIEW})
    caption = Call("editMessageCaption", target | {"caption": message.text})
    return [text, caption] if length(message.text) <= CAPTION_LIMIT else [text]


def _picture_edit(delivery: Delivery, target: dict[str, Any]) -> list[Call]:
    message = delivery.message
    if message.picture is None:
        return []
    media = {"type": "photo", "media": "attach://picture", "caption": message.text}
    files = {"picture": _upload(message.picture, delivery)}
    return [Call("editMessageMedia", target | {"media": media}, files)]


def sends(delivery: Delivery, *, close_keyboard: bool = False) -> list[Call]:
    """The calls that send the message as a new one, in order; the last of them carries the buttons."""
    message = delivery.message
    chat = {"chat_id": delivery.chat}
    files = [
        Call(method, dict(chat), {key: _upload(file, delivery)}, main=False)
        for method, key, file in (
            ("sendDocument", "document", message.document),
            ("sendPhoto", "photo", message.picture),
        )
        if file is not None
    ]
    if files and length(message.text) <= CAPTION_LIMIT:
        last = files.pop()
        caption = {"caption": message.text} if message.text else {}
        texts = [Call(last.method, last.args | caption, last.files, main=False)]
    else:
        pieces = split(message.text) if message.text else []
        texts = [Call("sendMessage", chat | _text(piece), main=False) for piece in pieces]
    return _with_markup([*files, *texts], message, close_keyboard=close_keyboard)


def _with_markup(calls: list[Call], message: Outgoing, *, close_keyboard: bool) -> list[Call]:
    if not calls:
        return []
    markup = _buttons(message)
    if not markup and close_keyboard and not asks(message):
        markup = {"reply_markup": {"remove_keyboard": True}}
    elif not markup and asks(message):
        markup = _asking(message)
    last = calls[-1]
    return [*calls[:-1], Call(last.method, last.args | markup, last.files)]


def asks(message: Outgoing) -> bool:
    """Whether the message asks for a place or a telephone number."""
    return bool(message.ask_location or message.ask_phone)


def asking(delivery: Delivery) -> Call:
    """A message of its own that asks, for when the message before it has buttons: one can't have both."""
    text = " / ".join(filter(None, (delivery.message.ask_location, delivery.message.ask_phone)))
    args = {"chat_id": delivery.chat} | _text(text) | _asking(delivery.message)
    return Call("sendMessage", args, main=False)


def _asking(message: Outgoing) -> dict[str, Any]:
    rows: list[list[dict[str, Any]]] = []
    if message.ask_location:
        rows.append([{"text": message.ask_location, "request_location": True}])
    if message.ask_phone:
        rows.append([{"text": message.ask_phone, "request_contact": True}])
    return {"reply_markup": {"keyboard": rows, "one_time_keyboard": True, "resize_keyboard": True}}


def _buttons(message: Outgoing) -> dict[str, Any]:
    if not message.keyboard:
        return {}
    rows = [
        [
            {"text": one.label, "url": one.url} if one.url else {"text": one.label, "callback_data": one.data}
            for one in row
        ]
        for row in message.keyboard
    ]
    return {"reply_markup": {"inline_keyboard": rows}}


def _text(text: str) -> dict[str, Any]:
    return {"text": text, "link_preview_options": _NO_PREVIEW}


def _upload(file: File, delivery: Delivery) -> Upload:
    return Upload(file.name or "file", file.mime, delivery.files[file.key])
