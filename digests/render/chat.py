"""The digest as one short message: the first line says what needs deciding, then at most eight lines."""

from __future__ import annotations

from digests.digest import Digest
from digests.wording import say
from locales import Texts
from model.phrase import phrase

MOST_LINES = 8


def chat_text(digest: Digest, texts: Texts) -> str:
    """The message, in plain text without markup; every messenger can send it."""
    first = phrase(
        "digest.chat.first",
        community=digest.name,
        number=int(digest.week.rpartition("W")[2]),
        headline=digest.headline,
    )
    lines = [
        say(texts, phrase("digest.chat.line", text=block.chat))
        for block in digest.blocks[1:]
        if block.chat is not None
    ]
    return "\n".join([say(texts, first), *lines[:MOST_LINES]])
