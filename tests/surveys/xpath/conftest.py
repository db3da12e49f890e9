"""What the tests of the engine share: a small form, and a way to ask it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from surveys.xpath import Context, Host, Node, Value, parse_xml
from surveys.xpath import compile as compile_expression

FORM = """
<data xmlns:jr="http://openrosa.org/javarosa" id="needs" jr:version="7">
  <name>张三</name><age>42</age><phone>13800138000</phone><blank/><born>1980-05-01</born>
  <needs>meals visits</needs><flag>true</flag><half>2.5</half>
  <home>
    <member><who>a</who><years>10</years><pet><kind>cat</kind></pet><pet><kind>dog</kind></pet></member>
    <member><who>b</who><years>20</years><pet><kind>bird</kind></pet></member>
    <member><who>c</who><years/></member>
  </home>
  <shape>0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0</shape>
</data>
"""
STREETS = """
<instance id="streets"><root>
  <item><name>n1</name><label>North</label><district>d1</district></item>
  <item><name>s1</name><label>South</label><district>d1</district></item>
  <item><name>e2</name><label>East</label><district>d2</district></item>
</root></instance>
"""


class FormHost(Host):
    """A host with one list, one label and one translated text."""

    def __init__(self) -> None:
        super().__init__(
            datetime(2026, 3, 5, 2, 30, 15, 250_000, tzinfo=UTC),
            ZoneInfo("Asia/Shanghai"),
            random.Random(7),
            "zh",
        )
        self.streets = parse_xml(STREETS).children[0]

    def instance(self, name: str) -> Node | None:
        return self.streets if name == "streets" else None

    def choice_name(self, value: str, question: str, node: Node) -> str:
        return f"label of {value} in {question}"

    def itext(self, name: str, node: Node) -> str | list[Node] | None:
        return "你好" if name == "hello" else None

    def property(self, name: str) -> str:
        return "device-1" if name == "deviceid" else ""

    def version(self) -> str:
        return "2026.1"


@pytest.fixture(scope="session")
def form() -> Node:
    return parse_xml(FORM.replace("\n  ", "").replace("\n", ""))


@pytest.fixture
def host() -> Host:
    return FormHost()


@pytest.fixture
def context(form: Node, host: Host) -> Context:
    return Context(form.named("data")[0].named("age")[0], host, root=form)


@pytest.fixture
def ask(context: Context) -> Callable[[str], Value]:
    """Evaluates an expression at /data/age of the form."""
    return lambda expression: compile_expression(expression).evaluate(context)


@pytest.fixture
def text(context: Context) -> Callable[[str], str]:
    """As `ask`, as text."""
    return lambda expression: compile_expression(expression).string(context)
