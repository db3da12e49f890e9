"""The conversation, over forms written inline; the session is dumped and restored between every two turns."""

from collections.abc import Callable
from typing import Any

import pytest

from surveys import interview, said
from surveys.events import Answered, Completed, Rejected
from surveys.form import Form
from surveys.prompt import Ask, Section

SIMPLE = """
| survey |
|  | type | name | label::中文 (zh) | label::English (en) | constraint | constraint_message|required|relevant|
|  | integer | age | 您几岁？ | How old are you? | . < 120 | Too old | yes | |
|  | select_one pet | pet | 有宠物吗？ | Any pets? | | | | ${age} >= 18 |
|  | text | name | 它叫什么？ | What is it called? | | | | ${pet} = 'cat' or ${pet} = 'dog' |
|  | note | bye | 再见，${name} | Bye, ${name} | | | | |
| choices |
|  | list_name | name | label::中文 (zh) | label::English (en) |
|  | pet | cat | 猫 | A cat |
|  | pet | dog | 狗 | A dog |
|  | pet | none | 没有 | None |
| settings |
|  | form_id | default_language | instance_name |
|  | simple | 中文 (zh) | concat('age ', ${age}) |
"""


@pytest.fixture
def simple(form: Callable[[str], Form]) -> Form:
    return form(SIMPLE)


def test_questions_are_asked_one_after_the_other_and_the_survey_completes_itself(
    simple: Form, person: Any
) -> None:
    one = person(simple)
    assert (one.prompt.text, one.prompt.ask, one.prompt.required) == ("您几岁？", Ask.INTEGER, True)
    one.says("三十五")
    assert one.step.events == (Answered("/data/age", "35"),)
    one.says("猫", "咪咪")
    assert one.happened == ["Answered", "Completed"]
    assert one.step.prompt is None
    completed = one.step.events[-1]
    assert isinstance(completed, Completed)
    assert completed.instance_id.startswith("uuid:")
    assert completed.instance_name == "age 35"
    assert [note.text for note in completed.closing] == ["再见，咪咪"]


def test_a_completed_survey_hears_nothing_more(simple: Form, person: Any) -> None:
    one = person(simple).says("5")
    assert one.step.session.complete
    assert interview.ask(one.step.session, one.now) is None
    assert one.says("6").step.events == ()


def test_an_answer_against_the_constraint_is_rejected_in_the_authors_words_and_forgotten(
    simple: Form, person: Any
) -> None:
    one = person(simple, language="en").says("130")
    assert isinstance(one.step.events[0], Rejected)
    assert one.prompt.problem is not None
    assert one.prompt.problem.params["message"] == "Too old"
    assert one.value("/data/age") == ""
    assert one.asked == "age"


@pytest.mark.parametrize(
    ("said_", "problem"),
    [
        ("many", "survey.answer.integer.what"),
        (said.Skip(), "survey.answer.required"),
        (said.Done(), "survey.answer.required"),
        (said.Back(), "survey.back.none"),
        (said.Location(1, 2), "survey.answer.place.unasked"),
        (said.Media("a.jpg"), "survey.answer.media.unasked"),
        (said.GoTo("/data/nothing"), "survey.goto.none"),
        (said.Answers({"/data/age": "200"}), "survey.answer.author"),
        (said.Answers({"/data/nothing": "1"}), "survey.answer.choice.gone"),
        (said.RemoveRepeat("/data/age"), "survey.goto.none"),
        (said.Submit(), "survey.answer.required"),
    ],
)
def test_what_does_not_fit_leaves_the_question_on_screen_with_a_reason(
    simple: Form, person: Any, said_: Any, problem: str
) -> None:
    one = person(simple).says(said_)
    assert one.problem == problem
    assert one.asked == "age"


def test_going_back_and_changing_an_answer_asks_only_what_is_newly_open(simple: Form, person: Any) -> None:
    one = person(simple).says("35", "猫")
    assert one.asked == "name"
    one.says(said.Back(), said.Back())
    assert (one.asked, one.prompt.value, one.prompt.answer) == ("age", "35", "35")
    one.says("36")
    assert one.asked == "name"
    one.says(said.GoTo("/data/pet"), said.Chose("none"))
    assert one.step.session.complete


