"""The bytes of a text file to its text, whatever program and office it was saved with."""

from __future__ import annotations

import codecs

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: the one its mark names, else UTF-8, GB18030 or Windows-1252.

    UnicodeDecodeError when it is none of these; it tells where the marked encoding fails, or else UTF-8.
    """
    if encoding := marked(data):
        return data.decode(encoding), encoding
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError as error:
        first = error
    for encoding in ("gb18030", "cp1252") if _looks_chinese(data) else ("cp1252", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise first


def marked(data: bytes) -> str:
    """The encoding a file says it is in by its byte-order mark; "" without one."""
    return next((encoding for mark, encoding in _MARKED if data.startswith(mark)), "")


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
