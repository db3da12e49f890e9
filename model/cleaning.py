"""What no database can hold is taken out of texts at every door: messages, forms, files that are taken in."""

from __future__ import annotations

import re
from typing import Any

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, which PostgreSQL refuses in texts, and halves of characters, which are no UTF-8; nobody means them."""
_LARGEST = 2**63 - 1


def clean(text: str) -> str:
    """The text without them; itself when there are none."""
    return _UNKEEPABLE.sub("", text)


def cleaned(value: Any) -> Any:  # noqa: ANN401 - whatever JSON knows
    """A value as JSON knows them, with every text in it clean, names of fields too."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(name): cleaned(one) for name, one in value.items()}
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    return value


def row_id(text: str) -> int | None:
    """The id a text from outside names; None for what is no number, or one beyond any id."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST)) else None
    return number if number is not None and number <= _LARGEST else None
