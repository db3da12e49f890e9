"""The cases recorded from the standard's other engines, where they are at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from conformance import xpath as runner

FOLDER = Path(os.environ.get("LINLI_CONFORMANCE", Path(__file__).parents[4] / "shared/conformance"))
CASES = FOLDER / "xpath-cases.json"
CONTEXT = {
    "suite": "own",
    "file": "f",
    "doc": "d",
    "context": "/*[1]",
    "root": "/",
    "ns": {},
    "xforms": True,
    "tz": "UTC",
    "now": "2026-01-01T00:00:00.000Z",
}
SMALL = {
    "docs": {"d": "<r><a>1</a></r>"},
    "cases": [
        {**CONTEXT, "id": f"x-{number}", "expr": expr, "kind": kind, "expected": expected, **more}
        for number, (expr, kind, expected, more) in enumerate([
            ("a + 1", "number", 2, {}),
            ("0 div 0", "number", "NaN", {}),
            ("1 div 0", "number", "Infinity", {}),
            ("1 div 3", "number-rounded", 0.33, {"factor": 100}),
            ("a", "string", "1", {}),
            ("a + 1", "string", 2, {}),
            ("uuid()", "string", "0" * 36, {}),
            ("uuid(3)", "string-length", 3, {}),
            ("'Abc'", "string-matches", "/^a/i", {}),
            ("a = 1", "boolean", True, {}),
            ("a | a/text() | /", "nodeset", ["/", "/*[1]/*[1]", "/*[1]/*[1]/text()[1]"], {}),
            ("(", "throws", None, {}),
        ])
    ],
}  # fmt: skip


@pytest.mark.skipif(not CASES.exists(), reason=f"no recorded cases at {CASES}")
def test_nearly_all_recorded_cases_are_answered_alike_and_the_rest_for_a_reason() -> None:
    passed, failures = runner.run_file(CASES)
    assert passed >= runner.ENOUGH * (passed + len(failures))
    assert [failure.case["id"] for failure in failures if not failure.reason] == []


def test_the_runner_tells_how_many_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(SMALL))
    assert runner.main([str(path)]) == 0
    assert capsys.readouterr().out == "12 passed, 0 failed\n"


def test_the_runner_names_what_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = [{**case, "expected": "?", "kind": "throws" if case["kind"] == "number" else case["kind"]}
             for case in SMALL["cases"][:5:4]]  # fmt: skip
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({**SMALL, "cases": cases}))
    assert runner.main([str(path)]) == 1
    out = capsys.readouterr().out
    assert "own/f: 2" in out
    assert out.endswith("0 passed, 2 failed\nfailed: x-0 x-4\n")


def test_a_file_that_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    assert runner.main([str(tmp_path / "none.json")]) == 2
