"""A number is only read out of words when it is clear that it is the answer."""

from datetime import UTC, datetime

import pytest

from model.phrase import Phrase
from surveys.answers import units
from surveys.answers.asked import Asked
from surveys.answers.number import read_decimal, read_integer
from surveys.answers.numerals import is_bare, number

AGE, HOW_OLD = "孩子几岁了？", "How old is the child?"
PEOPLE, FLOOR, PRICE = "一共有几位老人需要？", "您家住几楼？", "一个月花多少元？"
UNCLEAR = "survey.answer.number.unclear"
CASES = [
    (AGE, "7岁", "7"),
    (AGE, "七", "7"),
    (AGE, "她快七岁了", "7"),
    (AGE, "男孩，7岁，二年级", "7"),
    (AGE, "我家老二 ５ 岁", "5"),
    (AGE, "七岁半", "survey.answer.integer.whole"),
    (AGE, "一个男孩，二年级", UNCLEAR),
    (AGE, "一个女孩", UNCLEAR),
    (AGE, "二年级", UNCLEAR),
    (AGE, "8个月", UNCLEAR),
    (AGE, "7岁和9岁", UNCLEAR),
    (AGE, "七八岁", UNCLEAR),
    (AGE, "3号楼", UNCLEAR),
    (AGE, "没有", "survey.answer.integer.what"),
    (HOW_OLD, "7 years old", "7"),
    (HOW_OLD, "he is seven.", "7"),
    (HOW_OLD, "seven-year-old", "7"),
    (HOW_OLD, "one boy, second grade", UNCLEAR),
    (HOW_OLD, "2nd grade", UNCLEAR),
    (HOW_OLD, "7 months", UNCLEAR),
    (PEOPLE, "两个", "2"),
    (PEOPLE, "3个人", "3"),
    (PEOPLE, "一共三个人", "3"),
    (PEOPLE, "一家三口", "3"),
    (PEOPLE, "两位，都八十了", "2"),
    (PEOPLE, "2个，80岁", "2"),
    (PEOPLE, "三五个", UNCLEAR),
    (PEOPLE, "5-6个", UNCLEAR),
    (PEOPLE, "5～6个人", UNCLEAR),
    (PEOPLE, "三到四位", UNCLEAR),
    (PEOPLE, "3、4个", UNCLEAR),
    (AGE, "6或7岁", UNCLEAR),
    (HOW_OLD, "6 to 7 years", UNCLEAR),
    (AGE, "八十多", UNCLEAR),
    (AGE, "80多岁", UNCLEAR),
    (AGE, "八十几", UNCLEAR),
    (AGE, "80出头", UNCLEAR),
    (AGE, "不到80岁", UNCLEAR),
    (AGE, "超过80岁", UNCLEAR),
    (AGE, "80岁以上", UNCLEAR),
    (AGE, "80+", UNCLEAR),
    (AGE, "80左右", "80"),
    (HOW_OLD, "eighty-something", UNCLEAR),
    (HOW_OLD, "80 something", UNCLEAR),
    (HOW_OLD, "over 80", UNCLEAR),
    (HOW_OLD, "over 80 years old", UNCLEAR),
    (HOW_OLD, "eighty odd", UNCLEAR),
    (HOW_OLD, "in his 80s", UNCLEAR),
    (HOW_OLD, "he is about eighty", "80"),
    (PEOPLE, "十来个", UNCLEAR),
    (PEOPLE, "20多个", UNCLEAR),
    (PEOPLE, "几十个", UNCLEAR),
    (PEOPLE, "上百个", UNCLEAR),
    (PEOPLE, "至少3个", UNCLEAR),
    (PEOPLE, "2个多动症孩子", "2"),
    (PEOPLE, "3个来了", "3"),
    (PRICE, "一百多块", UNCLEAR),
    (PRICE, "300块多", UNCLEAR),
    (PRICE, "1000余元", UNCLEAR),
    (PRICE, "¥300", "300"),
    (PEOPLE, "5栋", UNCLEAR),
    (FLOOR, "三楼", "3"),
    (FLOOR, "3号楼5楼", UNCLEAR),
    (PEOPLE, "两三个", UNCLEAR),
    (PEOPLE, "一两个", UNCLEAR),
    (PEOPLE, "8分", UNCLEAR),
    ("打几分？", "8分", "8"),
    ("体重多少？", "60公斤", "60"),
    (PEOPLE, "1家", UNCLEAR),
    (PEOPLE, "三代六口人", "6"),
    (PEOPLE, "三个孩子一个老人", UNCLEAR),
    (PEOPLE, "没有", "0"),
    (PEOPLE, "a family of four", "4"),
    ("How many people live here?", "four of us", "4"),
    ("How many people live here?", "none", "0"),
    ("How many hours?", "3 people", UNCLEAR),
    ("", "half a dozen", "survey.answer.integer.what"),
    (AGE, "1958", "survey.answer.integer.age"),
    (AGE, "七十三八十四", "survey.answer.integer.what"),
    (HOW_OLD, "I'm 7", "7"),
    ("", "十五", "15"),
    ("", "一三五", "135"),
    ("", "3-5", UNCLEAR),
    ("", "12:30", UNCLEAR),
    ("", "下午3点", UNCLEAR),
]


@pytest.mark.parametrize(("question", "text", "expected"), CASES)
def test_a_whole_number_is_taken_when_it_is_clearly_what_was_asked_for(
    question: str, text: str, expected: str
) -> None:
    read = read_integer(text, Asked(datetime(2026, 11, 18, tzinfo=UTC), question=question))
    assert (read.key if isinstance(read, Phrase) else read) == expected


def test_what_is_asked_again_has_an_example_that_fits_the_question() -> None:
    now = datetime(2026, 11, 18, tzinfo=UTC)
    again = [read_integer("二年级", Asked(now, question=one)) for one in (AGE, PEOPLE, "今年多大？")]
    assert [one.params["example"] for one in again if isinstance(one, Phrase)] == [7, 3, 68]


def test_a_measure_in_two_parts_is_one_decimal_number() -> None:
    assert read_decimal("八毛", Asked(datetime(2026, 11, 18, tzinfo=UTC), question=PRICE)) == "0.8"
    assert read_decimal("3块5", Asked(datetime(2026, 11, 18, tzinfo=UTC), question=PRICE)) == "3.5"


@pytest.mark.parametrize("text", ["0", "7", "007", "35", "110", "119", "1998", "2147483648", "9" * 20])
@pytest.mark.parametrize("question", ["您今年多大年纪？", "家里住几个人？", "住在几楼？", ""])
def test_bare_digits_are_taken_at_once_as_what_they_would_be_taken_for_in_the_end(
    text: str, question: str
) -> None:
    assert is_bare(text)
    assert units.clear(text, question) == text
    assert number(text) == int(text)