def test_an_answer_that_became_irrelevant_comes_back_when_it_is_relevant_again(
    simple: Form, person: Any
) -> None:
    one = person(simple, review=True).says("35", "狗", "旺财")
    assert one.prompt.ask is Ask.REVIEW
    one.says(said.GoTo("/data/age"), "10")
    assert [line.ref for line in one.prompt.lines] == ["/data/age"]
    one.says(said.GoTo("/data/age"), "40")
    assert [line.answer for line in one.prompt.lines] == ["40", "狗", "旺财"]


def test_the_review_shows_every_answer_and_submits_on_yes(simple: Form, person: Any) -> None:
    one = person(simple, review=True).says("35", "没有")
    assert [(line.label, line.answer) for line in one.prompt.lines] == [
        ("您几岁？", "35"),
        ("有宠物吗？", "没有"),
    ]
    assert [note.text for note in one.prompt.before] == ["再见，"]
    assert one.says("什么？").problem == "survey.review.what"
    assert one.says("好").step.session.complete
    assert interview.answers(one.step.session)[0].answer == "35"


def test_a_button_of_an_older_prompt_changes_nothing(simple: Form, person: Any) -> None:
    one = person(simple).says("35")
    turn = one.prompt.turn
    one.says(said.Chose("cat", turn=turn - 1))
    assert one.happened == ["Outdated"]
    assert one.asked == "pet"
    assert one.says(said.Chose("cat", turn=turn)).asked == "name"


def test_switching_the_language_in_mid_survey_keeps_the_place_and_the_answers(
    simple: Form, person: Any
) -> None:
    one = person(simple).says("35", said.SwitchLanguage("en"))
    assert one.happened == ["LanguageSwitched"]
    assert one.prompt.text == "Any pets?"
    assert one.prompt.languages == ("中文 (zh)", "English (en)")
    one.says(said.SwitchLanguage("中文 (zh)"))
    assert one.prompt.text == "有宠物吗？"


def test_what_is_known_beforehand_is_not_asked(simple: Form, person: Any) -> None:
    assert person(simple, answers={"age": "35"}).asked == "pet"
    assert person(simple, answers={"/data/age": "200"}).asked == "age"


def test_what_is_known_beforehand_neither_counts_nor_is_gone_back_to(simple: Form, person: Any) -> None:
    one = person(simple, answers={"age": "35"})
    again = interview.restore(simple, interview.dump(one.step.session))
    for prompt in (one.prompt, interview.ask(again, one.now)):
        assert (prompt.progress.done, prompt.progress.total) == (0, 1)
        assert not prompt.can_go_back
    assert one.says(said.Back()).problem == "survey.back.none"
    assert person(simple, answers={"/data/age": "200"}).prompt.progress.total == 2


def test_the_session_given_stays_as_it_was(simple: Form, person: Any) -> None:
    one = person(simple)
    before = one.step.session
    kept = interview.dump(before)
    interview.hear(simple, before, said.Text("35"), one.now)
    assert interview.dump(before) == kept


def test_progress_counts_what_was_passed_and_what_there_is_now(simple: Form, person: Any) -> None:
    one = person(simple)
    assert (one.prompt.progress.done, one.prompt.progress.total) == (0, 1)
    one.says("35")
    assert (one.prompt.progress.done, one.prompt.progress.total) == (1, 2)


def test_a_value_that_is_no_choice_is_not_taken(simple: Form, person: Any) -> None:
    one = person(simple).says("35", said.Chose("horse"))
    assert one.problem == "survey.answer.choice.gone"
    assert one.says("恐龙").problem == "survey.answer.choice.none"
    assert one.says(said.Confirmed(False)).value("/data/pet") == "none"


MANY = (
    """
| survey |
|  | type | name | label | required |
|  | select_multiple colours | colours | Which colours? | yes |
|  | rank few | order | In which order? | |
|  | select_one colours | best | Which is best? | |
| choices |
|  | list_name | name | label |
"""
    + "".join(f"|  | colours | c{n} | Colour {n:02} |\n" for n in range(30))
    + "".join(f"|  | few | {name} | {name.upper()} |\n" for name in "abc")
)


@pytest.fixture
def many(form: Callable[[str], Form]) -> Form:
    return form(MANY)


