"""Barcodes and QR codes, typed or pasted."""

from __future__ import annotations

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.words import plain

LONGEST = 2000


def read(text: str, _asked: Asked) -> Read:
    """What stands in or below the code, on one line."""
    code = plain(text)
    if not code or "\n" in code or len(code) > LONGEST:
        return problem("barcode.what")
    return code
