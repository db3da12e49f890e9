"""Nodes: their texts, order and places, also after changes."""

from __future__ import annotations

import pytest

from surveys.xpath import Node, parse_xml
from surveys.xpath.made_nodes import AttributeOf, TextOf
from surveys.xpath.node import NAMESPACE


def tree() -> Node:
    return parse_xml("<r><a>1</a><b>x<c>y</c>z</b><a>2</a></r>").children[0]


def test_text_is_that_of_everything_inside() -> None:
    assert tree().text() == "1xyz2"
    assert tree().named("a")[1].text() == "2"
    assert parse_xml("<r>a<!--no--><b/>c<?no no?></r>").text() == "ac"


def test_names_order_and_places_follow_changes() -> None:
    root = tree()
    first, middle, last = root.children
    assert [node.value for node in root.named("a")] == ["1", "2"]
    assert (last.index(), last.ordinal()) == (2, 2)
    root.remove(first)
    assert [node.value for node in root.named("a")] == ["2"]
    assert (middle.index(), last.index(), last.ordinal()) == (0, 1, 1)
    root.insert(0, Node("a", "0"))
    assert (last.index(), last.ordinal()) == (2, 2)
    assert root.append(Node("z")).index() == 3
    root.clear()
    assert (root.children, root.named("a"), middle.parent) == ((), [], None)


def test_a_lookup_is_forgotten_when_children_change() -> None:
    root = parse_xml("<r><i><k>a</k></i></r>").children[0]
    assert set(root.lookup("i", "k")) == {"a"}
    assert root.lookup("i", "k") is root.lookup("i", "k")
    row = Node("i")
    row.append(Node("k", "b"))
    root.append(row)
    assert set(root.lookup("i", "k")) == {"a", "b"}


def test_removing_a_stranger_is_an_error() -> None:
    with pytest.raises(ValueError, match="not one of these"):
        tree().remove(Node("a"))


def test_a_node_says_where_it_is() -> None:
    c = tree().named("b")[0].named("c")[0]
    assert c.path() == "/r/b/c"
    assert repr(c) == "<Node /r/b/c 'y'>"
    assert c.root().path() == "/"
    assert Node("p:n").prefix == "p"
    assert (Node("n").prefix, Node("n").index(), Node("n").ordinal()) == ("", 0, 1)
    assert Node("", "t", 2).ordinal() == 1


def test_attributes_are_set_one_by_one() -> None:
    node = Node("a")
    node.set_attribute("x", "1")
    node.set_attribute("y", "2")
    assert node.attributes == {"x": "1", "y": "2"}
    assert Node("b").attributes == {}


def test_made_nodes_are_equal_when_made_again() -> None:
    leaf = parse_xml("<r xmlns:p='urn:p' a='1' p:b='2'>t</r>").children[0]
    assert TextOf(leaf) == TextOf(leaf)
    assert TextOf(leaf) != leaf
    assert TextOf(leaf).index() == 0
    assert AttributeOf(leaf, "a", "1") == AttributeOf(leaf, "a", "1")
    assert AttributeOf(leaf, "a", "1") != AttributeOf(leaf, "a", "1", NAMESPACE)
    assert AttributeOf(leaf, "p:b", "2").namespace == "urn:p"
    places = [
        AttributeOf(leaf, "p", "urn:p", NAMESPACE),
        AttributeOf(leaf, "a", "1"),
        AttributeOf(leaf, "p:b", "2"),
    ]
    assert [each.index() for each in places] == [-3, -2, -1]
    lost = AttributeOf(leaf, "a", "1")
    lost.parent = None
    assert lost.index() == 0
