"""What is said but not meant raises no alarm and is no need; what may be meant is heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from matching.text import Kind, Understanding, danger, figures
from matching.text.figures import hear, without_curses, without_figures

Reader = Callable[[str], Understanding]

FIGURES = (
    "I'm dying to know",
    "I'm dying for a coffee",
    "I nearly died laughing",
    "killing time",
    "this is killing me (laughing)",
    "you're killing me haha",
    "I could kill for a coffee",
    "kill two birds with one stone",
    "dead tired",
    "I'm dead serious",
    "bored to death",
    "shoot me a message",
    "shoot me a quick email please",
    "over my dead body",
    "break a leg",
    "hit the road",
    "hit me up",
    "beat around the bush",
    "beat me to it",
    "it beats me",
    "fire away",
    "jump off the page",
    "heart attack on a plate",
    "burning question",
    "a stroke of luck",
    "drown my sorrows",
    "suicide squad",
    "I passed out laughing",
    "explosion of flavours",
)


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_of_speech_is_small_talk_and_no_alarm(understood: Reader, text: str) -> None:
    assert danger(text) is None
    assert understood(text).kind is Kind.SMALLTALK


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my phone died", "education.smartphone"),
        ("we are just killing time until the lift comes", "facilities.lift"),
        ("it beats me why the lift is broken", "facilities.lift"),
        ("I'd kill for a haircut", "convenience.haircut"),
        ("shoot me a message when the lift is repaired", "facilities.lift"),
    ],
)
def test_what_else_is_said_is_understood_without_the_figure(understood: Reader, text: str, code: str) -> None:
    found = understood(text)
    assert found.danger is None
    assert found.kind is Kind.NEED
    assert found.categories[0].code == code


@pytest.mark.parametrize(
    "text", ["my back is killing me", "this is killing me", "he is killing me", "I broke a leg"]
)
def test_what_may_well_be_meant_is_no_small_talk(understood: Reader, text: str) -> None:
    assert understood(text).kind is Kind.NEED


@pytest.mark.parametrize(
    "text",
    [
        "the house is on fire",
        "my phone exploded",
        "he hits me",
        "he will kill me this time",
        "he is going to kill me, my phone died",
        "I want to die, over my dead body will I go home",
        "she is trapped in the lift",
        "he had a heart attack",
        "he is choking on his food",
        "the gas meter is hissing",
        "our gas stove is leaking",
    ],
)
def test_a_danger_beside_or_like_a_figure_of_speech_is_heard(text: str) -> None:
    assert danger(text) is not None


@pytest.mark.parametrize("text", ["", "电梯坏了", *FIGURES, "妈的，电梯坏了", "一塌糊涂"])
def test_blanks_keep_every_position(text: str) -> None:
    for blank in (without_figures, without_curses):
        assert len(blank(text)) == len(text)
    said = hear(text)
    assert len(said.text) == len(said.plain) == len(said.meant)


def test_figures_are_looked_for_once_in_a_message(
    understood: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(plain: str) -> str:
        looked.append(plain)
        return without_figures(plain)

    monkeypatch.setattr(figures, "without_figures", look)
    text = "Hello, my phone died. The lift is broken, and I need help with my pension, please"
    assert understood(text).kind is Kind.NEED
    assert looked == [text.lower()]


def test_chinese_beside_it_ends_an_english_word(understood: Reader) -> None:
    assert hear("您好我的phone died了").meant == "您好我的phone     了"
    assert danger("他说you're killing me哈哈lol") is None


def test_a_part_of_a_message_that_is_only_a_figure_is_taken_as_it_stands() -> None:
    said = hear("Fire away, the lift is broken")
    assert said.between(0, 9) == "fire away"
    assert said.between(0, 29) == "         , the lift is broken"
