"""Where a form wants only a year, or a month with its year."""

import datetime as dt

import pytest

from model.phrase import Phrase
from surveys.answers.asked import Asked
from surveys.answers.date import read
from surveys.answers.shown import shown
from surveys.prompt import Ask

NOW = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
CASES = [
    ("year", "2019", "2019-01-01"),
    ("year", "2019年", "2019-01-01"),
    ("year", "二零一九年", "2019-01-01"),
    ("year", "去年", "2025-01-01"),
    ("year", "last year", "2025-01-01"),
    ("year", "3月5日", "2026-01-01"),
    ("no-calendar year", "昨天", "2026-01-01"),
    ("year", "82年", "1982-01-01"),
    ("year", "八二年", "1982-01-01"),
    ("year", "98", "1998-01-01"),
    ("year", "08年", "2008-01-01"),
    ("year", "30年", "survey.answer.date.year"),
    ("year", "08", "survey.answer.date.year"),
    ("year", "大概2010年", "2010-01-01"),
    ("year", "in 2015", "2015-01-01"),
    ("year", "2010年以前", "survey.answer.date.year"),
    ("year", "98年春节", "1998-01-01"),
    ("year", "春节", "survey.answer.date.lunar"),
    ("year", "早就来了", "survey.answer.date.year"),
    ("month-year", "2019年3月", "2019-03-01"),
    ("month-year", "2019-03", "2019-03-01"),
    ("month-year", "March 2019", "2019-03-01"),
    ("month-year", "mar", "2026-03-01"),
    ("month-year", "去年十二月", "2025-12-01"),
    ("month-year", "三月", "2026-03-01"),
    ("month-year", "2019-03-05", "2019-03-01"),
    ("month-year", "13月", "survey.answer.date.month"),
    ("month-year", "夏天", "survey.answer.date.month"),
    ("", "2019", "survey.answer.date.more"),
]


@pytest.mark.parametrize(("appearance", "said", "stored"), CASES)
def test_a_year_or_month_is_enough_where_only_that_is_asked(appearance: str, said: str, stored: str) -> None:
    found = read(said, Asked(NOW, appearance=appearance))
    assert (found.key if isinstance(found, Phrase) else found) == stored


@pytest.mark.parametrize(
    ("appearance", "words"), [("year", "2019"), ("month-year", "2019-03"), ("", "2019-03-05")]
)
def test_only_that_part_is_shown_back(appearance: str, words: str) -> None:
    assert shown(Ask.DATE, "2019-03-05", Asked(NOW, appearance=appearance)) == words


def test_a_line_is_shown_by_its_ends_and_the_number_of_its_points() -> None:
    assert shown(Ask.TRACE, "1 2 0 0;3 4 0 0", Asked(NOW)) == "1.00000, 2.00000 → 3.00000, 4.00000 (2)"
    assert shown(Ask.SHAPE, ";", Asked(NOW)) == ";"
