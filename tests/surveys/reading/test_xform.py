"""From XForm XML to a Form: what is read, what is refused, what is isolated."""

from collections.abc import Callable

import pytest

from surveys.course import course
from surveys.finding import FormError
from surveys.form import Form
from surveys.instance import Instance
from surveys.reading import xml
from surveys.reading.model import resolve
from surveys.reading.secondary import read_file
from surveys.texts import say, say_form
from surveys.xform import load

Make = Callable[..., Form]
Open = Callable[[Form], Instance]

REFUSED = [
    ("<a>", "survey.form.not_xml"),
    ("", "survey.form.not_xml"),
    (b"\xff\xff", "survey.form.not_xml"),
    ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "survey.form.dtd"),
    ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"), "survey.form.dtd"),
    ("<html/>", "survey.form.no_model"),
    ("<html><model/></html>", "survey.form.no_instance"),
    ("<html><model><instance/></model></html>", "survey.form.no_instance"),
    ("<a>" * 200 + "</a>" * 200, "survey.form.too_deep"),
]


@pytest.mark.parametrize(("source", "key"), REFUSED)
def test_what_is_no_form_or_not_safe_is_refused_in_words(source: str | bytes, key: str) -> None:
    with pytest.raises(FormError) as told:
        load(source)
    assert told.value.findings[0].message.key == key


def test_a_form_has_limits(monkeypatch: pytest.MonkeyPatch, xform: Make) -> None:
    monkeypatch.setattr("surveys.reading.model.MOST_NODES", 3)
    with pytest.raises(FormError, match="too_many_nodes"):
        xform('<data id="t"><a/><b/><c/></data>')
    monkeypatch.setattr(xml, "BIGGEST", 10)
    with pytest.raises(FormError, match="too_big"):
        load("x" * 11)


def test_an_expression_of_monstrous_length_is_left_out(xform: Make) -> None:
    form = xform('<data id="t"><a/></data>', f"""<bind nodeset="/data/a" relevant="{"1+" * 20_000}1"/>""")
    assert form.by_path["/data/a"].bind.relevant is None
    assert form.findings[0].message.key == "survey.form.long_expression"


RESOLVED = [
    ("/data/a", "/data", "/data/a"),
    ("a", "/data/g", "/data/g/a"),
    ("../b", "/data/g", "/data/b"),
    ("./c", "/data", "/data/c"),
    (".", "/data/g", "/data/g"),
    ("current()/../x", "/data/g/a", "/data/g/x"),
    (" /data/r[position()=1]/x ", "/data", "/data/r/x"),
]


@pytest.mark.parametrize(("path", "context", "absolute"), RESOLVED)
def test_refs_are_resolved_against_their_context(path: str, context: str, absolute: str) -> None:
    assert resolve(path, context) == absolute


def test_relative_refs_binds_by_id_and_unbound_groups_are_understood(xform: Make, opened: Open) -> None:
    form = xform(
        '<data id="t"><g><a/></g><b/></data>',
        '<bind id="bee" nodeset="/data/b" type="int"/>',
        """<group><label>Out</label><group ref="/data/g"><input ref="a"/></group><input bind="bee"/></group>
        <group appearance="field-list"><input ref="/data/b"/></group>""",
    )
    stops = course(opened(form))
    assert [stop.ref(form) for stop in stops] == ["/data/g/a", "/data/b", "/data/b"]
    assert [len(stop.headings) for stop in stops] == [1, 1, 0]
    assert stops[2].page


ITEXT = """<itext><translation lang="English" default=""><text id="q">
<value>Hi <output value="/data/n"/>!</value>
<value form="image">jr://images/a.png</value></text>
<text id="long"><value form="long">Long words</value></text>
</translation><translation lang="中文 (zh)"><text id="q">
<value>您好，<output value="/data/n"/>！</value></text>
</translation></itext>"""


