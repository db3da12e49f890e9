"""Every rule is known, weighed, tested and can speak."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from locales import LANGUAGES, texts
from matching.rules import RULES

HERE = Path(__file__).parent
ROOM = Path(__file__).parents[3] / "matching"
KEYS = re.compile(r'"(match\.[a-z_.]+)"')


def _keys_in_code() -> set[str]:
    return {key for path in ROOM.rglob("*.py") for key in KEYS.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("name", list(RULES))
def test_every_rule_has_its_test_cases(name: str) -> None:
    path = HERE / f"test_{name}.py"
    assert path.exists()
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len(module.CASES) >= 2


def test_every_file_of_a_rule_is_in_the_registry() -> None:
    files = {path.stem for path in (ROOM / "rules").glob("*.py") if not path.stem.startswith("_")}
    assert files == set(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_room_can_be_said(language: str) -> None:
    missing = {key for key in _keys_in_code() if key not in texts(language)}
    assert not missing


def test_both_languages_have_the_same_sentences_with_the_same_blanks() -> None:
    blanks = re.compile(r"{(\w+)}")

    def shapes(language: str) -> dict[str, list[str]]:
        said = texts(language)._catalogue
        return {key: sorted(blanks.findall(said[key])) for key in said if key.startswith("match.")}

    assert shapes("zh_CN") == shapes("en")
