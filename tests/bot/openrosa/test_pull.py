"""``linli survey pull``: a form comes from a server with its tables and is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.campaign import working
from bot.cli.survey import app
from surveys.xform import load
from tests.bot.openrosa.central import PASSWORD, USER, Central

LIST = b"""<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform><formID>lift</formID><name>Lifts</name>
<version>2</version><downloadUrl>/lift.xml</downloadUrl><manifestUrl>/lift/manifest</manifestUrl></xform></xforms>"""
FORM = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Lifts</h:title><model><instance><data id="lift" version="2"><where/></data></instance>
<instance id="v" src="jr://file-csv/v.csv"/><bind nodeset="/data/where" type="string"/></model></h:head>
<h:body><select1 ref="/data/where"><label>Where</label><itemset nodeset="instance('v')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>"""
MANIFEST = b"""<manifest xmlns="http://openrosa.org/xforms/xformsManifest"><mediaFile><filename>v.csv</filename>
<downloadUrl>/v.csv</downloadUrl></mediaFile></manifest>"""


@pytest.fixture
def offered(central: Central, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Central:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", str(tmp_path / "var"))
    monkeypatch.setenv("OPENROSA_PASSWORD", PASSWORD)
    central.auth = "digest"
    central.pages = {
        "/project/formList": LIST,
        "/lift.xml": FORM,
        "/lift/manifest": MANIFEST,
        "/v.csv": b"name,label\na,East\n",
    }
    return central


def run(central: Central, *words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["pull", central.url, "--user", USER, *words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_without_a_form_the_servers_forms_are_listed(offered: Central) -> None:
    assert "lift  2  Lifts" in run(offered).output
    assert "no form dance" in run(offered, "--form", "dance", code=2).output


def test_a_form_is_published_with_its_tables(offered: Central) -> None:
    assert "Lifts (lift, version 2) is published" in run(offered, "--form", "lift").output
    with working() as work:
        found = work(lambda work: work.unit.surveys.latest("lift"))
    assert found is not None
    assert b"East" in found.xform
    assert load(found.xform).findings == ()
    run(offered, "--form", "lift")


def test_a_table_that_cannot_be_read_is_told(offered: Central) -> None:
    offered.pages["/v.csv"] = b"\xff\xfe\x00"
    assert "v.csv" in run(offered, "--form", "lift").output
