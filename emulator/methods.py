"""The methods of the Bot API that the emulator knows, by their names in lower case."""

# ruff: noqa: ARG001 - all methods of the Bot API are called alike
from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from emulator import receiving
from emulator.contents import CAPTION_LIMIT, TEXT_LIMIT, Arguments
from emulator.errors import ApiError, bad_request
from emulator.state import Bot, Chat, Json

if TYPE_CHECKING:
    from emulator.telegram import Telegram

Method = Callable[["Telegram", Bot, Arguments], Awaitable[Any]]


async def get_me(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """Who the bot is."""
    return bot.describe()


async def send_message(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """A text."""
    return _send(world, bot, args, args.text("text", TEXT_LIMIT, needed=True))


async def send_location(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """A point on the map."""
    place = {key: float(args.values[key]) for key in ("latitude", "longitude")}
    return _send(world, bot, args, {"location": place})


async def send_photo(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """A picture with a caption."""
    return _send_file(world, bot, args, "photo")


async def send_document(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """A file with a caption."""
    return _send_file(world, bot, args, "document")


async def edit_message_text(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """Another text in the same place."""
    message = _editable(world, bot, args)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, args, message, args.text("text", TEXT_LIMIT, needed=True))


async def edit_message_caption(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """Another caption under the same picture."""
    message = _editable(world, bot, args)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, args, message, args.text("caption", CAPTION_LIMIT))


async def edit_message_media(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """Another picture in the same place."""
    message = _editable(world, bot, args)
    media = args.values["media"]
    file = args.file("media", world.files, media)
    caption = Arguments(media).text("caption", CAPTION_LIMIT)
    message = {key: value for key, value in message.items() if key not in {"text", "entities"}}
    return _edit(world, args, message, {media["type"]: file.describe(media["type"])} | caption)


async def edit_message_reply_markup(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """Other buttons under the same message."""
    return _edit(world, args, _editable(world, bot, args), {})


async def answer_callback_query(world: Telegram, bot: Bot, args: Arguments) -> bool:
    """The tap was taken: its button stops spinning."""
    query = str(args.values.get("callback_query_id"))
    if world.taps.get(query) is not False:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.taps[query] = True
    return True


async def get_file(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """Where a file can be fetched."""
    file = world.files.by_id.get(str(args.values.get("file_id")))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return {"file_id": file.id, "file_unique_id": file.id[-12:], "file_path": file.path}


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendlocation": send_location,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
    "answercallbackquery": answer_callback_query,
    "getfile": get_file,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
}


def _send_file(world: Telegram, bot: Bot, args: Arguments, kind: str) -> Json:
    file = args.file(kind, world.files)
    return _send(world, bot, args, {kind: file.describe(kind), **args.text("caption", CAPTION_LIMIT)})


def _send(world: Telegram, bot: Bot, args: Arguments, content: Json) -> Json:
    chat = _chat(world, args)
    markup = args.markup() or {}
    world.limits.count(chat.id)
    sender = bot.describe()
    message = {
        "message_id": next(chat.ids),
        "from": sender,
        "chat": chat.info,
        "date": int(time.time()),
        **content,
    }
    if markup.get("inline_keyboard"):
        message["reply_markup"] = markup
    elif "keyboard" in markup:
        chat.keyboard = markup
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
    chat.messages[message["message_id"]] = message
    return message


def _edit(world: Telegram, args: Arguments, message: Json, change: Json) -> Json:
    gone = {"reply_markup", "entities"} if "text" in change else {"reply_markup"}
    edited = {key: value for key, value in message.items() if key not in gone} | change
    markup = args.markup()
    if markup and markup.get("inline_keyboard"):
        edited["reply_markup"] = markup
    chat = _chat(world, args)
    before = chat.messages[message["message_id"]]
    if edited | {"edit_date": 0} == before | {"edit_date": 0}:
        raise bad_request("message is not modified: specified new message content is exactly the same")
    world.limits.count(chat.id)
    edited["edit_date"] = int(time.time())
    chat.messages[message["message_id"]] = edited
    return edited


def _editable(world: Telegram, bot: Bot, args: Arguments) -> Json:
    message = _chat(world, args).messages.get(args.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != bot.id:
        raise bad_request("message can't be edited")
    return message


def _chat(world: Telegram, args: Arguments) -> Chat:
    if args.values.get("chat_id") in (None, ""):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(args.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return chat
