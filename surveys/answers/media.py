"""Files: photos, recordings, videos, documents. The answer is the file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from surveys.answers.asked import Read, problem
from surveys.prompt import Ask
from surveys.said import Media

WANTED: Mapping[Ask, str] = MappingProxyType(
    {Ask.PHOTO: "image/", Ask.AUDIO: "audio/", Ask.VIDEO: "video/", Ask.FILE: ""}
)
_UNSAFE = re.compile(r"[\x00-\x1f/\\:*?\"<>|]+")


def read(media: Media, ask: Ask) -> Read:
    """The file's name, when it is of the kind asked for."""
    wanted = WANTED.get(ask)
    if wanted is None:
        return problem("media.unasked")
    if media.mime and not media.mime.startswith(wanted):
        return problem(f"media.{ask.value}")
    return _UNSAFE.sub("_", media.name).strip(". ")[:120] or problem(f"media.{ask.value}")


def refuse(ask: Ask) -> Read:
    """Words came where a file was asked for."""
    return problem(f"media.{ask.value}")
