"""Numbers, durations and lists in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from digests.wording import Named, beside, called, hidden_parts, hours, many, plain, protect, say, small
from locales import Texts, texts
from model.phrase import Phrase, phrase


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "少于 5"), (4, "少于 5"), (5, "5"), (23, "23")])
def test_small_counts_are_not_shown(count: int, shown: str, zh: Callable[[Phrase], str]) -> None:
    assert zh(small(count)) == shown


@pytest.mark.parametrize(
    ("label", "parts", "shown"),
    [
        ("nothing to hide", (8, 0, 5), ["8", "0", "5"]),
        ("two small ones hide each other", (8, 1, 2), ["8", "少于 5", "少于 5"]),
        ("one alone takes the smallest other with it", (12, 7, 1), ["12", "少于 10", "少于 5"]),
        ("one alone beside a large one", (11, 1, 0), ["少于 15", "少于 5", "0"]),
        ("only small", (3, 0, 0), ["少于 5", "0", "0"]),
        ("none", (), []),
    ],
)
def test_no_small_part_can_be_worked_out_from_the_sum(
    label: str, parts: tuple[int, ...], shown: list[str], zh: Callable[[Phrase], str]
) -> None:
    assert [zh(one) for one in protect(parts)] == shown


def test_the_hidden_parts_are_never_a_single_one_beside_larger_ones() -> None:
    for one in range(30):
        for other in range(5, 30):
            assert len(hidden_parts((one, other, 40))) != 1


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (None, "—", "–"),
        (0.0, "1 分钟", "1 minute"),
        (0.5, "30 分钟", "30 minutes"),
        (1.0, "1 小时", "1 hour"),
        (3.46, "3.5 小时", "3.5 hours"),
        (30.2, "30 小时", "30 hours"),
        (48, "2 天", "2 days"),
        (60, "2.5 天", "2.5 days"),
    ],
)
def test_durations_read_as_people_say_them(amount: float | None, chinese: str, english: str) -> None:
    assert say(texts("zh_CN"), hours(amount)) == chinese
    assert say(texts("en"), hours(amount)) == english


def test_one_and_many_differ_in_english() -> None:
    said = [say(texts("en"), many("digest.hours", n)) for n in (0, 1, 2)]
    assert said == ["0 hours", "1 hour", "2 hours"]


def test_a_number_stands_beside_last_weeks_or_alone(zh: Callable[[Phrase], str]) -> None:
    assert zh(beside(plain(3), small(2))) == "3（上周少于 5）"
    assert zh(beside(plain(3), None)) == "3"


def test_names_and_lists_are_said_in_the_language(words: Texts) -> None:
    both = (Named("甲", "A"), Named("乙"), plain(3))
    expected = {"zh_CN": "甲、乙、3", "en": "A, 乙, 3"}
    assert say(words, phrase("digest.plain", text=both)) == expected[words.language]
    assert say(words, called(Named("甲", "A"))) == {"zh_CN": "甲", "en": "A"}[words.language]


def test_spaces_stay_beside_digits_and_latin_and_go_between_chinese(zh: Callable[[Phrase], str]) -> None:
    assert zh(plain("上周 少于 5 件 ，好 （ 是 ） 吗 a b")) == "上周少于 5 件，好（是）吗 a b"
