"""What servers answer: lists of forms and files, messages, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET


class Unreachable(Exception):
    """The server did not answer, or not as it should; later it may."""


class Refused(Exception):
    """The server will not take this submission, however often it is sent."""


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form the server offers."""

    id: str
    name: str
    version: str
    download: str
    manifest: str = ""


def message(body: bytes) -> str:
    """The server's own words of an OpenRosaResponse; the beginning of anything else."""
    found = [" ".join("".join(one.itertext()).split()) for one in elements(body, "message", strict=False)]
    return found[0] if found else body[:200].decode("utf-8", "replace")


def elements(body: bytes, name: str, *, strict: bool = True) -> list[ET.Element]:
    """The elements of a name in an answer, whatever their namespace. Unreachable when it is no XML."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unreachable("the server's answer declares a DTD")
    try:
        root = ET.fromstring(body)  # noqa: S314 - DTDs are refused just above
    except ET.ParseError as problem:
        if strict:
            raise Unreachable(f"the server's answer is no XML: {problem}") from problem
        return []
    return [one for one in root.iter() if one.tag.rpartition("}")[2] == name]


def text(element: ET.Element, name: str) -> str:
    """The text of a child by its name; "" when there is none."""
    return next(
        ("".join(one.itertext()).strip() for one in element if one.tag.rpartition("}")[2] == name), ""
    )
