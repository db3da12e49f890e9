"""The results of a survey."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from surveys.form import Form
from surveys.instance import Instance
from surveys.output.counting import Shown
from surveys.output.summary import Kind, Result, Summary, summarize
from surveys.session import Opening, open_instance

NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
FORM = """
| survey |
|  | type | name | label::中文 (zh) | label::English (en) | choice_filter |
|  | deviceid | device | | | |
|  | note | hello | 您好 | Hello | |
|  | acknowledge | agree | 同意 | I agree | |
|  | select_one yesno | lives | 独居吗 | Do you live alone | |
|  | select_multiple service | wants | 需要什么 | What do you need | |
|  | rank service | first | 排一排 | Rank them | |
|  | select_one village | village | 哪个村 | Which village | area = ${lives} |
|  | integer | age | 年龄 | Age | |
|  | decimal | rooms | 几间 | Rooms | |
|  | range | stars | 打分 | Stars | |
|  | text | word | 还有什么 | Anything else | |
|  | begin_repeat | pet | 宠物 | Pets | |
|  | select_one yesno | old | 老吗 | Is it old | |
|  | end_repeat | | | | |
| choices |
|  | list_name | name | label::中文 (zh) | label::English (en) | area |
|  | yesno | yes | 是 | Yes | |
|  | yesno | no | 否 | No | |
|  | service | meals | 送餐 | Meals | |
|  | service | repair | 维修 | Repairs | |
|  | service | visit | 探访 | Visits | |
|  | village | east | 东村 | East | yes |
|  | village | west | 西村 | West | no |
"""


@pytest.fixture
def results(form: Callable[[str], Form]) -> Callable[..., dict[str, Result]]:
    made = form(FORM)

    def run(*answers: dict[str, str], language: str = "zh_CN") -> dict[str, Result]:
        filled = [_instance(made, one) for one in answers]
        summary = summarize(made, filled, language)
        assert summary.total == len(answers)
        return {one.path.rpartition("/")[2]: one for one in summary.results}

    return run


def _instance(form: Form, answers: dict[str, str]) -> Instance:
    return open_instance(form, Opening(NOW, "one", answers=answers))


def test_fewer_than_five_submissions_tell_nothing(form: Callable[[str], Form]) -> None:
    made = form(FORM)
    filled = [_instance(made, {"lives": "yes"})] * 4
    assert summarize(made, filled, "zh_CN") == Summary(None, ())


def test_every_question_has_its_result_and_nothing_else_has(results: Any) -> None:
    found = results(*[{}] * 5)
    assert list(found) == ["lives", "wants", "first", "village", "age", "rooms", "stars", "word", "old"]
    assert all(one.answered is None and not one.bars for one in found.values())
    assert found["old"].heading == "宠物"


def test_one_choice_is_counted_in_the_order_of_the_form(results: Any) -> None:
    found = results(*[{"lives": "no"}] * 15, *[{"lives": "yes"}] * 5)["lives"]
    assert (found.label, found.kind, found.answered) == ("独居吗", Kind.ONE, 20)
    assert [(bar.label, bar.count, bar.share) for bar in found.bars] == [("是", 5, 0.25), ("否", 15, 0.75)]


def test_a_small_count_is_hidden_and_with_it_the_other_one(results: Any) -> None:
    found = results(*[{"lives": "no"}] * 15, *[{"lives": "yes"}] * 2)["lives"]
    assert [bar.shown for bar in found.bars] == [Shown.FEW, Shown.WITHHELD]


def test_several_choices_are_shares_of_the_people(results: Any) -> None:
    found = results(*[{"wants": "meals repair"}] * 6, *[{"wants": "meals"}] * 6, language="en")["wants"]
    assert [(bar.label, bar.count, bar.share) for bar in found.bars] == [
        ("Meals", 12, 1.0),
        ("Repairs", 6, 0.5),
        ("Visits", 0, 0.0),
    ]


def test_of_a_ranking_the_first_places_are_counted(results: Any) -> None:
    found = results(*[{"first": "visit meals repair"}] * 6)["first"]
    assert [bar.count for bar in found.bars] == [0, 0, 6]


def test_choices_that_answers_narrow_down_come_most_often_chosen_first(results: Any) -> None:
    found = results(*[{"lives": "yes", "village": "east"}] * 5, *[{"lives": "no", "village": "west"}] * 7)[
        "village"
    ]
    assert [(bar.label, bar.count) for bar in found.bars] == [("西村", 7), ("东村", 5)]


def test_numbers_have_a_middle_a_mean_and_spans_but_no_extremes(results: Any) -> None:
    ages = [*range(60, 70), *range(71, 80), 99]
    found = results(*({"age": str(age)} for age in ages))["age"]
    assert (found.middle, found.mean) == (70.0, 70.95)
    assert [(bar.label, bar.shown, bar.count) for bar in found.bars] == [
        ("60–69", Shown.COUNT, 10),
        ("70–79", Shown.WITHHELD, 0),
        ("80–89", Shown.COUNT, 0),
        ("90–99", Shown.FEW, 0),
    ]


def test_decimals_and_ranges_are_numbers_too(results: Any) -> None:
    found = results(*[{"rooms": "2.5", "stars": "4"}] * 5)
    assert [(bar.label, bar.count) for bar in found["stars"].bars] == [("4", 5)]
    assert found["rooms"].mean == 2.5
    assert found["rooms"].bars[0].count == 5


def test_numbers_that_are_none_are_not_counted(form: Callable[[str], Form]) -> None:
    made = form("| survey |\n| | type | name | label |\n| | integer | n | N |\n")
    filled = [_instance(made, {"n": "1"}) for _ in range(5)]
    filled[0].root.named("n")[0].value = "1e99"
    filled[1].root.named("n")[0].value = "many"
    assert summarize(made, filled, "en").results[0].answered is None


def test_texts_are_only_counted(results: Any) -> None:
    found = results(*[{"word": "我叫王桂芳"}] * 6)["word"]
    assert (found.kind, found.answered, found.bars) == (Kind.WORDS, 6, ())


def test_a_family_of_five_is_one_person_who_could_be_known(form: Callable[[str], Form], person: Any) -> None:
    made = form(
        "| survey |\n| | type | name | label |\n| | begin_repeat | member | Member |\n"
        "| | integer | age | Age |\n| | end_repeat | | |\n"
    )
    family = person(made).says("1", "yes", "2", "yes", "3", "yes", "4", "yes", "5", "no")
    one = person(made).says("40", "no")
    filled = [family.step.session.instance, *[one.step.session.instance] * 3]
    alone = summarize(made, [*filled, _instance(made, {})], "en").results[0]
    assert (alone.answered, alone.bars) == (None, ())
    result = summarize(made, [*filled, one.step.session.instance], "en").results[0]
    assert result.answered == 5
    assert max(bar.count for bar in result.bars) <= 5


def test_a_repeat_counts_submissions(results: Any) -> None:
    assert results(*[{"old": "yes"}] * 6)["old"].answered == 6


def test_of_a_long_list_the_answers_given_most_often_are_shown(form: Callable[[str], Form]) -> None:
    choices = "\n".join(f"| | many | c{place} | Choice {place} |" for place in range(30))
    made = form(
        f"| survey |\n| | type | name | label |\n| | select_multiple many | q | Q |\n"
        f"| choices |\n| | list_name | name | label |\n{choices}\n"
    )
    chosen = " ".join(f"c{place}" for place in range(5, 30))
    filled = [_instance(made, {"q": chosen})] * 5 + [_instance(made, {"q": "c29"})]
    result = summarize(made, filled, "en").results[0]
    assert (len(result.bars), result.more) == (20, 5)
    assert (result.bars[0].label, result.bars[0].count) == ("Choice 29", 6)
