"""What an uploaded file really is, told by its first bytes and not by its name."""

from __future__ import annotations

_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_HEIC = {b"heic", b"heix", b"mif1", b"msf1"}
_STILLS = {*_HEIC, b"avif", b"avis"}
_SOUNDS = (
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"#!AMR", "audio/amr"),
    (b"fLaC", "audio/flac"),
)
_DOCUMENTS = (
    (b"%PDF-", ("application/pdf",)),
    (b"{\\rtf", ("application/rtf", "text/rtf")),
    (
        b"\xd0\xcf\x11\xe0",
        ("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
    ),
    (
        b"PK\x03\x04",
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
    ),
)
"""How a document begins, and what it may then be; the sender says which, the first is taken otherwise."""
_EBML = b"\x1a\x45\xdf\xa3"
_OFFICE = b"[Content_Types].xml"
_HEAD = 4096


def picture_type(content: bytes) -> str | None:
    """The MIME type of a picture every browser or phone can make; None when it is none."""
    for start, mime in _PICTURES:
        if content.startswith(start):
            return mime
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "image/heic"
    return None


def file_type(content: bytes, claimed: str = "") -> str | None:
    """The MIME type of a picture, a recording, a video or a document people use; None for anything else.

    ``claimed`` is what the sender says it is. It only decides between what begins alike: a recording and a
    video, a letter and a table.
    """
    return picture_type(content) or _sound_or_video(content, claimed) or _document(content, claimed)


def _sound_or_video(content: bytes, claimed: str) -> str | None:
    for start, mime in _SOUNDS:
        if content.startswith(start):
            return mime
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    sort = "video" if claimed.startswith("video/") else "audio"
    if content.startswith(_EBML):
        return f"{sort}/webm"
    if content[4:8] == b"ftyp" and content[8:12] not in _STILLS:
        return f"{sort}/mp4"
    return None


def _document(content: bytes, claimed: str) -> str | None:
    for start, kinds in _DOCUMENTS:
        if content.startswith(start):
            packed = start.startswith(b"PK")
            if packed and _OFFICE not in content[:_HEAD]:
                return None
            return claimed if claimed in kinds else kinds[0]
    return None
