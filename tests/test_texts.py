"""Texts: both languages have the same keys and placeholders; what is used is there, what is there is used."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

import locales
from tests.tree import PACKAGES, ROOT, nodes, place

CHINESE, ENGLISH = (locales.texts(language) for language in locales.LANGUAGES)
KEYS = sorted(CHINESE.keys())
SAYING = frozenset({"say", "phrase", "Phrase", "tell", "tell_staff", "about"})
"""Calls whose text argument is a key of the catalogue."""
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_PLURAL = re.compile(
    r"{\w+} (?:more |other )?(?:days|hours|minutes|seconds|times|requests|neighbours|residents|shifts"
    r"|answers|places|questions|organizations|weeks|ratings|were|are|have)\b"
)
_NEVER_ONE = (
    "follow.days",  # yesterday is another text
    "time.left.days",  # less than two are hours
    "time.over.days",
    "match.capacity.left",  # the last place is another text
    "campaign.",  # nothing is shown of so few
    "card.questions",  # one question is another text
    "data.",  # settings of the installation
    "desk.link.holds",
    "desk.surveys.",  # fewer than five are another text
    "digest.deciding.shared",  # people: five at least
    "digest.deciding.topic",
    "digest.shared",
    "digest.figures",  # ratings: five at least
    "digest.loads.idle.rest",
)
_FILES = (".css", ".html", ".ico", ".jpg", ".js", ".png", ".svg", ".xlsx", ".csv")
_IN_TEMPLATES = re.compile(r"""["']([a-z][a-z0-9_]*\.[a-z0-9_.]*)["']""")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert CHINESE.keys() ^ ENGLISH.keys() == frozenset()


def test_both_languages_have_the_same_placeholders() -> None:
    both = [key for key in KEYS if key in ENGLISH]
    assert [key for key in both if placeholders(CHINESE.say(key)) != placeholders(ENGLISH.say(key))] == []


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH], ids=locales.LANGUAGES)
def test_no_text_is_empty_and_only_marks_between_words_are_padded(texts: locales.Texts) -> None:
    words = {key: texts.say(key) for key in KEYS}
    assert [key for key, text in words.items() if not text.strip()] == []
    padded = [key for key, text in words.items() if text != text.strip() and len(text.strip()) > 1]
    assert padded == []


def test_one_is_one_and_every_other_count_is_several() -> None:
    said = [ENGLISH.say("staff.joined", number="1001", count=count) for count in (1, 2, 0)]
    assert [text.partition(": ")[2] for text in said] == [
        "1 neighbour has reported the same by now.",
        "2 neighbours have reported the same by now.",
        "0 neighbours have reported the same by now.",
    ]
    assert ENGLISH.say("volunteer.hours", hours="1").startswith("You have 1 hour in")
    assert ENGLISH.say("volunteer.hours", hours="1.5").startswith("You have 1.5 hours in")


def test_no_count_that_may_be_one_stands_before_a_plural() -> None:
    """Of what people read, not of what the command line says of files; some counts are never one."""
    never_one = ("exchange.", "survey.form.", "survey.answer.", "survey.sheet.", *_NEVER_ONE)
    found = [
        key
        for key in KEYS
        if _PLURAL.search(ENGLISH.say(key)) and not key.startswith(never_one) and not key.endswith(".many")
    ]
    assert found == []


# keys in use ----------------------------------------------------------------------------------------


def _templates() -> list[str]:
    files = [
        *(ROOT / "web").rglob("*.html"),
        *(ROOT / "bot").rglob("*.html"),
        *(ROOT / "digests").rglob("*.html"),
    ]
    return [path.read_text(encoding="utf-8") for path in files]


def _literals() -> set[str]:
    """Every string in code or between a template's quotes that looks like a key or the beginning of one."""
    found = {
        node.value
        for _, node in nodes(*PACKAGES)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.match(node.value)
    }
    for text in _templates():
        found.update(_IN_TEMPLATES.findall(text))
    return found


def _patterns() -> list[re.Pattern[str]]:
    """What ``f"urgency.{value}"`` can become, and what can follow ``'urgency.' ~ value`` in a template."""
    found = {f"{re.escape(one)}.+" for one in _literals() if one.endswith(".")}
    for _, node in nodes(*PACKAGES):
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z0-9_.]+"
                for part in node.values
            ]
            if any("\\." in part for part in parts):
                found.add("".join(parts))
    return [re.compile(pattern) for pattern in sorted(found)]


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    missing = []
    for path, node in nodes("handlers", "web", "bot", "digests", "matching"):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for argument in node.args[:3] if name in SAYING else ():
            said = argument.value if isinstance(argument, ast.Constant) else None
            if isinstance(said, str) and _KEY.fullmatch(said) and said not in CHINESE:
                missing.append(f"{place(path, node)}: {said}")
    assert missing == []


def test_every_key_in_a_template_is_in_the_catalogue() -> None:
    fields = {key.partition(".")[0] for key in KEYS}
    found = {one for text in _templates() for one in _IN_TEMPLATES.findall(text)}
    said = {one for one in found if not one.endswith((".", *_FILES))}
    assert sorted(one for one in said if one.partition(".")[0] in fields and one not in CHINESE) == []


def test_every_key_in_the_catalogue_is_used() -> None:
    literals, patterns = _literals(), _patterns()
    unused = [
        key for key in KEYS if key not in literals and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(locales.UnknownText):
        CHINESE.say("no.such.key")
