"""Reading XML from strangers."""

from __future__ import annotations

import pytest

from surveys.xpath import XmlError, parse_xml
from surveys.xpath.node import COMMENT, ELEMENT, INSTRUCTION, TEXT

LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><r>&b;</r>"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (LAUGHS, "DTD"),
        ("<!DOCTYPE r SYSTEM 'http://example.org/x.dtd'><r>&x;</r>", "entities|well-formed"),
        ("<r>&nbsp;</r>", "well-formed"),
        ("<r><a></r>", "well-formed"),
        ("", "well-formed"),
        (b"\xff\xfe\x00", "well-formed"),
        (b"<?xml version='1.0' encoding='no-such'?><r/>", "well-formed|cannot be read"),
        ("<r>\ud800</r>", "cannot be read"),
        ("<p:r/>", "«p» of <p:r> is not declared"),
        ("<a>" * 300 + "</a>" * 300, "nested deeper"),
    ],
)
def test_what_is_unsafe_or_broken_is_refused(source: str | bytes, message: str) -> None:
    with pytest.raises(XmlError, match=message):
        parse_xml(source)


def test_nothing_needed_is_dropped() -> None:
    root = parse_xml("<!DOCTYPE html><r>a<!--c--><?p i?>b<x/>c</r>").children[0]
    assert [child.kind for child in root.children] == [TEXT, COMMENT, INSTRUCTION, TEXT, ELEMENT, TEXT]
    assert root.text() == "abc"


def test_a_leaf_keeps_its_text_itself() -> None:
    leaf = parse_xml("<r>a&amp;<![CDATA[<b>]]> 中</r>".encode()).children[0]
    assert (leaf.value, leaf.children) == ("a&<b> 中", ())


def test_cdata_can_be_kept_apart() -> None:
    root = parse_xml("<r>a<![CDATA[b]]>c<x/><![CDATA[d]]></r>", split_cdata=True).children[0]
    assert [child.value for child in root.children] == ["a", "b", "c", "", "d"]


def test_namespaces_are_known_to_each_element() -> None:
    root = parse_xml("<r xmlns='urn:d' xmlns:p='urn:p'><p:a/><b xmlns=''/></r>").children[0]
    assert [child.namespace for child in root.children] == ["urn:p", ""]
    assert root.namespaces == {"": "urn:d", "p": "urn:p"}
    assert root.attributes == {}
