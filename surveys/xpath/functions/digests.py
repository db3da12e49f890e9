# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Digests and encodings."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final

from surveys.xpath.errors import XPathError

ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """digest(text, algorithm, encoding?): of the text in UTF-8; encoding is base64 or hex."""
    name = ALGORITHMS.get(algorithm.upper())
    if name is None:
        raise XPathError(f"digest() knows {', '.join(ALGORITHMS)}, not «{algorithm}»")
    found = hashlib.new(name, text.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    if encoding.lower() == "hex":
        return found.hex()
    if encoding.lower() == "base64":
        return base64.b64encode(found).decode("ascii")
    raise XPathError(f"digest() writes base64 or hex, not «{encoding}»")


def base64_decode(text: str) -> str:
    """base64-decode(text): the text in UTF-8 that was encoded; "" when it was none."""
    try:
        return base64.b64decode(text.encode("ascii"), validate=True).decode("utf-8", "replace")
    except (binascii.Error, UnicodeError):
        return ""
