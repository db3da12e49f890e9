"""What the survey tests share: forms written inline as Markdown, and a person who answers them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from surveys import interview, said
from surveys.form import Form
from surveys.instance import Instance
from surveys.interview import Opening, Step
from surveys.session import open_instance
from surveys.xform import load
from surveys.xlsform import read

HERE = Path(__file__).parent
NOW = dt.datetime(2026, 11, 21, 2, 0, tzinfo=dt.UTC)
CONFORMANCE = Path(os.environ.get("LINLI_CONFORMANCE", HERE.parents[2] / "shared" / "conformance"))


@pytest.fixture
def conformance() -> Path:
    """The recorded facts, or a skip."""
    if not CONFORMANCE.exists():
        pytest.skip(f"no recorded facts at {CONFORMANCE} (set LINLI_CONFORMANCE)")
    return CONFORMANCE


@pytest.fixture
def real_forms(conformance: Path) -> Path:
    """The real forms beside the recorded facts, or a skip."""
    if not (conformance.parent / "forms").exists():
        pytest.skip("no real forms beside the recorded facts")
    return conformance.parent / "forms"


def form_of(markdown: str) -> Form:
    """A form written as Markdown."""
    return load(read("form.md", markdown.encode()).xform_xml)


@pytest.fixture
def form() -> Callable[[str], Form]:
    """Makes forms of Markdown."""
    return form_of


@pytest.fixture
def xform() -> Callable[..., Form]:
    """Makes forms of XML: the main instance's element, binds and the like, and the body."""

    def made(instance: str, model: str = "", body: str = "", **files: bytes) -> Form:
        return load(
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
            'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
            'xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>Test</h:title>'
            f"<model><instance>{instance}</instance>{model}</model></h:head>"
            f"<h:body>{body}</h:body></h:html>",
            {name.replace("_csv", ".csv"): data for name, data in files.items()},
        )

    return made


@pytest.fixture
def opened() -> Callable[[Form], Instance]:
    """Opens an instance of a form without a conversation around it."""
    return lambda form: open_instance(form, Opening(NOW, "test", tz="UTC", language="en"))


class Person:
    """Answers a survey; the session goes to bytes and back between every two turns."""

    def __init__(self, form: Form, **opening: Any) -> None:
        self.form = form
        self.now = NOW
        self.step: Step = interview.start(form, Opening(NOW, "test", **opening))

    def says(self, *things: str | said.Said) -> Person:
        """Say several things, one after the other; plain text is typed words."""
        for one in things:
            data = interview.dump(self.step.session)
            session = interview.restore(self.form, data)
            assert interview.dump(session) == data
            self.step = interview.hear(
                self.form, session, said.Text(one) if isinstance(one, str) else one, self.now
            )
        return self

    @property
    def prompt(self) -> interview.Prompt:
        assert self.step.prompt is not None
        return self.step.prompt

    @property
    def asked(self) -> str:
        """The last name of the question on screen."""
        return self.prompt.ref.rpartition("/")[2]

    @property
    def happened(self) -> list[str]:
        return [type(one).__name__ for one in self.step.events]

    @property
    def problem(self) -> str:
        return self.prompt.problem.key if self.prompt.problem is not None else ""

    def value(self, ref: str) -> str:
        node = self.step.session.instance.at(ref)
        assert node is not None
        return node.value


@pytest.fixture
def person() -> type[Person]:
    """The class of people who answer."""
    return Person
