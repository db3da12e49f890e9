"""One's own data as a page that somebody without a computer's knowledge can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.media import MediaStore
from model.message import File
from storage.database import Database
from tests.dialogues.talk import Talk


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    talk = Talk(sqlite, MediaStore(tmp_path))
    for line in ("{start GH01}", "[中文]", "[可以]"):
        talk.say(line)
    return talk


def exported(talk: Talk, kind: str = "") -> tuple[File, str]:
    """The file that the button gives, and what is in it."""
    ((_, message),) = talk.say(f"{{tap export:{kind}}}")
    assert message.document is not None
    return message.document, MediaStore(_folder(talk)).read(message.document.key).decode()


def _folder(talk: Talk) -> Path:
    store: MediaStore = talk.services.keep.__self__  # type: ignore[attr-defined]
    return store._folder


def test_everything_stands_under_headings_in_ones_own_language(talk: Talk) -> None:
    for line in ("孩子放学没人看，想找托管", "[先答", "7岁", "[跳过]", "[对，就这样"):
        talk.say(line)
    file, text = exported(talk)
    assert (file.name, file.mime) == ("linli-my-data.html", "text/html")
    assert '<html lang="zh-CN">' in text
    headings = ("我是谁", "我的请求", "我答的问卷", "我的志愿服务", "聊天记录")
    places = [text.index(f"<h2>{one}</h2>") for one in headings]
    assert places == sorted(places)
    for words in ("桂香社区", "1001", "孩子放学没人看，想找托管", "孩子几岁了？7", "2026-11-18"):
        assert words in text


def test_words_that_look_like_markup_are_only_words(talk: Talk) -> None:
    for line in ("楼道灯坏了 <script>alert(1)</script>", "[对，就这样"):
        talk.say(line)
    _, text = exported(talk)
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_shifts_are_listed_and_what_there_is_none_of_says_so(talk: Talk) -> None:
    assert exported(talk)[1].count(">没有。<") == 3
    talk.say("{volunteer me2 小刘 escort}")
    talk.chat = "me2"
    talk.say("{tap take:501}")
    text = exported(talk)[1]
    assert "社区食堂帮厨" in text
    assert "报上名了" in text


def test_json_for_another_system_is_the_second_button(talk: Talk) -> None:
    exported(talk)
    ((_, message),) = talk.say("[带去别的平台")
    assert message.document is not None
    assert message.document.name == "linli-my-data.json"


def test_answers_to_surveys_are_there_in_words(sqlite: Database, tmp_path: Path) -> None:
    talk = Talk(sqlite, MediaStore(tmp_path))
    talk.open_form(Path(__file__).parents[1] / "dialogues" / "forms" / "opinion.md")
    for line in ("{survey}", "[好的]", "多种树", "[提交"):
        talk.say(line)
    text = exported(talk)[1]
    assert "<h3>意见调查" in text
    assert "您希望社区做什么？ 多种树" in text


def test_what_somebody_said_is_there_to_its_end(talk: Talk) -> None:
    """In the chat a long note is shown by its beginning; one's own data are whole."""
    note = "三楼那盏，靠近电梯的，" + "晚上老人看不见路，" * 10 + "请早点来"
    for line in ("楼道灯坏了", "[对，就这样", "[补充说明", note):
        talk.say(line)
    assert note in exported(talk)[1]
    assert note not in talk.say("{tap need:1001}")[0][1].text


def test_every_answer_to_a_question_asked_several_times_is_there(sqlite: Database, tmp_path: Path) -> None:
    talk = Talk(sqlite, MediaStore(tmp_path))
    talk.open_form(Path(__file__).parents[1] / "dialogues" / "forms" / "market.md")
    answers = ("没去过", "太远了", "[好的]", "青椒", "八块五", "[再加", "茄子", "[跳过]", "[没有了]")
    for line in ("{survey}", *answers, "[提交"):
        talk.say(line)
    text = exported(talk)[1]
    assert "青椒" in text
    assert "茄子" in text


def test_a_survey_that_was_declined_is_neither_shown_nor_counted(sqlite: Database, tmp_path: Path) -> None:
    talk = Talk(sqlite, MediaStore(tmp_path))
    talk.open_form(Path(__file__).parents[1] / "dialogues" / "forms" / "opinion.md")
    for line in ("{survey}", "[不了"):
        talk.say(line)
    assert "意见调查" not in exported(talk)[1]
    assert "问卷：0 份" in talk.say("{tap data:}")[0][1].text
