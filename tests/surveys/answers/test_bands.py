"""Choices that are bands of numbers, and the numbers that lie in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers.bands import bands, smallest, within

AGES = ("18 岁以下", "18–35 岁", "36–59 岁", "60–79 岁", "80 岁以上")
YEARS = ("不到一年", "一到五年", "五到二十年", "二十年以上")
ENGLISH = ("Less than a year", "One to five years", "Five to twenty years", "More than twenty years")
OLD = ("Under 18", "18 to 35", "36 to 59", "60 to 79", "80 or older", "Rather not say")
MONEY = ("1000元以下", "1000-3000元", "3000元以上")
CASES = [
    (AGES, "65", [3]),
    (AGES, "六十五岁", [3]),
    (AGES, "我今年六十五了", [3]),
    (AGES, "六十几", [3]),
    (AGES, "八十多岁", [4]),
    (AGES, "四十来岁", [2]),
    (AGES, "六十来岁", [2, 3]),
    (AGES, "快八十了", [3, 4]),
    (AGES, "18", [0, 1]),
    (AGES, "60-79岁", [3]),
    (AGES, "十八岁以下", [0]),
    (AGES, "1958年", []),
    (AGES, "1958", []),
    (AGES, "五八年的", []),
    (AGES, "八个月", [0]),
    (AGES, "三口", []),
    (AGES, "老了", []),
    (YEARS, "三年", [1]),
    (YEARS, "住了八年了", [2]),
    (YEARS, "半年", [0]),
    (YEARS, "两个月", [0]),
    (YEARS, "五年", [1, 2]),
    (YEARS, "五年多", [2]),
    (YEARS, "二十多年", [3]),
    (YEARS, "95年", []),
    (YEARS, "三岁", []),
    (ENGLISH, "6 months", [0]),
    (ENGLISH, "about 3 years", [1]),
    (OLD, "I'm 65", [3]),
    (OLD, "18", [1]),
    (MONEY, "2000", [1]),
    (MONEY, "两千块", []),
    (MONEY, "1" * 40, []),
    (("一个人", "和配偶", "三代同堂"), "3", []),
]


@pytest.mark.parametrize(("labels", "text", "expected"), CASES)
def test_a_number_lies_in_its_band_or_between_two(
    labels: tuple[str, ...], text: str, expected: list[int]
) -> None:
    assert within(text, labels) == expected


def test_a_list_of_bands_may_have_one_choice_beside_them() -> None:
    assert bands(OLD)[-1] is None
    assert bands(("1 次", "2 次", "看情况", "不想说")) == ()
    assert bands(("3 天", "4 年")) == ()
    assert smallest(AGES) == 18
    assert smallest(("好", "坏")) == 0


@given(st.text(max_size=60), st.sampled_from([AGES, YEARS, OLD]))
def test_no_text_raises(text: str, labels: tuple[str, ...]) -> None:
    within(text, labels)
    bands((text, *labels))
