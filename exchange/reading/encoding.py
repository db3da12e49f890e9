"""Bytes to text: UTF-8 with or without its mark, UTF-16 with it, GB18030, Windows-1252."""

from __future__ import annotations

import codecs

from exchange.finding import Refused
from model.phrase import phrase

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text and the name of its encoding. Refused when it is none of these."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _strictly(data, encoding, file), encoding
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError as error:
        first = error
    for encoding in ("gb18030", "cp1252") if _looks_chinese(data) else ("cp1252", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    line = data.count(b"\n", 0, first.start) + 1
    byte = f"0x{data[first.start]:02X}"
    raise Refused(phrase("exchange.no_text", place=first.start + 1, byte=byte, line=line), file)


def _strictly(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        words = phrase("exchange.not_so_encoded", encoding=encoding, place=error.start + 1)
        raise Refused(words, file) from error


def _looks_chinese(data: bytes) -> bool:
    """Whether most bytes above 127 come in pairs, as Chinese characters of GB 2312 do.

    An accented letter of Windows-1252 stands between plain ones.
    """
    paired = single = place = 0
    while place < len(data):
        if data[place] < 0x80:
            place += 1
        elif place + 1 < len(data) and data[place] >= 0xA1 and data[place + 1] >= 0xA1:
            paired += 2
            place += 2
        else:
            single += 1
            place += 1
    return paired > single
