"""The recorded facts: scenarios on which engines agree, and scripts on real forms; skipped without them."""

import json
from pathlib import Path

import pytest

from conformance import form as form_runner
from conformance import scenarios
from surveys.submission import instance_xml

DIFFERENT = {
    "sc-0020": "the sum of no nodes is 0 here, as in XPath and JavaRosa",
    **dict.fromkeys(
        (f"sc-0{number}" for number in range(157, 166)),
        "ten cases on how CSV is written were recorded with the attachment of the last one",
    ),
}
"""The scenarios that are known to differ, and why."""


@pytest.mark.slow
def test_every_scenario_is_played_as_recorded_but_for_those_explained(conformance: Path) -> None:
    cases = json.loads((conformance / "scenario-cases.json").read_text())["cases"]
    failed = {case["id"]: found for case in cases if (found := scenarios.run(case, conformance))}
    assert set(failed) <= set(DIFFERENT)
    agreed = {case["id"] for case in cases if case.get("javarosa") == "agree"}
    assert not agreed & set(failed)
    assert len(failed) <= len(cases) * 0.05


def scripts(folder: Path, *endings: str) -> list[tuple[Path, Path]]:
    found = []
    for script in sorted(folder.glob("*.[0-9]*.json")):
        name = script.name.split(".")[0]
        found += [(path, script) for ending in endings if (path := folder / f"{name}.{ending}").exists()]
    return found


@pytest.mark.slow
def test_every_script_on_a_real_form_ends_with_the_expected_instance(real_forms: Path) -> None:
    played = 0
    for path, script in scripts(real_forms, "xml"):
        form = form_runner.read_form(path)
        instance = form_runner.play(form, json.loads(script.read_text()))
        expected = script.with_suffix(".expected.xml").read_bytes()
        assert form_runner.differences(form, instance_xml(instance), expected) == [], script.name
        played += 1
    assert played


@pytest.mark.slow
def test_spreadsheets_are_read_by_ourselves_to_the_same_end(
    real_forms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, script in scripts(real_forms, "xlsx", "xls"):
        if script.stem.endswith(".1"):
            expected = script.with_suffix(".expected.xml")
            assert form_runner.main([str(path), str(script), str(expected)]) == 0, capsys.readouterr().out


def test_a_difference_is_printed_and_is_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "f.xml"
    form.write_text(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title/>'
        '<model><instance><data id="t"><a/><b>1</b></data></instance>'
        '<bind nodeset="/data/b" calculate="boom()"/>'
        '</model></h:head><h:body><input ref="/data/a"/></h:body></h:html>'
    )
    script = tmp_path / "s.json"
    steps = [
        {"op": "set", "path": "/data/a", "value": "1"},
        {"op": "set", "path": "/data/none", "value": "1"},
    ]
    script.write_text(json.dumps({"now": "2026-01-01T00:00:00Z", "steps": steps}))
    expected = tmp_path / "e.xml"
    expected.write_text('<data id="t"><a>2</a><b>1</b></data>')
    assert form_runner.main([str(form), str(script), str(expected)]) == 1
    assert "/data/a[1]: '1', expected '2'" in capsys.readouterr().out
    expected.write_text('<data id="t"><a>1</a><b>1</b></data>')
    assert form_runner.main([str(form), str(script), str(expected)]) == 0
    form.write_text("<nothing/>")
    assert form_runner.main([str(form), str(script), str(expected)]) == 2
    assert form_runner.main([]) == 2


VALUES = [
    (None, ""),
    (True, "true"),
    (3, "3"),
    (["a", "b"], "a b"),
    ('{"latitude":1.5,"longitude":2,"accuracy":3}', "1.5 2 0 3"),
    ('{"latitude":1.5,"longitude":2,"altitude":7}', "1.5 2 7"),
    ('"2026-01-01"', "2026-01-01"),
]


@pytest.mark.parametrize(("given", "stored"), VALUES)
def test_values_of_scripts_are_written_as_the_instance_has_them(given: object, stored: str) -> None:
    assert form_runner.written(given) == stored
