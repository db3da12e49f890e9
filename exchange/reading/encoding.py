"""A directory's text files; where one is no text is said as an author can find it."""

from __future__ import annotations

from exchange.finding import Refused
from model.decoding import decoded, marked
from model.phrase import Phrase, phrase


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text and the name of its encoding. Refused when it is in none we know."""
    try:
        return decoded(data)
    except UnicodeDecodeError as error:
        place = len(data) - len(error.object) + error.start  # utf-8-sig counts from behind its mark
        raise Refused(_words(data, place), file) from error


def _words(data: bytes, place: int) -> Phrase:
    if encoding := marked(data):
        return phrase("exchange.not_so_encoded", encoding=encoding, place=place + 1)
    line = data.count(b"\n", 0, place) + 1
    return phrase("exchange.no_text", place=place + 1, byte=f"0x{data[place]:02X}", line=line)
