"""Paths: axes, node tests, predicates, order, and the short ways that must give the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from surveys.xpath import Context, Host, Node, Value, XPathError, parse_xml
from surveys.xpath import compile as compile_expression

TREE = "<r><a i='1' j='2'>x<b/>y<!--note--><?do it?></a><c><a><d>1</d><d>2</d></a></c><a/><e>text</e></r>"


def names(expression: str, at: str = "/") -> str:
    """The nodes an expression finds in TREE, by name or kind, in order."""
    document = parse_xml(TREE)
    start = compile_expression(at).nodes(Context(document))[0]
    found = compile_expression(expression).nodes(Context(start, root=document))
    return " ".join(node.name or node.value or "/" for node in found)


@pytest.mark.parametrize(
    ("at", "path", "found"),
    [
        ("/", "/", "/"),
        ("/", "/r/a", "a a"),
        ("/", "r/*", "a c a e"),
        ("/", "//a", "a a a"),
        ("/", "//a[1]", "a a"),
        ("/", "(//a)[1]/b", "b"),
        ("/", "//d[2]/ancestor::*", "r c a"),
        ("/", "//d[2]/ancestor::*[1]", "a"),
        ("/", "//d[2]/ancestor-or-self::*", "r c a d"),
        ("/r/c", "preceding-sibling::*", "a"),
        ("/r/c", "following-sibling::*", "a e"),
        ("/r/c", "following-sibling::*[last()]", "e"),
        ("/r/c", "following::node()", "a e text"),
        ("/r/c/a/d[2]", "preceding::*", "a b d"),
        ("/r/c/a/d[2]", "preceding::*[1]", "d"),
        ("/r/c", "descendant::d", "d d"),
        ("/r/c", "descendant-or-self::*", "c a d d"),
        ("/r/c", "./a/../self::c", "c"),
        ("/r/c", "self::x", ""),
        ("/", "..", ""),
        ("/r/c/a/d", "../..", "c"),
        ("/r/c", "../../..", ""),
        ("/r/c", "../../../x", ""),
        ("/r/a", "@*", "i j"),
        ("/r/a", "@j", "j"),
        ("/r/a", "@i/..", "a"),
        ("/r/a", "@i/following::b", "b"),
        ("/r/c/a/d[2]", "@none/preceding::d", ""),
        ("/r/a", "@i/preceding::node()", ""),
        ("/r/a", "@i/following-sibling::node() | @i/preceding-sibling::node()", ""),
        ("/r/a", "node()", "x b y note do"),
        ("/r/a", "text()", "x y"),
        ("/r/a", "comment()", "note"),
        ("/r/a", "processing-instruction()", "do"),
        ("/r/a", "processing-instruction('no')", ""),
        ("/r/e", "text()", "text"),
        ("/r/e", "text()/..", "e"),
        ("/", "//text()", "x y 1 2 text"),
        ("/", "//d | //b | //d", "b d d"),
        ("/", "//a/..", "r c"),
        ("/", "//a/namespace::*", ""),
        ("/", "/r/c//d[. = 2]", "d"),
        ("/", "//*[@i]/@i | //e/text() | //e", "i e text"),
        ("/", "//d[position() > 1 and position() = last()]", "d"),
        ("/", "/r/a[b and @i = 1]", "a"),
        ("/", "/r/a['x']", "a a"),
        ("/", "/r/a[0]", ""),
        ("/", "/r/a[1.5]", ""),
        ("/", "/r/a[-1]", ""),
        ("/", "/r/a[number(@i)]", "a"),
        ("/", "/r/a[if(@i, 1, 2)]", "a a"),
        ("/", "//a[if(true(), position() = 1, 1)]", "a a"),
        ("/", "//c/descendant::a/d", "d d"),
        ("/", "//*[self::a or self::c]/*", "b a d d"),
    ],
)
def test_a_path_finds_its_nodes_in_document_order(at: str, path: str, found: str) -> None:
    assert names(path, at) == found


def test_attributes_and_texts_made_twice_are_the_same_node() -> None:
    assert names("//e/text() | //e/text() | //a/@i | //a/@i") == "i text"
    assert names("/r/a/@i | /r/a/@j | /r/a[1]") == "a i j"


def test_a_prefix_is_compared_by_its_namespace() -> None:
    document = parse_xml("<r xmlns='urn:d' xmlns:p='urn:p'><p:a/><a/><q:a xmlns:q='urn:p' q:k='v'/></r>")
    strict = Context(document, namespaces={"": "urn:d", "x": "urn:p"})
    assert len(compile_expression("/r/x:a").nodes(strict)) == 2
    assert len(compile_expression("/r/x:*").nodes(strict)) == 2
    assert len(compile_expression("/r/a").nodes(strict)) == 1
    assert compile_expression("//@x:k").string(strict) == "v"
    assert compile_expression("//@x:k/../namespace::*").string(strict) == "urn:p"
    assert compile_expression("namespace-uri(//namespace::*)").string(strict) == ""
    assert compile_expression("current()/r/a").nodes(strict) != []
    assert compile_expression("/r/a").nodes(Context(document, namespaces={"": ""})) == []


def test_without_declared_namespaces_names_count_as_written() -> None:
    document = parse_xml("<r xmlns:p='urn:p'><p:a>1</p:a><a>2</a></r>")
    assert compile_expression("/r/p:a").string(Context(document)) == "1"
    assert compile_expression("/r/a").string(Context(document)) == "2"
    with pytest.raises(XPathError, match="«p» of «p:a» is not declared"):
        compile_expression("/r/p:a").nodes(Context(document, namespaces={}))


def test_a_path_through_several_parents_goes_through_all(ask: Callable[[str], Value]) -> None:
    assert nodes(ask("/data/home/member/pet/kind")) == ["cat", "dog", "bird"]


def nodes(value: Value) -> list[str]:
    assert isinstance(value, list)
    return [node.value for node in value]


class Lists(Host):
    """A host with a list that changes, and the main instance under a name of its own."""

    def __init__(self, tree: Node, main: Node) -> None:
        super().__init__()
        self.tree, self.main = tree, main

    def instance(self, name: str) -> Node | None:
        return self.main if name == "main" else self.tree


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("instance('l')/root/item[k = 'b']/v", "2"),
        ("instance('l')/root/item['b' = k]/v", "2"),
        ("instance('l')/root/item[k = /data/k]/v", "2"),
        ("instance('l')/root/item[k = current()/../k]/v", "2"),
        ("instance('l')/root/item[k = 'b' and v = 2]/v", "2"),
        ("instance('l')/root/item[k = 'b'][v = 2]/v", "2"),
        ("instance('l')/root/item[k = 'b' and 7]/v", "2"),
        ("instance('l')/root/item[k = 'b'][7]/v", ""),
        ("instance('l')/root/item[k = '']/v", ""),
        ("instance('l')/root/item[k = /data/none]/v", ""),
        ("instance('l')/root/item[k = /data/*]/v", "1 2"),
        ("instance('l')/root/item[k = 3]/v", "3"),
        ("instance('l')/root/item[day = '2026-01-05T00:00:00Z']/v", "3"),
        ("instance('l')/root/item[v = position()]/v", "1 2 3"),
        ("instance('l')/root/item[2]/v", "2"),
        ("instance('l')/root/item[k != 'b']/v", "1 3"),
        ("instance('l')/root/item[k = instance('l')/root/item[2]/k]/v", "2"),
        ("instance('l')/root/*[k = 'b']/v", "2"),
        ("instance('l')/root/item[k[1] = 'b']/v", "2"),
        ("instance('l')[root]/root/item[k = 'b']/v", "2"),
        ("instance('l')/../l/root/item[k = 'b']/v", "2"),
        ("instance('main')/k", "b"),
        ("instance('main')/../data[k = 'b']/k", "b"),
    ],
)
def test_choices_are_filtered_alike_with_and_without_an_index(path: str, found: str) -> None:
    tree = parse_xml(
        "<l><root><item><k>a</k><v>1</v></item><item><k>b</k><v>2</v></item>"
        "<item><k>3</k><v>3</v><day>2026-01-05</day></item></root></l>"
    ).children[0]
    document = parse_xml("<data><k>b</k><other>a</other><at/></data>")
    at = document.children[0].named("at")[0]
    for namespaces in (None, {}, {"": ""}):
        context = Context(at, Lists(tree, document.children[0]), root=document, namespaces=namespaces)
        assert " ".join(nodes(compile_expression(path).evaluate(context))) == found


def test_the_main_instance_is_never_indexed_because_its_answers_change() -> None:
    document = parse_xml("<data><row><k>a</k></row></data>")
    context = Context(document, Lists(document, document))
    expression = compile_expression("instance('main')/data/row[k = 'b']")
    assert expression.nodes(context) == []
    document.children[0].children[0].children[0].value = "b"
    assert len(expression.nodes(context)) == 1


def test_predicates_put_the_position_back_even_after_an_error() -> None:
    document = parse_xml("<r><a/><a/></r>")
    context = Context(document, position=5, size=9)
    with pytest.raises(XPathError):
        compile_expression("/r/a[position() = no-such()]").nodes(context)
    assert (context.position, context.size) == (5, 9)
    assert compile_expression("position() + last()").number(context) == 14
