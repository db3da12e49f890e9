"""Choices named by their places in the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers.picking import letters, places

FIVE = ("停车", "电梯", "垃圾", "噪音", "安全")
ELEVEN = tuple("甲乙丙丁戊己庚辛壬癸子")
LETTERED = ("A. 停车", "B. 电梯", "C. 垃圾", "D. 噪音")
CASES = [
    ("1到3", [1, 2, 3]),
    ("1-3", [1, 2, 3]),
    ("一到三", [1, 2, 3]),
    ("第一到第三", [1, 2, 3]),
    ("1 to 3", [1, 2, 3]),
    ("1,3-5", [1, 3, 4, 5]),
    ("3到1", None),
    ("1-9", None),
    ("第一个和第三个", [1, 3]),
    ("第二个第一个", [1, 2]),
    ("选第1、3、5项", [1, 3, 5]),
    ("我选1、3", [1, 3]),
    ("1、3都要", [1, 3]),
    ("1.3", [1, 3]),
    ("1.2.3", [1, 2, 3]),
    ("1 3", [1, 3]),
    ("13", [1, 3]),
    ("一三", [1, 3]),
    ("①③", [1, 3]),
    ("11", None),
    ("6", None),
    ("前两个", [1, 2]),
    ("头三样", [1, 2, 3]),
    ("最后一个", [5]),
    ("后面两个", [4, 5]),
    ("倒数第二", [4]),
    ("前两个和最后一个", [1, 2, 5]),
    ("前十个", None),
    ("中间那个", [3]),
    ("three", [3]),
    ("first and third", [1, 3]),
    ("the second one", [2]),
    ("the first two", [1, 2]),
    ("the last one", [5]),
    ("the second to last", [4]),
    ("option 2", [2]),
    ("A", None),
    ("三个", None),
    ("停车", None),
    ("", None),
    ("1" * 90, None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_places_are_read_however_they_are_named(text: str, expected: list[int] | None) -> None:
    assert places(text, FIVE) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("13", None), ("11", [11]), ("1、11", [1, 11]), ("①③", [1, 3])]
)
def test_digits_side_by_side_are_two_places_only_in_a_short_list(text: str, expected: object) -> None:
    assert places(text, ELEVEN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A、C", [1, 3]), ("ac", [1, 3]), ("选A", [1]), ("A-C", [1, 2, 3]), ("Ｂ和Ｄ", [2, 4]), ("E", None)],
)
def test_letters_are_places_where_the_labels_begin_with_them(text: str, expected: object) -> None:
    assert places(text, LETTERED) == expected


def test_labels_that_are_not_all_lettered_have_no_letters() -> None:
    assert letters((*LETTERED, "其他")) == {}
    assert letters(("A停车", "B电梯")) == {"a": 1, "b": 2}


def test_a_list_without_a_middle_or_without_anything_names_no_place() -> None:
    assert places("中间那个", FIVE[:4]) is None
    assert places("1", ()) is None


@given(st.text(max_size=100))
def test_no_text_raises(text: str) -> None:
    places(text, FIVE)
