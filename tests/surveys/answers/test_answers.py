"""Every answer type: what people type, and what becomes of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from model.phrase import Phrase
from surveys.answers import MEDIA, READERS, Asked, media, place, range_, read
from surveys.answers.choice import matching, spelled
from surveys.answers.shown import shown
from surveys.answers.words import no_answer, yes_or_no
from surveys.choices import Option
from surveys.prompt import Ask
from surveys.said import Location, Media

NOW = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
OPTIONS = (
    Option("meals", "送餐、助餐"),
    Option("visits", "探望陪伴"),
    Option("escort", "陪同就医"),
    Option("repair", "小家电维修"),
    Option("other", "其他"),
)
YESNO = (Option("yes", "是"), Option("no", "否"))
ENGLISH = (Option("a", "Apples"), Option("b", "Apricots"), Option("c", "Cherries and plums"))
ASKED = Asked(NOW, OPTIONS)
SCALE = Asked(NOW, (), {"start": "1", "end": "5", "step": "1"})

CASES: dict[Ask, list[tuple[str, Asked, str]]] = {
    Ask.TEXT: [(" 你好 \x07", ASKED, "你好"), ("", ASKED, "!text.empty"), ("字" * 5000, ASKED, "!text.long")],
    Ask.INTEGER: [
        ("三十五岁", ASKED, "35"),
        ("1.5", ASKED, "!integer.whole"),
        ("许多", ASKED, "!integer.what"),
        ("99999999999", ASKED, "!integer.size"),
        ("１２", ASKED, "12"),
    ],
    Ask.DECIMAL: [
        ("1.50", ASKED, "1.5"),
        ("三点五", ASKED, "3.5"),
        ("2", ASKED, "2"),
        ("no", ASKED, "!decimal.what"),
        ("1.1234567890123456", ASKED, "!decimal.size"),
    ],
    Ask.DATE: [("昨天", ASKED, "2026-11-20"), ("哪天", ASKED, "!date.what")],
    Ask.TIME: [("15:30", ASKED, "15:30:00.000+00:00"), ("哪会", ASKED, "!time.what")],
    Ask.DATETIME: [("昨天15:30", ASKED, "2026-11-20T15:30:00.000+00:00"), ("哪", ASKED, "!datetime.what")],
    Ask.CHOICE: [
        ("2", ASKED, "visits"),
        ("第三个", ASKED, "escort"),
        ("送餐", ASKED, "meals"),
        ("其他。", ASKED, "other"),
        ("visits", ASKED, "visits"),
        ("tanwang", ASKED, "visits"),
        ("ptjy", ASKED, "escort"),
        ("维修", ASKED, "repair"),
        ("陪", ASKED, "escort"),
        ("飞机", ASKED, "!choice.none"),
        ("我想要探望陪伴", ASKED, "visits"),
        ("是的", Asked(NOW, YESNO), "yes"),
        ("没有", Asked(NOW, YESNO), "no"),
        ("ap", Asked(NOW, ENGLISH), "!choice.several"),
        ("cherr", Asked(NOW, ENGLISH), "c"),
        ("9", ASKED, "!choice.none"),
        ("", ASKED, "!choice.none"),
        ("ok", ASKED, "!choice.none"),
    ],
    Ask.MULTIPLE: [
        ("1,3,5", ASKED, "meals escort other"),
        ("探望陪伴、其他", ASKED, "visits other"),
        ("送餐", ASKED, "meals"),
        ("1 2", ASKED, "meals visits"),
        ("其他和维修", ASKED, "repair other"),
        ("送餐、飞机", ASKED, "!choice.none"),
        ("ap、c", Asked(NOW, ENGLISH), "!choice.several"),
        ("", ASKED, "!choice.none"),
        ("，", ASKED, "!choice.none"),
        ("cherries and plums", Asked(NOW, ENGLISH), "c"),
        ("apples and c", Asked(NOW, ENGLISH), "a c"),
    ],
    Ask.RANK: [
        ("3 1 2", Asked(NOW, OPTIONS[:3]), "escort meals visits"),
        ("312", Asked(NOW, OPTIONS[:3]), "escort meals visits"),
        ("送餐>探望", Asked(NOW, OPTIONS[:3]), "meals visits escort"),
        ("1", ASKED, "!rank.all"),
        ("火箭", ASKED, "!choice.none"),
        ("先探望再送餐", Asked(NOW, OPTIONS[:3]), "visits meals escort"),
    ],
    Ask.RANGE: [
        ("4", SCALE, "4"),
        ("五", SCALE, "5"),
        ("9", SCALE, "!range.whole"),
        ("1.5", SCALE, "!range.whole"),
        ("?", SCALE, "!range.whole"),
        ("打四分", SCALE, "4"),
        ("我给4分吧", SCALE, "4"),
        ("4/5", SCALE, "4"),
        ("four out of 5", SCALE, "4"),
        ("4/10", SCALE, "!range.whole"),
        ("四个小时", SCALE, "!range.whole"),
        ("四个小时", structs.replace(SCALE, question="一个月几个小时？"), "4"),
        ("满分", SCALE, "5"),
        ("最低分", SCALE, "1"),
        ("一般", SCALE, "!range.whole"),
        ("一点都不好", SCALE, "!range.whole"),
        ("四到五", SCALE, "!range.whole"),
        ("5分以下", SCALE, "!range.whole"),
        ("两句话说不清", SCALE, "!range.whole"),
        ("七八十", Asked(NOW, (), {"start": "0", "end": "100"}), "!range.whole"),
        ("0.5", Asked(NOW, (), {"start": "0", "end": "1", "step": "0.5"}), "0.5"),
        ("0.7", Asked(NOW, (), {"start": "0", "end": "1", "step": "0.5"}), "!range.outside"),
        ("2", Asked(NOW, (), {"start": "0.5", "end": "3.5", "step": "1"}), "!range.outside"),
        ("7", Asked(NOW, (), {"start": "0", "end": "1", "step": "0"}), "!range.between"),
    ],
    Ask.LOCATION: [
        ("31.23, 121.47", ASKED, "31.23 121.47 0.0 0.0"),
        ("31.23N 121.47E", ASKED, "31.23 121.47 0.0 0.0"),
        ("南33.5 西70.1", ASKED, "!place.what"),
        ("33.5S 70.1W 10 5", ASKED, "-33.5 -70.1 10.0 5.0"),
        ("121.47, 31.23", ASKED, "31.23 121.47 0.0 0.0"),
        ("东经121.47 北纬31.23", ASKED, "31.23 121.47 0.0 0.0"),
        ("北纬31.23，东经121.47", ASKED, "31.23 121.47 0.0 0.0"),
        ("120.5, 95.2", ASKED, "!place.what"),
        ("家里", ASKED, "!place.what"),
        ("99 200", ASKED, "!place.what"),
    ],
    Ask.TRACE: [
        ("1 2; 3 4", ASKED, "1.0 2.0 0.0 0.0; 3.0 4.0 0.0 0.0"),
        ("1 2", ASKED, "!trace.what"),
        ("a; b", ASKED, "!trace.what"),
    ],
    Ask.SHAPE: [
        ("1 2; 3 4; 5 6", ASKED, "1.0 2.0 0.0 0.0; 3.0 4.0 0.0 0.0; 5.0 6.0 0.0 0.0; 1.0 2.0 0.0 0.0"),
        ("1 2; 3 4", ASKED, "!shape.what"),
        ("here", ASKED, "!shape.what"),
        ("1 2; 3 4; 5 6; 1 2", ASKED, "1.0 2.0 0.0 0.0; 3.0 4.0 0.0 0.0; 5.0 6.0 0.0 0.0; 1.0 2.0 0.0 0.0"),
    ],
    Ask.BARCODE: [
        ("６９０123", ASKED, "690123"),
        ("", ASKED, "!barcode.what"),
        ("1\n2", ASKED, "!barcode.what"),
    ],
    Ask.ACKNOWLEDGE: [
        ("好的", ASKED, "OK"),
        ("冇问题", ASKED, "OK"),
        ("不想参加", ASKED, ""),
        ("嗯？什么", ASKED, "!acknowledge.what"),
    ],
}


def test_every_answer_type_has_cases() -> None:
    assert set(CASES) == set(READERS)


@pytest.mark.parametrize("ask", READERS)
def test_typed_words_become_a_value_or_a_kind_sentence(ask: Ask) -> None:
    for text, asked, expected in CASES[ask]:
        found = read(ask, text, asked)
        told = f"!{found.key.removeprefix('survey.answer.')}" if isinstance(found, Phrase) else found
        assert told == expected, text


@given(st.sampled_from(sorted(READERS, key=str)), st.text(max_size=200), st.sampled_from([ASKED, SCALE]))
def test_no_text_ever_raises(ask: Ask, text: str, asked: Asked) -> None:
    read(ask, text, asked)


@pytest.mark.parametrize("ask", sorted(MEDIA, key=str))
def test_words_where_a_file_is_asked_for_are_answered_with_what_to_send(ask: Ask) -> None:
    found = read(ask, "好", ASKED)
    assert isinstance(found, Phrase)
    assert found.key == f"survey.answer.media.{ask.value}"


MEDIA_CASES = [
    (Media("leak.jpg", "image/jpeg"), Ask.PHOTO, "leak.jpg"),
    (Media("../../etc/passwd", ""), Ask.FILE, "_.._etc_passwd"),
    (Media("a.mp3", "audio/mpeg"), Ask.PHOTO, "!media.photo"),
    (Media("a.mp3", "audio/mpeg"), Ask.AUDIO, "a.mp3"),
    (Media("", "video/mp4"), Ask.VIDEO, "!media.video"),
    (Media("a.txt", "text/plain"), Ask.TEXT, "!media.unasked"),
]


@pytest.mark.parametrize(("sent", "ask", "expected"), MEDIA_CASES)
def test_a_file_is_taken_where_its_kind_is_asked_for(sent: Media, ask: Ask, expected: str) -> None:
    found = media.read(sent, ask)
    told = f"!{found.key.removeprefix('survey.answer.')}" if isinstance(found, Phrase) else found
    assert told == expected


def test_a_shared_location_is_written_as_the_standard_writes_points() -> None:
    assert place.from_location(Location(31.5, 121.25, 4, 12)) == "31.5 121.25 4.0 12.0"
    assert isinstance(place.from_location(Location(91, 0)), Phrase)


YES_AND_NO = [
    ("是", True),
    ("好的。", True),
    ("OK!", True),
    ("不用了", None),
    ("没有", False),
    ("No.", False),
    ("也许", None),
    ("要得嘛", True),
    ("係呀", True),
    ("嗯", True),
    ("没得", False),
    ("唔系", False),
    ("no, thank you", None),
    ("no thank you", False),
]


@pytest.mark.parametrize(("text", "expected"), YES_AND_NO)
def test_yes_and_no_are_understood(text: str, expected: object) -> None:
    assert yes_or_no(text) is expected


def test_a_label_without_chinese_has_no_pinyin() -> None:
    assert spelled("Apples") == ("", "")
    assert spelled("送餐")[0] == "songcan"


def test_a_sentence_is_matched_only_loosely() -> None:
    assert [one.value for one in matching("我想要探望陪伴", OPTIONS)] == ["visits"]
    assert matching("我想要探望陪伴", OPTIONS, loosely=False) == []


SHOWN = [
    (Ask.MULTIPLE, "meals other", "送餐、助餐、其他"),
    (Ask.RANK, "other meals", "其他 › 送餐、助餐"),
    (Ask.CHOICE, "gone", "gone"),
]


@pytest.mark.parametrize(("ask", "value", "expected"), SHOWN)
def test_choices_are_shown_by_their_labels(ask: Ask, value: str, expected: str) -> None:
    assert shown(ask, value, ASKED) == expected


PLAIN = [
    (Ask.DATETIME, "2026-03-05T08:00:00.000+08:00", "2026-03-05 08:00"),
    (Ask.TIME, "08:00:00.000+08:00", "08:00"),
    (Ask.LOCATION, "31.2345678 121.4 0 0", "31.23457, 121.40000"),
    (Ask.LOCATION, "x y", "x, y"),
    (Ask.ACKNOWLEDGE, "OK", "✓"),
    (Ask.DECIMAL, "3.0", "3"),
    (Ask.TEXT, "hi", "hi"),
    (Ask.TEXT, "", ""),
]


@pytest.mark.parametrize(("ask", "value", "expected"), PLAIN)
def test_other_answers_are_shown_readably(ask: Ask, value: str, expected: str) -> None:
    assert shown(ask, value, Asked(NOW)) == expected


def test_the_numbers_of_a_scale_are_listed_when_they_are_few() -> None:
    assert range_.numbers(SCALE, 11) == ("1", "2", "3", "4", "5")
    assert range_.numbers(SCALE, 3) == ()
    assert range_.numbers(Asked(NOW, (), {"start": "5", "end": "1", "step": "2"}), 11) == ("5", "3", "1")
    assert range_.numbers(Asked(NOW, (), {"step": "0"}), 11) == ()
    assert range_.numbers(Asked(NOW, (), {"start": "x", "end": "nan"}), 11)[0] == "0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不知道", True),
        ("不晓得。", True),
        ("记不得了", True),
        ("随便吧", True),
        ("都行啊", True),
        ("I don't know.", True),
        ("Whatever", True),
        ("我说不清楚", True),
        ("i dont know", True),
        ("none of your business", True),
        ("不知道谁弄的", False),
        ("三口", False),
        ("", False),
    ],
)
def test_who_does_not_know_or_does_not_mind_says_so(text: str, *, expected: bool) -> None:
    assert no_answer(text) is expected
