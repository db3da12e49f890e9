"""What may be danger is asked about, with the number that fits first."""

from __future__ import annotations

import pytest

import locales
from handlers.chat.alarms import CATEGORIES, HELP, NUMBERS
from matching.text import DangerKind

KINDS = [one.value for one in DangerKind]


@pytest.mark.parametrize("language", locales.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_danger_has_one_number_first_and_the_others_in_a_line(kind: str, language: str) -> None:
    words = locales.texts(language)
    number = NUMBERS[kind]
    others = words.say(f"danger.others.{number}")
    assert number in words.say(f"danger.{kind}", number="1001")
    assert number not in others
    lines = words.say("danger.concern", number=number, others=others).split("\n")
    assert lines[1:] == [f"☎ {number}", others]


def test_every_danger_is_filed_somewhere() -> None:
    assert CATEGORIES.keys() == {*KINDS, HELP}
