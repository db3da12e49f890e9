"""Checks and shapes of what a bot sends: texts, buttons, files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from emulator.errors import bad_request
from emulator.state import Files, Json, StoredFile

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True)
class Uploaded:
    """A file in the body of a call."""

    name: str
    mime: str
    content: bytes


@dataclass
class Arguments:
    """What a method was called with."""

    values: Json
    uploads: dict[str, Uploaded] = field(default_factory=dict)

    def text(self, key: str, limit: int, *, needed: bool = False) -> Json:
        """A plain text within the limit, with the commands and links that Telegram marks in it."""
        text = str(self.values.get(key) or "")
        if self.values.get("parse_mode"):
            raise bad_request("this project sends plain texts only")
        if needed and not text.strip():
            raise bad_request("message text is empty")
        if utf16(text) > limit:
            raise bad_request("message is too long" if key == "text" else "message caption is too long")
        marks = entities(text)
        name = "entities" if key == "text" else "caption_entities"
        return ({key: text} if text else {}) | ({name: marks} if marks else {})

    def markup(self) -> Json | None:
        """The reply markup, its buttons checked."""
        markup: Any = self.values.get("reply_markup")
        if markup is None:
            return None
        if not isinstance(markup, dict):
            raise bad_request("object expected as reply markup")
        for button in (one for row in markup.get("inline_keyboard", ()) for one in row):
            _check_button(button)
        return markup

    def file(self, key: str, files: Files, source: Json | None = None) -> StoredFile:
        """The file an argument stands for: an upload, or one Telegram has already."""
        value = (self.values if source is None else source).get(key)
        name = value.removeprefix("attach://") if isinstance(value, str) else key
        if name in self.uploads or key in self.uploads:
            up = self.uploads.get(name) or self.uploads[key]
            return files.store(up.name, up.mime, up.content)
        if isinstance(value, str) and value in files.by_id:
            return files.by_id[value]
        raise bad_request(
            "wrong file identifier/HTTP URL specified" if value else f"there is no {key} in the request"
        )

    def integer(self, key: str, default: int = 0) -> int:
        """A whole number, or the default where there is none to be read."""
        try:
            return int(self.values.get(key, default))
        except (TypeError, ValueError):
            return default


def utf16(text: str) -> int:
    """How long Telegram thinks a text is."""
    return len(text.encode("utf-16-le")) // 2


def entities(text: str) -> list[Json]:
    """The commands and links in a text, as Telegram marks them."""
    kinds = ((r"(?:^|(?<=\s))/[A-Za-z0-9_]{1,32}", "bot_command"), (r"https?://\S+", "url"))
    return [
        {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match.group())}
        for pattern, kind in kinds
        for match in re.finditer(pattern, text)
    ]


def _check_button(button: Json) -> None:
    if not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Text buttons are empty")
    if len(button.keys() - {"text"}) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not 1 <= len(str(button.get("callback_data", "x")).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
