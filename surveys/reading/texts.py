"""Labels, hints, messages and translations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from surveys.form import Text, Translation
from surveys.reading.logic import Reader
from surveys.reading.xml import Element, attribute, elements, local
from surveys.xpath import Expression

Parts = tuple[str | Expression, ...]


def parts_of(element: Element, reader: Reader, subject: str) -> Parts:
    """The words and <output> expressions inside an element, in order; other markup gives its text."""
    if len(element) == 0:
        return (element.text,) if element.text else ()
    parts: list[str | Expression] = [element.text or ""]
    for child in element:
        if local(child) == "output":
            source = attribute(child, "value") or attribute(child, "ref")
            expression = reader.expression(source, subject, "output")
            parts.append(expression if expression is not None else "")
        elif isinstance(child.tag, str):
            parts.extend(parts_of(child, reader, subject))
        parts.append(child.tail or "")
    return tuple(part for part in parts if part != "")


def text_of(element: Element | None, reader: Reader, subject: str) -> Text | None:
    """The text of a <label> or <hint>: inline, or by its ref (``jr:itext('id')`` or an expression)."""
    if element is None:
        return None
    ref = attribute(element, "ref")
    if ref:
        return text_from(ref, reader, subject)
    return Text(parts_of(element, reader, subject))


def text_from(ref: str, reader: Reader, subject: str) -> Text:
    """The text that an attribute stands for: a translation by its fixed id, or an expression."""
    name = itext_id(ref)
    if name is not None:
        return Text(itext=name)
    return Text(expression=reader.expression(ref, subject, "label"))


def message_of(value: str | None, reader: Reader, subject: str) -> Text | None:
    """A constraint or required message: plain words, or a reference to a translation."""
    if not value:
        return None
    return text_from(value, reader, subject) if value.strip().startswith("jr:itext(") else Text((value,))


def itext_id(ref: str) -> str | None:
    """The id in ``jr:itext('id')``; None when the argument is not a plain string."""
    ref = ref.strip()
    if not (ref.startswith("jr:itext(") and ref.endswith(")")):
        return None
    inner = ref[len("jr:itext(") : -1].strip()
    if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "'\"" and inner[0] not in inner[1:-1]:
        return inner[1:-1]
    return None


def translations(
    itext: Element | None, reader: Reader
) -> tuple[Mapping[str, Mapping[str, Translation]], tuple[str, ...], str]:
    """Every language's texts by id, the languages in the order of the form, and the default one."""
    found: dict[str, Mapping[str, Translation]] = {}
    default = ""
    for translation in elements(itext, "translation") if itext is not None else ():
        language = attribute(translation, "lang") or ""
        found[language] = MappingProxyType(
            {
                attribute(text, "id") or "": _translation(text, reader)
                for text in elements(translation, "text")
            }
        )
        if attribute(translation, "default") is not None:
            default = language
    languages = tuple(found)
    return MappingProxyType(found), languages, default or (languages[0] if languages else "")


def _translation(text: Element, reader: Reader) -> Translation:
    subject = attribute(text, "id") or ""
    plain: Parts = ()
    forms: dict[str, Parts] = {}
    for value in elements(text, "value"):
        form = attribute(value, "form")
        parts = parts_of(value, reader, subject)
        if form is None:
            plain = parts
        else:
            forms[form] = parts
    return Translation(plain, MappingProxyType(forms)) if forms else Translation(plain)
