"""Runs cases of XPath expressions recorded from other engines: `python -m conformance.xpath FILE`.

A case is an expression, a context document and what the engine that recorded it gave. Printed are the
ids that differ, by the file of tests that they come from, each with what was expected and what was got.
Exit code 0 when at least 99.5 % are equal, 1 when not, 2 when the file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from surveys.xpath import Context, Expression, Host, Node, XPathError, number_text, parse_xml
from surveys.xpath import compile as compile_expression
from surveys.xpath.node import ATTRIBUTE, COMMENT, DOCUMENT, ELEMENT, NAMESPACE, TEXT
from surveys.xpath.order import in_document_order

ENOUGH: Final = 0.995
Case = Mapping[str, Any]

LEFT_OUT: Final[tuple[tuple[str, str, str], ...]] = (
    ("javarosa/", r"date|normalize-space\(\)|filter-expr", "JavaRosa alone; here as the two web engines do"),
    ("javarosa/", r"foo\(", "a function that JavaRosa's own test brings along"),
    ("javarosa/", r"round|-1\.7", "JavaRosa alone: its rounding, decimal commas and near-equality"),
    ("", r"^(max|min|sum)\(", "chosen: blanks are left out, as JavaRosa does"),
    ("enketo/", r"^once\(", "chosen: NaN is never an answer, as in web-forms"),
    ("enketo/", r"^randomize\(", "chosen: a text may be a seed, as in JavaRosa and web-forms"),
    (
        "getodk/",
        r'^"2018-06-25" =',
        "chosen: equal moments are equal, as in Enketo; web-forms is of two minds",
    ),
)
"""Groups that differ on purpose: a pattern of suite/file, a pattern of the expression, the reason."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that differs, with what was got instead and why, when that is known."""

    case: Case
    got: str
    reason: str


class CaseHost(Host):
    """Answers for a case from its own document: instances by id, texts from its itext."""

    def __init__(self, case: Case, document: Node) -> None:
        now = datetime.fromisoformat(case["now"])
        super().__init__(now, ZoneInfo(case["tz"]), random.Random(case["id"]), case.get("lang") or "")
        self._document = document

    def instance(self, name: str) -> Node | None:
        """The first element <instance> of that id."""
        for node in self._document.descendants():
            if node.local == "instance" and node.attributes.get("id") == name:
                return node
        return None

    def itext(self, name: str, node: Node) -> list[Node] | None:  # noqa: ARG002 - the port's signature
        """The values of the text in the language of the case."""
        for translation in self._document.descendants():
            if translation.local == "translation" and translation.attributes.get("lang") == self.language:
                for text in translation.named("text"):
                    if text.attributes.get("id") == name:
                        return sorted(text.named("value"), key=lambda value: "form" in value.attributes)
        return None


def run_file(path: Path) -> tuple[int, list[Failure]]:
    """Run every case of a file; gives how many are equal, and those that are not."""
    data = json.loads(path.read_text(encoding="utf-8"))
    documents = {name: parse_xml(text, split_cdata=True) for name, text in data["docs"].items()}
    passed = 0
    failures: list[Failure] = []
    for case in data["cases"]:
        good, got = run_case(case, documents[case["doc"]])
        if good:
            passed += 1
        else:
            failures.append(Failure(case, got, _reason(case)))
    return passed, failures


def run_case(case: Case, document: Node) -> tuple[bool, str]:
    """Whether a case gives what is expected, and what it gives."""
    try:
        got = _evaluate(case, document)
    except XPathError as error:
        return bool(case["kind"] == "throws"), f"{type(error).__name__}: {error}"
    if case["kind"] == "throws":
        return False, f"no error but {got!r}"
    return _is_expected(case, got), repr(got)


def _evaluate(case: Case, document: Node) -> Any:  # noqa: ANN401 - whatever kind the case asks for
    expression = compile_expression(case["expr"])
    context = Context(
        _at(case["context"], document),
        CaseHost(case, document),
        root=_at(case["root"], document),
        namespaces=_namespaces(case, document),
    )
    kind = case["kind"]
    if kind == "boolean":
        return expression.boolean(context)
    if kind.startswith("number"):
        value = expression.evaluate(context)
        return float(value) if value in ("Infinity", "-Infinity") else expression.number(context)
    if kind.startswith("string"):
        return expression.string(context)
    if kind.endswith("nodeset"):
        return [_path(node) for node in in_document_order(expression.nodes(context))]
    return expression.string(context)


