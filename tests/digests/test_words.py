"""What residents say most, without pointing at anybody."""

from __future__ import annotations

import pytest

from digests.names import Names
from digests.words import Word, scrub, words


def said_by(people: int, text: str) -> list[tuple[int, str]]:
    return [(person, text) for person in range(people)]


def test_a_word_counts_only_when_five_different_residents_used_it() -> None:
    assert words(said_by(4, "楼道里路灯坏了")) == ()
    assert Word("路灯", 5) in words(said_by(5, "楼道里路灯坏了"))


def test_a_resident_who_says_it_ten_times_counts_once() -> None:
    assert words([(1, "路灯路灯，路灯坏了")] * 10) == ()


def test_the_most_used_come_first_and_the_list_ends() -> None:
    texts = said_by(9, "停车位不够") + [(100 + person, "广场舞太吵") for person in range(6)]
    found = words(texts, most=2)
    assert found[0] == Word("停车位", 9)
    assert len(found) == 2


def test_a_part_gives_way_to_the_longer_word_said_as_often() -> None:
    texts = said_by(6, "想要加装电梯") + [(100 + person, "电梯老坏") for person in range(6)]
    assert {word.word for word in words(texts)} == {"加装电梯", "电梯"}  # twelve say 电梯: none hides it
    assert "助餐" not in {word.word for word in words(said_by(6, "老人助餐在哪里，助餐"))}


@pytest.mark.parametrize(
    ("label", "text", "gone"),
    [
        ("a name with a form of address", "王秀英阿姨想要送餐上门", "王秀英"),
        ("a name from the dictionary", "李建国乱停车", "李建国"),
        ("a known name", "找丰登要送餐上门", "丰登"),
        ("a phone number", "送餐上门电话13800138000", "13800138000"),
        ("a house", "送餐上门到幸福路28号楼3单元502室", "幸福"),
        ("who asks", "老人需要送餐上门", "老人"),
        ("a capital begins a name", "Zhang says the lamp is broken", "zhang"),
        ("words of every message", "please help with the broken lamp", "please"),
    ],
)
def test_nothing_that_points_at_a_person_is_a_topic(label: str, text: str, gone: str) -> None:
    found = {word.word for word in words(said_by(6, text), never=[Names(["丰登", "a"])])}
    assert not any(gone in word for word in found)
    assert found & {"送餐上门", "乱停车", "broken"}


def test_words_the_dictionary_does_not_know_are_left_out() -> None:
    assert words(said_by(6, "呒哓哓，甪瓎瓎")) == ()


def test_no_texts_give_no_words() -> None:
    assert words([]) == ()


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("请找王阿姨谈电梯", "请找…谈电梯"),
        ("电话 138-0013-8000 问电梯", "电话 … 问电梯"),
        ("住 2单元502室 的电梯坏了", "住 … 的电梯坏了"),
        ("写信到 a@b.cn 或 https://x.cn/1", "写信到 … 或 …"),
        ("Ask Mrs. Li about the lift", "Ask … about the lift"),
        ("给3号楼装电梯", "给3号楼装电梯"),
    ],
)
def test_a_topics_title_keeps_its_matter_and_loses_the_person(text: str, scrubbed: str) -> None:
    assert scrub(text) == scrubbed


def test_a_known_name_is_scrubbed_wherever_it_stands() -> None:
    assert scrub("听丰登和小丰登说", [Names(["丰登", "小丰登", "说"])]) == "听…和…说"
