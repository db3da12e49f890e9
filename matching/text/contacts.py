"""A way to reach the resident, where the message gives one."""

from __future__ import annotations

import re

from matching.text.spans import span
from matching.text.understanding import Contact

# Chinese mobile numbers have eleven digits and begin with 13 to 19; people group them by spaces or dashes.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mobile", re.compile(r"(?<![\d-])(?:\+?86[ -]?)?(1[3-9]\d(?:[ -]?\d){8})(?!\d)")),
    (
        "landline",
        re.compile(r"(?<!\d)(0\d{2,3}[ -]?\d{7,8})(?!\d)|(?:电话|座机|tel|phone)[:是 ]{0,3}(\d{7,8})(?!\d)"),
    ),
    ("email", re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII)),
    (
        "wechat",
        re.compile(r"(?:微信号?|wechat|weixin|\bwx|\bvx)[:是 ]{0,3}(?:id[: ]*)?([a-z][\w-]{5,19})", re.ASCII),
    ),
)


def find_contact(text: str, plain: str) -> Contact | None:
    """The first way to reach the resident, mobile numbers before the rest, or None."""
    for kind, pattern in _PATTERNS:
        match = pattern.search(plain)
        if match:
            group = match.lastindex or 1
            value = match[group]
            if kind in {"mobile", "landline"}:
                value = re.sub(r"[ -]", "", value)
            return Contact(kind, value, (span(text, *match.span(group)),))
    return None
