"""The engine's own words: every key it uses exists in both languages with the same placeholders."""

import re
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

from surveys.answers.media import WANTED
from surveys.shortcomings import APPEARANCES
from surveys.xlsform import TRANSLATED

ROOT = Path(__file__).parents[2]
MADE = (
    {f"survey.answer.media.{ask.value}" for ask in WANTED}
    | {
        f"survey.shown.{kind}"
        for kind in {*APPEARANCES.values(), "search", "app", "line", "barcode", "long_list"}
    }
    | {f"survey.sheet.{code.lower()}" for code in TRANSLATED}
    | {f"survey.suggest.{name}" for name in ("today", "yesterday", "tomorrow")}
    | {f"survey.another.{name}" for name in ("first", "more", "first_unnamed", "more_unnamed")}
    | {f"survey.answer.{name}" for name in ("required", "constraint", "date.what", "date.year", "date.month")}
)


def catalogue(language: str) -> dict[str, str]:
    with (ROOT / "locales" / language / "survey.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def used() -> set[str]:
    found = set(MADE)
    for path in (ROOT / "surveys").rglob("*.py"):
        source = path.read_text()
        found |= set(re.findall(r'(?<!f)"(survey\.[a-z0-9_]+\.[a-z0-9_.]+)"', source))
        found |= {f"survey.answer.{key}" for key in re.findall(r'problem\(\s*"([a-z._]+)"', source)}
    return found


def test_every_key_used_exists_and_every_key_is_used() -> None:
    assert used() == set(catalogue("zh_CN"))


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    chinese, english = catalogue("zh_CN"), catalogue("en")
    assert set(chinese) == set(english)
    for key, words in chinese.items():
        names = {name for _, name, _, _ in Formatter().parse(words) if name}
        assert names == {name for _, name, _, _ in Formatter().parse(english[key]) if name}, key
