"""HTML and SVG in small pieces; whatever comes from outside is escaped here."""

from __future__ import annotations

from html import escape

from digests.wording import say
from locales import Texts
from model.phrase import Phrase


def element(name: str, *content: str, **attributes: object) -> str:
    """An element around markup. ``class_`` is class, ``aria_label`` is aria-label; None leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(content)}</{name}>"


def words(texts: Texts, what: Phrase) -> str:
    """A phrase in words, escaped."""
    return escape(say(texts, what))


def number(value: float) -> str:
    """A coordinate: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
