"""Submissions as XML, JSON and rows."""

from collections.abc import Callable
from typing import Any

from surveys import submission
from surveys.form import Form
from surveys.instance import Instance

FAMILY = """
| survey |
|  | type | name | label | relevant |
|  | begin_group | home | Home | |
|  | text | street | Street | |
|  | text | secret | Secret | ${street} = 'x' |
|  | end_group | | | |
|  | begin_repeat | member | Member | |
|  | text | name | Name | |
|  | begin_repeat | pet | Pet | |
|  | text | kind | Kind | |
|  | end_repeat | | | |
|  | end_repeat | | | |
"""


def filled(form: Callable[[str], Form], person: Any) -> Any:
    return person(form(FAMILY)).says(
        "A & B <1>", "Ann", "cat", "yes", "dog", "no", "yes", "Bob", "yes", "fish", "no", "no"
    )


def test_the_xml_holds_what_is_relevant_and_nothing_else(form: Callable[[str], Form], person: Any) -> None:
    xml = submission.to_xml(filled(form, person).step.session).decode()
    assert "<home><street>A &amp; B &lt;1&gt;</street></home>" in xml
    assert "<member><name>Ann</name><pet><kind>cat</kind></pet><pet><kind>dog</kind></pet></member>" in xml
    assert "secret" not in xml
    assert xml == submission.to_xml(filled(form, person).step.session).decode()


def test_json_nests_as_the_form_does(form: Callable[[str], Form], person: Any) -> None:
    data = submission.to_json(filled(form, person).step.session)
    assert data["home"] == {"street": "A & B <1>"}
    assert data["member"] == [
        {"name": "Ann", "pet": [{"kind": "cat"}, {"kind": "dog"}]},
        {"name": "Bob", "pet": [{"kind": "fish"}]},
    ]


def test_rows_have_one_sheet_a_repeat_and_know_their_parents(
    form: Callable[[str], Form], person: Any
) -> None:
    sheets = {sheet.name: sheet for sheet in submission.to_rows(filled(form, person).step.session)}
    assert list(sheets) == ["data", "member", "member/pet"]
    assert sheets["data"].rows[0]["home/street"] == "A & B <1>"
    assert [(row["_parent_index"], row["kind"]) for row in sheets["member/pet"].rows] == [
        ("1", "cat"),
        ("1", "dog"),
        ("2", "fish"),
    ]
    assert sheets["member"].columns == ("_index", "_parent", "_parent_index", "name")


def test_namespaces_are_declared_where_they_are_used(
    xform: Callable[..., Form], opened: Callable[[Form], Instance]
) -> None:
    one = opened(xform('<data id="t" orx:version="3" xmlns:orx="http://openrosa.org/xforms"><a/></data>'))
    assert submission.instance_xml(one).startswith(
        b'<data xmlns:orx="http://openrosa.org/xforms" id="t" orx:version="3">'
    )
    two = opened(
        xform('<d:data id="t" xmlns:d="urn:d"><a/><meta><instanceID>kept</instanceID></meta></d:data>')
    )
    assert b'<d:data xmlns:d="urn:d" id="t"><a/><meta><instanceID>kept' in submission.instance_xml(two)
    three = opened(xform('<data id="t" xmlns="urn:own"><a/></data>'))
    assert submission.instance_xml(three).startswith(b'<data xmlns="urn:own"')


def test_attributes_are_escaped_and_text_is_composed(
    xform: Callable[..., Form], opened: Callable[[Form], Instance]
) -> None:
    one = opened(xform('<data id="t"><e a="&lt;&quot;&#10;"><v/></e><w>e\u0301</w></data>'))
    xml = submission.instance_xml(one).decode()
    assert '<e a="&lt;&quot;&#10;">' in xml
    assert "<w>\u00e9</w>" in xml