def _namespaces(case: Case, document: Node) -> dict[str, str]:
    """In plain XPath and over web pages a name without prefix has no namespace; in forms it has any."""
    page = any(child.name == "html" for child in document.children)
    return dict(case["ns"]) if case["xforms"] and not page else {"": "", **case["ns"]}


def _is_expected(case: Case, got: Any) -> bool:  # noqa: ANN401, PLR0911 - one line a kind
    kind, expected = case["kind"], case["expected"]
    if "uuid(" in case["expr"] and kind == "string":
        return re.fullmatch("[0-9a-f-]*", got) is not None and len(got) == len(expected)
    if kind == "string" and isinstance(expected, int | float):
        return bool(got == number_text(float(expected)))
    if kind == "number-rounded":
        return math.isclose(math.floor(got * case["factor"] + 0.5) / case["factor"], float(expected))
    if kind == "number":
        return _is_near(got, float(expected), case.get("tolerance", 0.0))
    if kind == "string-length":
        return bool(len(got) == expected)
    if kind == "string-matches":
        pattern, _, flags = expected[1:].rpartition("/")
        return re.search(pattern, got, re.IGNORECASE if "i" in flags else 0) is not None
    if kind.endswith("nodeset"):
        return sorted(got) == sorted(path for path in expected if path is not None)
    return bool(got == expected)


def _is_near(got: float, wanted: float, tolerance: float) -> bool:
    """Equal but for the last digit, which mathematical libraries write as they like."""
    if math.isnan(wanted):
        return math.isnan(got)
    return got == wanted or math.isclose(got, wanted, rel_tol=1e-15, abs_tol=tolerance)


# -- documents


@cache
def _compiled_path(path: str) -> Expression:
    return compile_expression(path)


def _at(path: str, document: Node) -> Node:
    """The node at a positional path such as /*[1]/*[2]/text()[1]."""
    return _compiled_path(path).nodes(Context(document))[0]


def _path(node: Node) -> str:
    """The positional path of a node, as the recorder wrote it."""
    if node.kind == DOCUMENT or node.parent is None:
        return "/"
    above = _path(node.parent).rstrip("/")
    if node.kind in (ATTRIBUTE, NAMESPACE):
        return f"{above}/@*[name()='{'xmlns:' if node.kind == NAMESPACE else ''}{node.name}']"
    names = {ELEMENT: "*", TEXT: "text()", COMMENT: "comment()"}
    name = names.get(node.kind, "processing-instruction()")
    earlier = node.parent.children[: node.index()]
    return f"{above}/{name}[{1 + sum(1 for sibling in earlier if sibling.kind == node.kind)}]"


# -- report


def _reason(case: Case) -> str:
    for files, expressions, reason in LEFT_OUT:
        if re.search(files, f"{case['suite']}/{case['file']}") and re.search(expressions, case["expr"]):
            return reason
    return ""


def report(passed: int, failures: Sequence[Failure]) -> None:
    """Print the sum, and the cases that differ by group."""
    groups: dict[str, list[Failure]] = defaultdict(list)
    for failure in failures:
        groups[f"{failure.case['suite']}/{failure.case['file']}"].append(failure)
    for group, found in groups.items():
        print(f"{group}: {len(found)}")
        for failure in found:
            case = failure.case
            wanted = f"{case['kind']} {case.get('expected')!r}"
            print(f"  {case['id']}  {case['expr']!r}: {wanted}, got {failure.got}")
            if failure.reason:
                print(f"    {failure.reason}")
    print(f"{passed} passed, {len(failures)} failed")
    if failures:
        print("failed: " + " ".join(failure.case["id"] for failure in failures))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m conformance.xpath", description=__doc__)
    parser.add_argument("file", type=Path, help="cases, in the format of xpath-cases.json")
    path = parser.parse_args(arguments).file
    try:
        passed, failures = run_file(path)
    except (OSError, ValueError, KeyError) as error:
        print(f"{path} cannot be run: {error}", file=sys.stderr)
        return 2
    report(passed, failures)
    return 0 if passed >= ENOUGH * (passed + len(failures)) else 1


if __name__ == "__main__":
    sys.exit(main())
