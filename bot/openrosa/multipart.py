"""A submission as the body of requests: the XML and its attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """An attachment."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


def batches(xml: bytes, files: tuple[File, ...], limit: int) -> Iterator[tuple[File, ...]]:
    """The attachments in lots that fit into one request with the XML; at least one, perhaps empty."""
    lot: list[File] = []
    size = len(xml) + 1000
    for one in files:
        if lot and size + len(one.content) + 500 > limit:
            yield tuple(lot)
            lot, size = [], len(xml) + 1000
        lot.append(one)
        size += len(one.content) + 500
    yield tuple(lot)


def multipart(xml: bytes, files: tuple[File, ...]) -> tuple[str, bytes]:
    """A boundary that is in none of the parts, and the request's body."""
    boundary = f"linli{hashlib.sha256(xml + b''.join(one.content for one in files)).hexdigest()[:32]}"
    parts = [File("xml_submission_file", xml, "text/xml; charset=utf-8"), *files]
    body = b""
    for one in parts:
        name = one.name.replace('"', "%22").replace("\r", "").replace("\n", "")
        body += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            f"Content-Type: {one.mime}\r\n\r\n"
        ).encode()
        body += one.content + b"\r\n"
    return boundary, body + f"--{boundary}--\r\n".encode()
