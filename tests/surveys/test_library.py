"""The built-in surveys: compiled as written, short, in both languages, answerable in a chat."""

from typing import Any

import pytest

from surveys import library
from surveys.check import check
from surveys.finding import Severity
from surveys.library.__main__ import compiled


@pytest.mark.parametrize("name", library.names())
def test_the_committed_xml_is_what_the_markdown_compiles_to(name: str) -> None:
    assert compiled(name) == library.xform(name), "run python -m surveys.library"


@pytest.mark.parametrize("name", library.names())
def test_nothing_is_worth_telling_its_author(name: str) -> None:
    found = [one for one in check(library.form(name)) if one.severity is not Severity.REMARK]
    assert found == []


@pytest.mark.parametrize("name", library.names())
def test_every_text_is_in_both_languages(name: str) -> None:
    form = library.form(name)
    assert form.languages == ("中文 (zh)", "English (en)")
    assert (form.language_for("zh-CN"), form.language_for("en-GB")) == form.languages


@pytest.mark.parametrize("code", library.CATEGORIES)
def test_a_need_asks_at_most_three_questions(code: str, person: Any) -> None:
    form = library.form(f"need_{code}")
    assert form.id == f"need_{code}"
    assert len(form.questions) <= 3
    one = person(form)
    for _ in range(3):
        if not one.step.session.complete:
            one.says(
                "2026-01-01"
                if one.prompt.ask.value == "date"
                else "1"
                if one.prompt.ask.value != "text"
                else "3 栋"
            )
    assert one.step.session.complete


def test_the_community_survey_has_about_twenty_questions() -> None:
    asked = [one for one in library.form("needs_assessment").questions.values() if one.label is not None]
    assert 18 <= len(asked) <= 26


def test_an_unknown_survey_is_a_key_error() -> None:
    for ask in (library.form, library.xform, library.source):
        with pytest.raises(KeyError):
            ask("nothing")


def test_compiling_writes_every_survey(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from surveys.library import __main__ as command

    monkeypatch.setattr(command, "HERE", tmp_path)
    monkeypatch.setattr(command, "names", lambda: ("followup",))
    command.main()
    assert (tmp_path / "followup.xml").read_bytes() == library.xform("followup")
