"""What docs/guides/texts.md promises of the catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import locales
from tests.docs.pages import ROOT

BLANK = re.compile(r"(?<!{){(\w+)")
GUIDE = (ROOT / "docs" / "guides" / "texts.md").read_text(encoding="utf-8")
FILES = sorted(path.name for path in (ROOT / "locales" / locales.DEFAULT).glob("*.po"))


def _texts(language: str, file: str) -> dict[str, str]:
    with (ROOT / "locales" / language / file).open("rb") as opened:
        return {str(one.id): str(one.string) for one in read_po(opened, locale=language) if one.id}


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_keys_and_blanks_and_nothing_is_empty(file: str) -> None:
    chinese, english = _texts("zh_CN", file), _texts("en", file)
    assert chinese.keys() == english.keys()
    assert all(chinese.values()), "a Chinese text is empty"
    assert all(english.values()), "an English text is empty"
    different = {
        key for key in chinese if set(BLANK.findall(chinese[key])) != set(BLANK.findall(english[key]))
    }
    assert not different


def test_the_guide_names_every_file_and_no_other() -> None:
    assert sorted(set(re.findall(r"^\| `(\w+\.po)`", GUIDE, re.MULTILINE))) == FILES


def test_each_language_has_the_same_files() -> None:
    folders: list[Path] = [ROOT / "locales" / language for language in locales.LANGUAGES]
    assert all(sorted(path.name for path in folder.glob("*.po")) == FILES for folder in folders)
