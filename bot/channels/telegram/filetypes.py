"""The type of a file from Telegram, which tells only its path."""

from __future__ import annotations

from mimetypes import guess_type

_OWN = {"oga": "audio/ogg", "tgs": "application/x-tgsticker", "webp": "image/webp", "webm": "video/webm"}
"""Endings that Telegram uses and the standard library may not know."""


def mime_of(path: str, content: bytes) -> str:
    """By the path's ending; a JPEG by its content too, since photos may come without an ending."""
    ending = path.rpartition(".")[2].lower()
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return _OWN.get(ending) or guess_type(path)[0] or "application/octet-stream"