def test_ticks_are_gathered_over_pages_and_taken_when_done(many: Form, person: Any) -> None:
    one = person(many)
    assert (len(one.prompt.choices), one.prompt.pages, one.prompt.searchable) == (8, 4, True)
    one.says(said.Toggled("c1"), said.Page(3))
    assert one.prompt.choices[0].value == "c24"
    assert one.prompt.numbers_from == 25
    one.says(said.Chose("c25"), said.Toggled("c24"), said.Toggled("c24"), said.Page(0))
    assert [choice.ticked for choice in one.prompt.choices][:3] == [False, True, False]
    one.says(said.Done())
    assert one.value("/data/colours") == "c1 c25"


def test_ticking_nothing_is_no_answer_to_a_required_question(many: Form, person: Any) -> None:
    one = person(many).says(said.Toggled("c1"), said.Toggled("c1"), said.Done())
    assert one.problem == "survey.answer.required"
    assert one.says(said.Toggled("horse")).problem == "survey.answer.choice.gone"


def test_typing_part_of_a_label_searches_a_long_list(many: Form, person: Any) -> None:
    one = person(many).says("colour 2")
    assert one.prompt.search == "colour 2"
    assert one.prompt.choices[0].value == "c20"
    one.says(said.Page(-1))
    assert one.prompt.search == ""
    one.says("1、2")
    assert one.value("/data/colours") == "c0 c1"


def test_typing_adds_to_the_ticks_once_ticking_began(many: Form, person: Any) -> None:
    one = person(many).says(said.Toggled("c3"), "colour 05", said.Done())
    assert one.value("/data/colours") == "c3 c5"


def test_a_ranking_is_built_tap_by_tap_and_the_last_place_fills_itself(many: Form, person: Any) -> None:
    one = person(many).says("1", said.Toggled("b"))
    assert [(choice.value, choice.place) for choice in one.prompt.choices] == [
        ("a", None),
        ("b", 1),
        ("c", None),
    ]
    assert one.says(said.Done()).problem == "survey.answer.rank.all"
    one.says(said.Clear(), said.Chose("c"), said.Chose("a"))
    assert one.value("/data/order") == "c a b"
    assert one.asked == "best"


def test_skipping_keeps_an_answer_that_is_there_and_clearing_takes_it_back(many: Form, person: Any) -> None:
    one = person(many).says("1", "1 2 3", said.Back(), said.Skip())
    assert one.value("/data/order") == "a b c"
    assert one.happened == ["Answered"]
    one.says(said.Back(), said.Clear(), said.Skip())
    assert one.happened == ["Skipped"]
    assert one.value("/data/order") == ""


REPEAT = """
| survey |
|  | type | name | label | relevant | appearance |
|  | begin_repeat | member | Member of the family | | |
|  | text | name | Name | | |
|  | integer | age | Age of ${name} | | |
|  | end_repeat | | | | |
|  | begin_group | page | Together | | field-list |
|  | text | one | One | | |
|  | integer | two | Two | | |
|  | end_group | | | | |
|  | acknowledge | fine | All fine? | | |
"""


@pytest.fixture
def family(form: Callable[[str], Form]) -> Form:
    return form(REPEAT)


def test_another_instance_is_offered_after_each_until_the_answer_is_no(family: Form, person: Any) -> None:
    one = person(family).says("Ann", "30")
    assert one.prompt.section == ()
    assert (one.prompt.ask, one.prompt.text) == (Ask.ANOTHER, "Member of the family")
    assert one.prompt.lead is not None
    assert one.prompt.lead.params["count"] == 1
    assert one.says("hm").problem == "survey.answer.another"
    one.says("yes")
    assert one.happened == ["RepeatOpened"]
    assert one.prompt.section == (Section("Member of the family", 2),)
    one.says("Bob")
    assert one.prompt.text == "Age of Bob"
    one.says("5", said.AddRepeat(), "Eve", "3", said.Done())
    assert one.happened == ["RepeatClosed"]
    assert one.asked == "one"
    one.says(said.RemoveRepeat("/data/member[2]"))
    assert one.happened == ["RepeatRemoved"]
    assert one.value("/data/member[2]/name") == "Eve"
    assert one.asked == "one"


