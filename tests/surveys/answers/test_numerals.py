"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers.numerals import number

CASES = [
    ("35", 35),
    ("３５", 35),
    ("三十五", 35),
    ("两百", 200),
    ("二百五", 250),
    ("一千零五", 1005),
    ("一万二", 12000),
    ("1,200", 1200),
    ("1.5", Decimal("1.5")),
    ("2万", 20000),
    ("1.2万", 12000),
    ("十", 10),
    ("十五", 15),
    ("廿五", 25),
    ("一三五", 135),
    ("零", 0),
    ("〇", 0),
    ("三点五", Decimal("3.5")),
    ("半", Decimal("0.5")),
    ("两个半", Decimal("2.5")),
    ("八块五", Decimal("8.5")),
    ("三块二毛五分钱", Decimal("3.25")),
    ("一米七五", Decimal("1.75")),
    ("3块5", Decimal("3.5")),
    ("八块", 8),
    ("3个人", 3),
    ("五位", 5),
    ("-3", -3),
    ("负三", -3),
    ("约20", 20),
    ("twenty-five", 25),
    ("three", 3),
    ("two hundred", 200),
    ("a hundred", None),
    ("one thousand", 1000),
    ("half", Decimal("0.5")),
    ("三亿", 300000000),
    ("一百万", 1000000),
    ("3k", 3000),
    (".5", Decimal("0.5")),
    ("3 半", Decimal("3.5")),
    ("贰拾", 20),
    ("八毛", Decimal("0.8")),
    ("两毛五", Decimal("0.25")),
    ("七十三八十四", None),
    ("七八十", None),
    ("十一二", None),
    ("一百零五", 105),
    ("三万五千", 35000),
    ("two dozen", None),
    ("3-5", None),
    ("12:30", None),
    ("3/4", None),
    ("", None),
    ("abc", None),
    ("很多", None),
    ("x" * 100, None),
    ("1.2.3", None),
    ("a few", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_number_is_read_however_it_is_written(text: str, expected: Decimal | int | None) -> None:
    assert number(text) == expected


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    number(text)


@given(st.integers(0, 10**8))
def test_digits_are_read_as_themselves(value: int) -> None:
    assert number(str(value)) == value
