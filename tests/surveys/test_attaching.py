"""Attached tables become part of the form."""

from __future__ import annotations

import pytest

from surveys.attaching import attach
from surveys.session import Opening, open_instance
from surveys.xform import load
from tests.surveys.conftest import NOW

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model>'
)
FORM = (
    f'{HEAD}<instance><data id="d"><place/><name/></data></instance>'
    '<instance id="v" src="jr://file-csv/v.csv"/><instance src=\'jr://file/p.geojson\' id="p"></instance>'
    '<instance id="x" src="jr://file/x.xml" /><bind nodeset="/data/name" calculate="'
    "concat(instance('v')/root/item[name='east']/label, '|', instance('p')/root/item[1]/geometry, '|', "
    "instance('x')/list/one[@code='b'])\"/></model></h:head><h:body/></h:html>"
)
CSV = "name,label,2nd name\neast,东 <村> & Co,x\nwest,西,y\n".encode()
GEOJSON = b"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a"},
"geometry":{"type":"Point","coordinates":[104.05,30.64]}}]}"""
XML = b'<?xml version="1.0"?><list><one code="a">A</one><one code="b">B &amp; b</one></list>'


def computed(xform: str) -> str:
    instance = open_instance(load(xform), Opening(NOW, "test"))
    found = instance.at("/data/name")
    assert found is not None
    return found.value


def test_the_form_computes_the_same_without_its_files() -> None:
    files = {"v.csv": CSV, "p.geojson": GEOJSON, "x.xml": XML}
    whole, told = attach(FORM, files)
    assert told == []
    assert "src=" not in whole
    expected = "东 <村> & Co|30.64 104.05 0 0|B & b"
    assert computed(whole) == expected
    with_files = open_instance(load(FORM, files), Opening(NOW, "test")).at("/data/name")
    assert with_files is not None
    assert with_files.value == expected


def test_a_file_that_is_not_there_stays_attached() -> None:
    whole, told = attach(FORM, {"v.csv": CSV})
    assert told == []
    assert "jr://file/p.geojson" in whole
    assert any(one.subject == "p.geojson" for one in load(whole).findings)


@pytest.mark.parametrize(
    ("name", "data"), [("p.geojson", b"{"), ("x.xml", b"<list"), ("v.csv", b"\xff\xfe\x00")]
)
def test_a_file_that_cannot_be_read_is_told(name: str, data: bytes) -> None:
    whole, (told,) = attach(FORM, {name: data})
    assert whole == FORM
    assert (told.subject, told.message.key) == (name, "survey.form.file_unreadable")


def test_other_instances_stay_as_they_are() -> None:
    plain = '<instance id="a"><root><item/></root></instance><instance id="b"/>'
    assert attach(plain, {"": b"", "a": b"x"}) == (plain, [])
