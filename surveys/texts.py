"""Labels, hints and messages in the language of the session, with their <output>s filled in."""

from __future__ import annotations

from surveys.form import Text, Translation
from surveys.host import FormHost
from surveys.plain import plain
from surveys.xpath import Expression, Node, XPathError

NOTHING = Translation()
MISSING = "-"
"""What pyxform writes where the author left a translation out."""


def say(host: FormHost, text: Text | None, node: Node) -> str:
    """The words of a text at a node; "" when there are none."""
    if text is None:
        return ""
    if text.itext:
        return _plain(host, translation(host, text.itext), node)
    if text.expression is not None:
        return _string(host, text.expression, node)
    return fill(host, text.parts, node)


def say_form(host: FormHost, text: Text | None, form: str, node: Node) -> str:
    """A variant of a text (image, audio, video, guidance, short …); "" when it has none."""
    if text is None or not text.itext:
        return ""
    return fill(host, translation(host, text.itext).forms.get(form, ()), node)


def say_itext(host: FormHost, name: str, node: Node) -> str | None:
    """The plain words of a translation by its id; None when there is no such text."""
    found = _find(host, name)
    return None if found is None else _plain(host, found, node)


def _plain(host: FormHost, found: Translation, node: Node) -> str:
    """The words without a form; else the long ones, else the short ones."""
    return fill(host, found.parts or found.forms.get("long") or found.forms.get("short") or (), node)


def translation(host: FormHost, name: str) -> Translation:
    """A translation by its id, in the language now or else in the form's default one."""
    return _find(host, name) or NOTHING


def _find(host: FormHost, name: str) -> Translation | None:
    form = host.form
    for language in (host.language, form.default_language):
        found = form.itext.get(language, {}).get(name)
        if found is not None:
            return found
    return None


def readable(host: FormHost, words: str, itext: str, node: Node) -> str:
    """Words to be read by people: without markup, and from another language where the translation is missing.

    Its default language comes first. What a form computes with stays as the standard's engines have it.
    """
    found = _elsewhere(host, itext, node) if itext and words.strip() == MISSING else ""
    return plain(found or words)


def _elsewhere(host: FormHost, itext: str, node: Node) -> str:
    form = host.form
    for language in (form.default_language, *form.itext):
        found = form.itext.get(language, {}).get(itext)
        words = _plain(host, found, node) if found is not None else ""
        if words.strip() not in {"", MISSING}:
            return words
    return ""


def fill(host: FormHost, parts: tuple[str | Expression, ...], node: Node) -> str:
    """Words and outputs in a row."""
    if not parts:
        return ""
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    return "".join(part if isinstance(part, str) else _string(host, part, node) for part in parts)


def _string(host: FormHost, expression: Expression, node: Node) -> str:
    """An output that fails is left blank: a question without one word can still be answered."""
    try:
        return expression.string(host.context(node))
    except XPathError:
        return ""
