"""The list of all questions: at any moment, by number, searched, left again; and what is read of a form."""

from collections.abc import Callable
from typing import Any

import pytest

from surveys import said
from surveys.form import Form
from surveys.prompt import Ask, Section

FORM = """
| survey |
|  | type | name | label::中文 (zh) | label::English (en) | required |
|  | text | a | 甲 | First | |
|  | begin_group | g | 一组 | Group | |
|  | text | b | 乙 | - | yes |
|  | select_one c | c | 丙 | Third | |
|  | end_group | | | | |
|  | text | d | - | - | |
| choices |
|  | list_name | name | label::中文 (zh) | label::English (en) |
|  | c | x | **好** | - |
|  | c | y | 坏 | Bad |
| settings |
|  | default_language |
|  | 中文 (zh) |
"""
REF = "/data/g/b"


def test_it_says_what_is_open_and_leads_back_to_the_question_it_was_opened_at(
    form: Callable[[str], Form], person: Any
) -> None:
    one = person(form(FORM), review=True, page_size=2).says("x", said.Review())
    assert one.prompt.ask is Ask.REVIEW
    assert (one.prompt.open, one.prompt.can_submit, one.prompt.page) == (3, False, 0)
    assert [(line.number, line.open) for line in one.prompt.lines] == [(1, False), (2, True)]
    assert one.prompt.lines[1].section == (Section("一组"),)
    assert one.says(said.GoOn()).prompt.ref == REF
    assert one.says(said.Review(), said.Back()).prompt.ref == REF
    assert one.says(said.Review(), "好").prompt.ref == REF, "yes goes on while something is open"


def test_a_later_question_can_be_answered_first_and_the_open_one_comes_again(
    form: Callable[[str], Form], person: Any
) -> None:
    one = person(form(FORM), review=True, page_size=2).says("x", said.Review(), "4")
    assert one.asked == "d"
    assert one.says("z").prompt.ref == REF
    one.says(said.Submit())
    assert (one.asked, one.problem) == ("b", "survey.answer.required")
    one.says("y", "坏")
    assert (one.prompt.ask, one.prompt.open, one.prompt.can_submit) == (Ask.REVIEW, 0, True)
    assert one.says(said.Picked(2), "w").prompt.page == 0
    assert one.says(said.Picked(3), said.Picked(1)).prompt.page == 1, "the page with what was changed"
    assert one.says("好").happened == ["Completed"]


@pytest.mark.parametrize("words", ["提交", "没问题", "提交吧。", "Send it", "submit", "要得"])
def test_it_is_sent_in_many_words(form: Callable[[str], Form], person: Any, words: str) -> None:
    one = person(form(FORM), review=True, page_size=2).says("x", "y", "坏", "z")
    assert one.says(words).happened == ["Completed"]


def test_words_are_looked_for_in_questions_groups_and_answers(
    form: Callable[[str], Form], person: Any
) -> None:
    one = person(form(FORM), review=True, page_size=2).says("苹果", said.Review(), "苹")
    assert [line.number for line in one.prompt.lines] == [1]
    assert [line.number for line in one.says("一组").prompt.lines] == [2, 3]
    assert one.says("梨").prompt.lines == ()
    assert len(one.says(said.Review()).prompt.lines) == 2
    assert one.says("9").problem == "survey.goto.none"
    assert one.says("不").problem == "survey.review.what"


def test_a_choice_can_be_named_by_its_number_in_the_list(form: Callable[[str], Form], person: Any) -> None:
    one = person(form(FORM), page_size=1).says("x", "y", said.Page(1))
    assert [(choice.number, choice.label) for choice in one.prompt.choices] == [(2, "坏")]
    assert one.says(said.Picked(3)).problem == "survey.answer.choice.gone"
    assert one.says(said.Picked(1)).value("/data/g/c") == "x"


def test_a_missing_translation_is_read_in_another_language_and_no_words_at_all_by_name(
    form: Callable[[str], Form], person: Any
) -> None:
    one = person(form(FORM), language="en").says("x")
    assert one.prompt.text == "乙"
    one.says("y")
    assert [choice.label for choice in one.prompt.choices] == ["好", "Bad"]
    assert one.says("Bad").prompt.text in {"d", "-"}


def test_the_groups_known_from_the_question_before_are_counted(
    form: Callable[[str], Form], person: Any
) -> None:
    one = person(form(FORM)).says("x")
    assert (one.prompt.section, one.prompt.familiar) == ((Section("一组"),), 0)
    assert one.says("y").prompt.familiar == 1


def test_yes_is_not_heard_in_yesterday(form: Callable[[str], Form], person: Any) -> None:
    one = person(
        form(
            "| survey |\n|  | type | name | label |\n|  | select_one yn | a | Agreed? |\n"
            "| choices |\n|  | list_name | name | label |\n|  | yn | yes | Yes |\n|  | yn | no | No |\n"
        )
    )
    assert one.says("yesterday").problem == "survey.answer.choice.none"
    assert one.says("oh yes, please").value("/data/a") == "yes"


def test_a_form_says_which_of_our_languages_it_speaks(form: Callable[[str], Form]) -> None:
    two = form(FORM)
    assert [two.speaks(tag) for tag in ("zh_CN", "en", "fr")] == ["中文 (zh)", "English (en)", None]
