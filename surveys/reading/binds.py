"""The <bind> elements: type and logic of model nodes."""

from __future__ import annotations

from surveys.form import Bind
from surveys.reading.logic import Reader
from surveys.reading.model import resolve
from surveys.reading.texts import message_of
from surveys.reading.xml import JAVAROSA, Element, attribute
from surveys.xpath import Expression

ALWAYS = frozenset({"true()", "1"})
NEVER = frozenset({"false()", "0"})


def bind_of(element: Element, path: str, reader: Reader) -> Bind:
    """The bind of one element; an expression that cannot be read is None and told."""

    def logic(name: str, idle: frozenset[str] = frozenset()) -> Expression | None:
        text = attribute(element, name)
        return None if text is None or text.strip() in idle else reader.expression(text, path, name)

    return Bind(
        type=(attribute(element, "type") or "string").rpartition(":")[2],
        relevant=logic("relevant", ALWAYS),
        calculate=logic("calculate"),
        required=logic("required", NEVER),
        readonly=logic("readonly", NEVER),
        constraint=logic("constraint", ALWAYS),
        constraint_message=message_of(attribute(element, "constraintMsg", JAVAROSA), reader, path),
        required_message=message_of(attribute(element, "requiredMsg", JAVAROSA), reader, path),
        preload=attribute(element, "preload", JAVAROSA) or "",
        preload_params=attribute(element, "preloadParams", JAVAROSA) or "",
        hxl=attribute(element, "hxl") or "",
    )


def binds_of(model: Element, root_path: str, reader: Reader) -> tuple[dict[str, Bind], dict[str, str]]:
    """Binds by absolute path, and paths by the id of their bind."""
    binds: dict[str, Bind] = {}
    ids: dict[str, str] = {}
    for element in model.iter():
        if isinstance(element.tag, str) and element.tag.endswith("}bind"):
            path = resolve(attribute(element, "nodeset") or attribute(element, "ref") or "", root_path)
            binds[path] = bind_of(element, path, reader)
            name = attribute(element, "id")
            if name:
                ids[name] = path
    return binds, ids
