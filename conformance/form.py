"""Play a script of answers on a form and compare the resulting instance with an expected one.

    python -m conformance.form FORM(.xml|.xlsx|.xls) SCRIPT.json EXPECTED.xml

Exit 0 when the instances are the same, 1 when they differ (each difference on a line), 2 when the form
cannot be read. Left out of the comparison: meta, what a server fills in (start, end, today, deviceid …)
and the values of random ids; multiple choices are compared as sets.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from surveys.course import is_note
from surveys.form import Control, Form
from surveys.instance import Instance
from surveys.session import Opening, host_of, open_instance
from surveys.submission import instance_xml
from surveys.tree import instances
from surveys.xform import load
from surveys.xpath import number_text

FACTS = {"deviceid": "dev", "username": "user", "email": "e@x", "phonenumber": "1"}
SERVER = {
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "subscriberid",
    "simserial",
}
_EXPONENT = re.compile(r"-?\d(?:\.\d+)?[eE][-+]?\d+\Z")
"""JavaScript writes very small numbers so; XPath 1.0 has no exponents."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def read_form(path: Path, files: Mapping[str, bytes] | None = None) -> Form:
    """A form from XForm XML, or from a spreadsheet by way of our own reading of it."""
    data = path.read_bytes()
    beside = files if files is not None else {}
    if path.suffix.lower() == ".xml":
        return load(data, beside)
    from surveys.xlsform import read

    return load(read(path.name, data).xform_xml, beside)


def play(form: Form, script: Mapping[str, Any], tz: str = "UTC") -> Instance:
    """The instance after all steps of a script."""
    opening = opening_of(script, tz)
    instance = open_instance(form, opening)
    for step in script["steps"]:
        do(instance, opening, step)
    return instance


def opening_of(script: Mapping[str, Any], tz: str = "UTC") -> Opening:
    """How the session of a script is opened."""
    return Opening(moment(script["now"]), "script", tz=tz, language=script.get("language", ""), facts=FACTS)


def do(instance: Instance, opening: Opening, step: Mapping[str, Any]) -> None:
    """One step: answer a question, add or remove an instance of a repeat, switch the language.

    What the form does not ask cannot be answered.
    """
    if step["op"] == "lang":
        instance.switch_host(host_of(instance.form, opening, step["value"], opening.now))
    elif step["op"] == "set":
        node = instance.at(step["path"])
        question = instance.form.questions.get(node.definition.index) if node is not None else None
        if node is None or question is None or not node.relevant:
            return
        if not is_note(instance, question, node):
            instance.set(node, written(step["value"], question.control))
    elif step["op"] == "add":
        above, _, name = step["path"].rpartition("/")
        parent = instance.at(above)
        repeat = instance.form.by_path.get(re.sub(r"\[\d+\]", "", step["path"]))
        if parent is not None and repeat is not None and name:
            instance.add(parent, repeat)
    elif step["op"] == "remove":
        node = instance.at(step["path"])
        if node is not None and node in instances(node.parent or node, node.definition):
            instance.remove(node)


def written(value: object, control: Control | None = None) -> str:
    """A value of a script in the instance's notation; places are objects there, triggers true or false."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(('{"latitude"', '"')):
        value = json.loads(value)
    if isinstance(value, dict) and "latitude" in value:
        altitude, accuracy = value.get("altitude"), value.get("accuracy")
        parts = [value["latitude"], value["longitude"]]
        parts += (
            [altitude or 0, accuracy] if accuracy is not None else [altitude] if altitude is not None else []
        )
        return " ".join(str(one) for one in parts)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, list):
        text = " ".join(str(one) for one in value)
    return {"true": "OK", "false": ""}.get(text, text) if control is Control.TRIGGER else text


def moment(text: str) -> dt.datetime:
    """A moment such as 2026-01-15T10:00:00Z."""
    return dt.datetime.fromisoformat(text)


def differences(form: Form, actual: bytes | str, expected: bytes | str) -> list[str]:
    """What differs between two instances; empty when they are the same."""
    multiple = {
        form.definitions[index].path
        for index, question in form.questions.items()
        if question.control is Control.SELECT
    }
    one = dict(_flat(ET.fromstring(actual), "", multiple))  # noqa: S314 - our own output
    two = dict(_flat(ET.fromstring(expected), "", multiple))  # noqa: S314 - recorded facts
    return [
        f"{path}: {one.get(path, 'absent')!r}, expected {two.get(path, 'absent')!r}"
        for path in dict.fromkeys([*two, *one])
        if one.get(path) != two.get(path)
    ]


def _flat(element: ET.Element, path: str, multiple: set[str]) -> Iterator[tuple[str, str]]:
    """Every leaf and attribute with its path; repeats are numbered."""
    path = f"{path}/{_name(element.tag)}"
    for name, value in element.attrib.items():
        yield f"{path}/@{_name(name)}", _comparable(value, False)
    plain = re.sub(r"\[\d+\]", "", path)
    if len(element) == 0:
        yield path, _comparable(element.text or "", plain in multiple)
        return
    yield path, ""
    counts: dict[str, int] = {}
    for child in element:
        name = _name(child.tag)
        if name == "meta" or (name in SERVER and plain.count("/") == 1):
            continue
        counts[name] = counts.get(name, 0) + 1
        for below, value in _flat(child, path, multiple):
            start = len(path) + 1 + len(name)
            yield f"{below[:start]}[{counts[name]}]{below[start:]}", value


def _comparable(text: str, multiple: bool) -> str:  # noqa: FBT001 - a fact about the text
    if multiple:
        return " ".join(sorted(text.split()))
    if _EXPONENT.match(text):
        return number_text(float(text))
    return _UUID.sub("<uuid>", text.strip())


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _named_by_file(path: Path, found: list[str]) -> list[str]:
    """A spreadsheet without a form_id is called after its file, which may have been renamed since."""
    if path.suffix.lower() == ".xml":
        return found
    stem = re.sub(r"\W+", "_", path.stem)
    return [line for line in found if not re.match(rf"/\w+/@id: '{stem}', ", line)]


def main(arguments: list[str]) -> int:
    """The command line; see the head of this file."""
    if len(arguments) != 3:
        print(__doc__)
        return 2
    path, script, expected = (Path(one) for one in arguments)
    try:
        beside = {one.name: one.read_bytes() for one in path.parent.glob("*.csv")}
        form = read_form(path, beside)
    except ValueError as problem:
        print(f"{path.name}: {problem}")
        return 2
    instance = play(form, json.loads(script.read_text()))
    found = _named_by_file(path, differences(form, instance_xml(instance), expected.read_bytes()))
    for line in found:
        print(line)
    for finding in instance.problems.values():
        print(f"note: {finding.subject}: {finding.message.key} {dict(finding.message.params)}")
    print(f"{path.name} {script.name}: {'same' if not found else f'{len(found)} differences'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
