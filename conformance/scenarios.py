"""Play recorded scenarios: form + steps → instance, relevance, required, violations, choices, labels.

    python -m conformance.scenarios FILE [id ...]

Prints ``N passed, M failed`` with the ids that failed; with ids, only these and every difference.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.form import differences, do, moment
from surveys import tree
from surveys.choices import options
from surveys.course import is_readonly
from surveys.form import Control, Group, Question, Text, walk
from surveys.instance import Instance
from surveys.session import Opening, open_instance
from surveys.submission import instance_xml
from surveys.texts import fill, say, translation
from surveys.tree import InstanceNode
from surveys.validity import is_required, violations
from surveys.xform import load

ZONE = "America/Phoenix"
"""Where the scenarios were recorded."""


def run(case: Mapping[str, Any], folder: Path) -> list[str]:
    """What differs in one case, step by step; empty when nothing does."""
    files = {
        address: (folder / case["form"]).with_suffix(".files").joinpath(name).read_bytes()
        for address, name in case["attachments"].items()
    }
    form = load((folder / case["form"]).read_bytes(), files)
    facts = {name.lower(): value for name, value in case["preload"].items()}
    opening = Opening(moment(case["now"]), case["id"], tz=ZONE, language="", facts=facts)
    instance = open_instance(form, opening)
    found = [f"initial {line}" for line in compare(instance, case["initial"])]
    for number, step in enumerate(case["steps"], 1):
        if step["op"] == "set" and (step["value"] == "{}" or case.get("unscripted")):
            step = {**step, "value": _unscripted(step)}  # noqa: PLW2901 - a file, or not recorded at all
        do(instance, opening, step)
        found += [f"step {number} {line}" for line in compare(instance, step["after"])]
    return found


def _unscripted(step: Mapping[str, Any]) -> str:
    """The value of a step that was recorded without it, read from the instance that followed."""
    from xml.etree import ElementTree as ET

    root = ET.fromstring(step["after"]["xml"])  # noqa: S314 - recorded facts
    path = "/".join(step["path"].strip("/").split("/")[1:])
    element = root.find(path)
    return (element.text or "") if element is not None else ""


def compare(instance: Instance, expected: Mapping[str, Any]) -> Iterator[str]:
    """Each recorded aspect against ours."""
    if "xml" in expected:
        now = instance.host.now
        written = _without_now(instance_xml(instance).decode(), now)
        recorded = _without_now(expected["xml"], now)
        yield from (f"xml {line}" for line in differences(instance.form, written, recorded))
    for aspect, ask in ASPECTS.items():
        if aspect in expected:
            ours, theirs = ask(instance), expected[aspect]
            if ours != theirs:
                yield f"{aspect} {_shorter(ours, theirs)}"


def _without_now(xml: str, now: dt.datetime) -> str:
    """Moments within a minute of the recorded now are that now: the recorder noted it a little later."""

    def replaced(found: re.Match[str]) -> str:
        moment_found = dt.datetime.fromisoformat(found[0])
        return "now" if abs((moment_found - now).total_seconds()) < 60 else found[0]

    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[-+]\d\d:\d\d", replaced, xml)


def _shorter(ours: Any, theirs: Any) -> str:  # noqa: ANN401 - recorded JSON of any shape
    if isinstance(ours, list) and isinstance(theirs, list):
        only_ours = [one for one in ours if one not in theirs]
        return f"ours only {only_ours}, theirs only {[one for one in theirs if one not in ours]}"
    keys = {key for key in (*ours, *theirs) if ours.get(key) != theirs.get(key)}
    return "; ".join(f"{key}: {ours.get(key)!r}, expected {theirs.get(key)!r}" for key in sorted(keys))


def _relevant(instance: Instance) -> list[str]:
    return [tree.ref(node) for node in _elements(instance) if node.relevant]


def _required(instance: Instance) -> list[str]:
    return [tree.ref(node) for node in _elements(instance) if is_required(instance, node)]


def _readonly(instance: Instance) -> list[str]:
    return [tree.ref(node) for node in _elements(instance) if is_readonly(instance, node)]


def _violations(instance: Instance) -> list[dict[str, Any]]:
    return [
        {"ref": tree.ref(one.node), "condition": one.condition, "message": one.message or None}
        for one in violations(instance)
    ]


def _choices(instance: Instance) -> dict[str, list[list[str]]]:
    return {
        tree.ref(node): _labelled(instance, question, node)
        for node, question in _asked(instance)
        if question.control in {Control.SELECT, Control.SELECT1, Control.RANK}
    }


def _labelled(instance: Instance, question: Question, node: InstanceNode) -> list[list[str]]:
    if question.choices:
        return [[one.value, _recorded(instance, one.label, node)] for one in question.choices]
    return [[one.value, one.label] for one in options(instance.host, question, node)]


def _labels(instance: Instance) -> dict[str, str]:
    form = instance.form
    found: dict[str, str] = {}
    groups = {
        one.definition: one.label
        for one in walk(form.body)
        if isinstance(one, Group) and one.definition is not None and one.label is not None
    }
    for node in _elements(instance):
        question = form.questions.get(node.definition.index)
        label = question.label if question is not None else groups.get(node.definition.index)
        if label is not None:
            found[tree.ref(node)] = _recorded(instance, label, node)
    return found


def _recorded(instance: Instance, text: Text, node: InstanceNode) -> str:
    """The recorder glued the plain, long and short words of a translation together."""
    if not text.itext:
        return say(instance.host, text, node)
    found = translation(instance.host, text.itext)
    forms = (found.parts, found.forms.get("long", ()), found.forms.get("short", ()))
    return "".join(fill(instance.host, parts, node) for parts in forms)


def _asked(instance: Instance) -> Iterator[tuple[InstanceNode, Question]]:
    for node in _elements(instance):
        question = instance.form.questions.get(node.definition.index)
        if question is not None:
            yield node, question


def _elements(instance: Instance) -> Iterator[InstanceNode]:
    return (node for node in tree.subtree(instance.root) if not node.definition.name.startswith("@"))


ASPECTS: Mapping[str, Callable[[Instance], Any]] = {
    "relevant": _relevant,
    "required": _required,
    "readonly": _readonly,
    "violations": _violations,
    "choices": _choices,
    "labels": _labels,
}


def main(arguments: list[str]) -> int:
    """The command line; see the head of this file."""
    if not arguments:
        print(__doc__)
        return 2
    path = Path(arguments[0])
    wanted = set(arguments[1:])
    cases = [case for case in json.loads(path.read_text())["cases"] if not wanted or case["id"] in wanted]
    failed = []
    for case in cases:
        try:
            found = run(case, path.parent)
        except Exception as problem:
            if wanted:
                raise
            found = [f"{type(problem).__name__}: {problem}"]
        if found:
            failed.append(case)
            if wanted:
                print(case["id"], case["test"], case.get("javarosa"), *found, sep="\n  ")
    golden = [case["id"] for case in cases if case.get("javarosa") == "agree"]
    broken = [case["id"] for case in failed]
    print(f"{len(cases) - len(failed)} passed, {len(failed)} failed")
    print(f"of the {len(golden)} on which two engines agree: {len(set(golden) & set(broken))} failed")
    for name in broken:
        print(f"  {name}{' (agree)' if name in golden else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