def test_removing_the_instance_on_screen_moves_on(family: Form, person: Any) -> None:
    one = person(family).says("Ann", said.RemoveRepeat("/data/member[1]"))
    assert one.prompt.ask is Ask.ANOTHER
    assert one.prompt.lead is not None
    assert one.prompt.lead.key == "survey.another.first"


def test_a_page_of_questions_can_be_answered_at_once_or_one_by_one(family: Form, person: Any) -> None:
    one = person(family).says("Ann", "30", "no")
    assert [other.ref for other in one.prompt.together] == ["/data/page/two"]
    one.says(said.Answers({"/data/page/one": "x", "/data/page/two": "3"}))
    assert one.happened == ["Answered", "Answered"]
    assert one.asked == "fine"


def test_an_acknowledgement_is_given_by_a_tap_or_a_word(family: Form, person: Any) -> None:
    one = person(family).says("Ann", "30", "no", "x", "3")
    assert [suggestion.value for suggestion in one.prompt.suggestions] == ["OK"]
    one.says(said.Confirmed(True))
    assert one.value("/data/fine") == "OK"
    two = person(family).says("Ann", "30", "no", "x", "3", said.Done())
    assert two.value("/data/fine") == "OK"
    three = person(family).says("Ann", "30", "no", "x", "3", said.Chose("OK"))
    assert three.value("/data/fine") == "OK"


MORE = """
| survey |
|  | type | name | label | parameters | constraint |
|  | date | day | Since when? | | . <= today() |
|  | range | score | How good? | start=1 end=5 step=1 | |
|  | image | photo | A photo? | | |
|  | geopoint | where | Where? | | |
|  | geotrace | way | Which way? | | |
|  | geoshape | area | Which area? | | |
|  | time | at | When? | | |
|  | datetime | moment | Which moment? | | |
|  | decimal | weight | How heavy? | | |
|  | barcode | code | Which code? | | |
|  | audio | sound | A recording? | | |
|  | file | paper | A file? | | |
|  | video | film | A film? | | |
"""


def test_every_kind_of_answer_reaches_the_instance(form: Callable[[str], Form], person: Any) -> None:
    one = person(form(MORE), tz="UTC")
    assert [suggestion.value for suggestion in one.prompt.suggestions] == ["2026-11-21", "2026-11-20"]
    one.says(said.Chose("2026-11-20"))
    assert len(one.prompt.suggestions) == 5
    one.says(said.Chose("4"))
    assert one.says("hello").problem == "survey.answer.media.photo"
    one.says(said.Media("leak.jpg", "image/jpeg"), said.Location(31.5, 121.5))
    one.says(said.Location(1, 2), said.Location(3, 4), said.Done())
    one.says("1 2; 3 4; 5 6", "下午三点半", "昨天15:30", "1.5", "690123")
    assert one.problem == ""
    assert one.says(said.Media("a.jpg", "image/jpeg")).problem == "survey.answer.media.audio"
    one.says(
        said.Media("a.ogg", "audio/ogg"),
        said.Media("a.pdf", "application/pdf"),
        said.Media("a.mp4", "video/mp4"),
    )
    assert one.step.session.complete
    values = {
        name: one.value(f"/data/{name}")
        for name in ("day", "score", "photo", "where", "way", "weight", "paper")
    }
    assert values == {
        "day": "2026-11-20",
        "score": "4",
        "photo": "leak.jpg",
        "where": "31.5 121.5 0.0 0.0",
        "way": "1.0 2.0 0.0 0.0;3.0 4.0 0.0 0.0",
        "weight": "1.5",
        "paper": "a.pdf",
    }


def test_a_survey_without_questions_completes_at_once(form: Callable[[str], Form], person: Any) -> None:
    one = person(form("| survey |\n|  | type | name | label | calculation |\n|  | calculate | x | | 1 |\n"))
    assert one.step.session.complete


def test_the_prompt_can_be_shown_again_after_days(simple: Form, person: Any) -> None:
    one = person(simple).says("35")
    session = interview.restore(simple, interview.dump(one.step.session))
    again = interview.ask(session, one.now)
    assert again is not None
    assert (again.text, again.turn) == (one.prompt.text, one.prompt.turn)
