"""An installation learns from its needs, keeps nobody's data in the model, never gets worse unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from matching.text import BadModel, Model, load_model, train
from matching.text.anonymous import anonymous
from matching.text.examples import Example
from matching.text.learning import Learned, Told, checked, header_of, held_out, learn, prepared
from matching.text.normalise import normalise
from matching.text.training import Recipe
from matching.text.training import train as train_with

AT = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
PLACES = ("一区", "二区", "三区", "东门", "西门", "南门", "北门", "前楼", "后楼", "花园")
# A local name for the meal service that no example of ours has.
TOLD = [
    Told(at * 10 + number, f"{place}的银铃阁{words}", "elderly.meals", by_staff=number == 0)
    for at, place in enumerate(PLACES, 1)
    for number, words in enumerate(("几时开", "还订得到吗", "想加一份", "能送来吗"))
]


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn(TOLD, load_model(), AT)


def test_what_residents_confirmed_is_understood_afterwards(learned: Learned, model: Model) -> None:
    assert model.guess("银铃阁", 1)[0][0] != "elderly.meals"
    assert learned.model.guess("银铃阁", 1)[0][0] == "elderly.meals"
    assert learned.model.guess("电梯坏了", 1)[0][0] == "facilities.lift"


def test_the_file_says_where_it_comes_from_and_how_good_it_is(learned: Learned) -> None:
    header = header_of(Model.from_bytes(learned.model.to_bytes()))
    assert header == learned.header
    assert (header.needs, header.sorted_by_staff, header.trained_at) == (40, 10, "2026-11-16T04:00:00+00:00")
    assert (header.newest, header.held_out, len(header.data)) == (103, 8, 64)
    assert header.accuracy == 1.0


def test_the_same_needs_at_the_same_moment_give_the_same_bytes(learned: Learned, model: Model) -> None:
    assert learn(TOLD[::-1], model, AT).model.to_bytes() == learned.model.to_bytes()


def test_steps_are_told_as_they_are_done(model: Model) -> None:
    steps: list[tuple[int, int]] = []
    learn(TOLD[:3], model, AT, lambda done, total: steps.append((done, total)))
    assert steps == [(0, 3), (3, 3)]


def test_without_needs_the_model_is_the_shipped_one_again(model: Model) -> None:
    nothing = learn([], model, AT)
    assert nothing.better
    assert nothing.new is None
    assert nothing.model.vocabulary == model.vocabulary


def test_models_are_compared_on_needs_that_the_current_one_has_not_learnt_from(
    learned: Learned, model: Model
) -> None:
    assert len(held_out(TOLD, model)) == 8
    assert held_out(TOLD, learned.model) == frozenset()
    later = [*TOLD, *(replace(one, id=one.id + 1000) for one in TOLD)]
    assert min(held_out(later, learned.model)) > 1000


def test_a_worse_model_is_told_from_a_better_one(learned: Learned) -> None:
    assert learned.new is not None
    good, bad = replace(learned.new, rows=100, accuracy=0.9), replace(learned.new, rows=100, accuracy=0.8)
    assert replace(learned, new=good, current=bad).better
    assert not replace(learned, new=bad, current=good).better
    assert replace(learned, new=replace(bad, rows=10), current=replace(good, rows=10)).better


def test_a_model_whose_headings_are_not_ours_is_refused(learned: Learned) -> None:
    assert checked(learned.model) is learned.model
    other = train([Example("电梯坏了", "lift"), Example("垃圾没人收", "garbage")])
    with pytest.raises(BadModel, match="categories"):
        checked(other)
    assert header_of(other) is None


def test_what_stands_under_no_leaf_teaches_nothing() -> None:
    assert [
        row.text for row in prepared([Told(1, "想订餐", "elderly"), Told(2, "想订餐", "elderly.meals")])
    ] == [
        "",
        "想订餐",
    ]


def test_what_only_one_resident_said_is_not_kept_but_what_several_said_is() -> None:
    rows = [
        Example("我要订餐", "meals"),
        Example("电梯坏了", "lift"),
        Example("慕容想订餐", "meals", private=True),
        *(Example(f"{word}香樟苑电梯坏了", "lift", private=True) for word in "甲乙丙"),
    ]
    vocabulary = train_with(rows, Recipe()).vocabulary
    assert "慕容" not in vocabulary
    assert "香樟" in vocabulary
    assert "订餐" in vocabulary


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("电话13912345678，水管爆了", "电话 ,水管爆了"),
        ("我叫张小明，想学书法", "我叫 ,想学书法"),
        ("3栋2单元501电梯坏了", "栋 单元 电梯坏了"),
        ("王阿姨没人做饭", "阿姨没人做饭"),
        ("加我微信abc_123456聊", "加我 聊"),
        ("写信到a.b@example.com", "写信到"),
        ("电话一三九一二三四五六七八", "电话"),
        ("my name is li lei, the lift is broken", "my name is  , the lift is broken"),
        ("车牌粤a12345挡路", "车牌粤 挡路"),
        ("高大妈跳舞太吵", "大妈跳舞太吵"),
        ("想订餐", "想订餐"),
    ],
)
def test_nothing_that_points_at_a_person_is_learnt(text: str, kept: str) -> None:
    assert anonymous(normalise(text)).split() == kept.split()
