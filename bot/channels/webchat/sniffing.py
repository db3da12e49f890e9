"""What an uploaded picture really is, told by its first bytes and not by its name."""

from __future__ import annotations

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_BRANDS = {b"heic", b"heix", b"mif1", b"msf1"}


def picture_type(content: bytes) -> str | None:
    """The MIME type of a picture every browser or phone can make; None when it is none."""
    for start, mime in _STARTS:
        if content.startswith(start):
            return mime
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS:
        return "image/heic"
    return None