def test_texts_follow_the_language_and_fill_in_answers(xform: Make, opened: Open) -> None:
    form = xform(
        '<data id="t"><n>Ann</n><a/><b/><c/><d/></data>',
        ITEXT,
        """<input ref="/data/a"><label ref="jr:itext('q')"/>
        <hint>See <b>bold</b> <output value="1 +"/>here</hint>
        </input>
        <input ref="/data/b"><label ref="jr:itext('long')"/></input>
        <input ref="/data/c"><label ref="jr:itext('no')"/></input>
        <input ref="/data/d"><label ref="jr:itext(concat('q', ''))"/></input>""",
    )
    one = opened(form)
    questions = {form.definitions[index].name: question for index, question in form.questions.items()}
    node = one.at("/data/a")
    assert node is not None
    assert say(one.host, questions["a"].label, node) == "Hi Ann!"
    assert say(one.host, questions["a"].hint, node) == "See bold here"
    assert say_form(one.host, questions["a"].label, "image", node) == "jr://images/a.png"
    assert say_form(one.host, None, "image", node) == ""
    assert [say(one.host, questions[name].label, node) for name in "bcd"] == ["Long words", "", "Hi Ann!"]
    one.host.language = "中文 (zh)"
    assert say(one.host, questions["a"].label, node) == "您好，Ann！"
    assert say(one.host, questions["b"].label, node) == "Long words"
    assert form.default_language == "English"


LANGUAGES = [
    ("zh-CN", "中文 (zh)"),
    ("zh_TW", "中文 (zh)"),
    ("en", "English"),
    ("fr", "English"),
    ("", "English"),
]


@pytest.mark.parametrize(("tag", "language"), LANGUAGES)
def test_a_language_is_found_by_its_tag(tag: str, language: str, xform: Make) -> None:
    assert xform('<data id="t"><a/></data>', ITEXT).language_for(tag) == language


def test_attached_tables_are_read_whatever_their_kind(xform: Make) -> None:
    same = lambda name: name.rpartition("}")[2]  # noqa: E731 - a stand-in for the prefixes of a form
    geo = (
        b'{"features":[{"id":7,"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"n":null,"k":3}},'
        b'{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4]]]},"properties":null}]}'
    )
    root = read_file("x.geojson", geo, same)
    first, second = root.children
    assert [(cell.name, cell.value) for cell in first.children] == [
        ("geometry", "2 1 0 0"),
        ("n", ""),
        ("k", "3"),
        ("id", "7"),
    ]
    assert second.children[0].value == "2 1 0 0; 4 3 0 0"
    table = read_file("x.csv", "\ufeffa;b\r\n1;2\r\n\r\n3\r\n".encode(), same)
    assert [[cell.value for cell in row.children] for row in table.children] == [["1", "2"], ["3", ""]]
    tree = read_file("x.xml", b"<r><i>1 <b>2</b> 3</i></r>", same)
    assert tree.children[0].text() == "1 2 3"


BROKEN = [
    ("x.csv", b"\x81 \x8d"),
    ("x.json", b"{}"),
    ("x.json", b'{"features": 1}'),
    ("x.xml", b"<r"),
    ("x.json", b"rubbish"),
]


@pytest.mark.parametrize(("name", "data"), BROKEN)
def test_a_broken_table_is_empty_and_told(name: str, data: bytes, xform: Make) -> None:
    form = load(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="x"><model><instance><data id="t"/></instance>'
        f'<instance id="t" src="jr://file/{name}"/>'
        '<instance id="last" src="jr://instance/last-saved"/></model></h:html>',
        {name: data},
    )
    assert [one.message.key for one in form.findings] == ["survey.form.file_unreadable"]
    assert form.instances["t"].children[0].name == "root"


def test_a_table_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveys.reading.secondary.MOST_ROWS", 2)
    with pytest.raises(ValueError, match="more than 2 rows"):
        read_file("x.csv", b"a\n1\n2\n3\n", str)


def test_the_title_submission_and_prefixes_are_kept(xform: Make) -> None:
    form = xform(
        '<data id="t" version="7"><a/></data>', '<submission action="https://example.org/s" method="post"/>'
    )
    assert (form.id, form.version, form.title) == ("t", "7", "Test")
    assert form.submission["action"] == "https://example.org/s"
    assert form.namespaces["orx"] == "http://openrosa.org/xforms"
