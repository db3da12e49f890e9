"""The text of a survey's file, whatever program saved it."""

from __future__ import annotations

import codecs

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def text_of(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, UTF-8 without one, else GB18030, as Excel saves CSV in China.

    UnicodeDecodeError when it is none of these.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030")
