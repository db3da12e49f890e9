"""Several choices in the conversation: all of them, what may mean all of them, more beside what is ticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from surveys import said
from surveys.form import Form

FORM = """
| survey |
|  | type | name | label | constraint | constraint_message |
|  | select_multiple c | c | Which? | {constraint} | Three at most. |
|  | text | d | And then? | | |
| choices |
|  | list_name | name | label |
|  | c | a | 停车 |
|  | c | b | 电梯 |
|  | c | c | 噪音 |
|  | c | d | 卫生 |
|  | c | none | 跟我无关 |
"""
ONLY_NONE = FORM.format(constraint="not(selected(., 'none') and count-selected(.) > 1)")
AT_MOST_THREE = FORM.format(constraint="count-selected(.) <= 3")
REF = "/data/c"
ALL = "a b c d"


@pytest.mark.parametrize("text", ["全部", "all of them"])
def test_all_is_all_that_the_constraint_lets_stand_together(
    form: Callable[[str], Form], person: Any, text: str
) -> None:
    one = person(form(ONLY_NONE)).says(text)
    assert (one.value(REF), one.asked) == (ALL, "d")


def test_all_of_more_than_the_constraint_allows_is_answered_with_its_message(
    form: Callable[[str], Form], person: Any
) -> None:
    for text in ("都要", "都可以"):
        one = person(form(AT_MOST_THREE)).says(text)
        assert (one.value(REF), one.asked, one.problem) == ("", "c", "survey.answer.author")
        assert not one.prompt.all_meant


@pytest.mark.parametrize("yes", ["是", "嗯", "yes", "都要", said.Confirmed(True)])
def test_anything_will_do_is_asked_about_and_yes_means_all(
    form: Callable[[str], Form], person: Any, yes: str | said.Said
) -> None:
    one = person(form(ONLY_NONE)).says("都可以")
    assert (one.problem, one.prompt.all_meant) == ("survey.answer.choice.all_meant", True)
    assert (one.value(REF), any(choice.ticked for choice in one.prompt.choices)) == ("", False)
    assert one.says(yes).value(REF) == ALL


@pytest.mark.parametrize("no", ["不是", "no", said.Confirmed(False)])
def test_no_leaves_nothing_ticked(form: Callable[[str], Form], person: Any, no: str | said.Said) -> None:
    one = person(form(ONLY_NONE)).says("随便", no)
    assert (one.problem, one.prompt.all_meant, one.value(REF)) == ("survey.answer.choice.which", False, "")
    assert one.says(said.Confirmed(False)).value(REF) == "", "the same button once more"
    assert one.says("电梯").value(REF) == "b"


def test_another_answer_to_that_is_an_answer(form: Callable[[str], Form], person: Any) -> None:
    assert person(form(ONLY_NONE)).says("随便", "停车、噪音").value(REF) == "a c"
    ticked = person(form(ONLY_NONE)).says("随便", said.Toggled("b"))
    assert ticked.says(said.Done()).value(REF) == "b"
    assert person(form(ONLY_NONE)).says("随便", said.Done()).value(REF) == "", "nothing was ticked"


def test_what_is_typed_beside_ticks_is_ticked_too(form: Callable[[str], Form], person: Any) -> None:
    one = person(form(ONLY_NONE)).says(said.Toggled("b"), "停车和噪音")
    assert [choice.value for choice in one.prompt.choices if choice.ticked] == ["a", "b", "c"]
    assert one.says("选好了").value(REF) == "a b c"


def test_all_but_one_is_the_whole_answer_whatever_was_ticked(
    form: Callable[[str], Form], person: Any
) -> None:
    assert person(form(ONLY_NONE)).says(said.Toggled("b"), "除了电梯都要").value(REF) == "a c d"
    assert person(form(ONLY_NONE)).says(said.Toggled("b"), "全部").value(REF) == ALL


def test_anything_will_do_beside_ticks_is_asked_for(form: Callable[[str], Form], person: Any) -> None:
    one = person(form(ONLY_NONE)).says(said.Toggled("b"), "随便")
    assert one.problem == "survey.answer.choice.which"
    assert [choice.value for choice in one.prompt.choices if choice.ticked] == ["b"]


RANKED = """
| survey |
|  | type | name | label |
|  | rank r | r | In which order? |
|  | begin_repeat | p | Pet |
|  | text | n | Name? |
|  | end_repeat | | |
|  | text | d | And then? |
| choices |
|  | list_name | name | label |
|  | r | a | 食堂 |
|  | r | b | 电梯 |
|  | r | c | 路灯 |
"""


def test_one_thing_typed_at_a_ranking_gets_the_next_place(form: Callable[[str], Form], person: Any) -> None:
    one = person(form(RANKED)).says("电梯")
    assert {choice.value: choice.place for choice in one.prompt.choices} == {"a": None, "b": 1, "c": None}
    assert one.says("路灯").value("/data/r") == "b c a"


def test_the_first_two_of_a_long_ranking_get_their_places(form: Callable[[str], Form], person: Any) -> None:
    one = person(
        form(
            RANKED.replace(
                "|  | r | c | 路灯 |", "|  | r | c | 路灯 |\n|  | r | d | 花园 |\n|  | r | e | 车棚 |"
            )
        )
    )
    one.says("先电梯，再食堂")
    assert [choice.place for choice in one.prompt.choices] == [2, 1, None, None, None]
    assert one.says("飞机").problem == "survey.answer.choice.none"
    assert one.says("花园然后路灯").value("/data/r") == "b a d c e"


@pytest.mark.parametrize(
    ("yes", "no"), [("再加一个", "没有了"), ("one more", "that's all"), ("要得", "不要")]
)
def test_one_more_or_enough_is_said_in_many_ways(
    form: Callable[[str], Form], person: Any, yes: str, no: str
) -> None:
    one = person(form(RANKED)).says("2 1 3", "阿黄", yes)
    assert one.asked == "n"
    assert one.says("小白", no).asked == "d"


def test_a_voice_message_is_answered_by_what_to_do_instead(form: Callable[[str], Form], person: Any) -> None:
    one = person(form(RANKED)).says(said.Media("a.ogg", "audio/ogg"))
    assert one.problem == "survey.answer.media.spoken"
    assert one.says(said.Media("a.jpg", "image/jpeg")).problem == "survey.answer.media.unasked"
