"""What residents type while a survey listens: answers, what steers it, what is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers import surveys
from handlers.chat import steering
from handlers.chat.steering import Steer
from handlers.work import Work
from storage.database import Database
from storage.unit import Unit
from surveys import interview
from surveys.prompt import Ask, Prompt
from tests.dialogues.talk import Talk

FORMS = Path(__file__).parents[2] / "dialogues" / "forms"


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    return opened(sqlite, tmp_path, "household")


def opened(database: Database, folder: Path, form: str) -> Talk:
    talk = Talk(database, MediaStore(folder))
    talk.open_form(FORMS / f"{form}.md")
    talk.say("{survey}")
    return talk


def says(talk: Talk, *lines: str) -> str:
    """The last message after some lines."""
    shown = [talk.say(line) for line in lines][-1]
    return shown[-1][1].text


def answers(talk: Talk) -> list[str]:
    """All answers so far, in words."""

    def read(unit: Unit) -> list[str]:
        response = unit.surveys.of_person(9001)[0]
        step = surveys.resume(Work(unit, talk.services, talk.now), response)
        assert step is not None
        return [line.answer for line in interview.answers(step.session) if line.answer]

    return talk.database.write_now(read)


# taken back ---------------------------------------------------------------------------------------


def test_the_answer_before_is_put_right_in_words_and_said_back(talk: Talk) -> None:
    said = says(talk, "两口", "我刚才说错了，改成三口")
    assert said.startswith("好，上一题改成了“3”。")
    assert "跟您是什么关系" in said
    assert answers(talk) == ["3"]


def test_who_only_says_to_have_been_wrong_is_asked_again(talk: Talk) -> None:
    said = says(talk, "两口", "哎呀，说错了")
    assert "家里住几口人" in said
    assert "（现在的答案：2）" in said


def test_what_does_not_fit_the_question_before_is_asked_there(talk: Talk) -> None:
    said = says(talk, "两口", "[我自己]", "说错了，改成三个")
    assert said.startswith("没有找到“三个”")
    assert "跟您是什么关系" in said


def test_at_the_first_question_it_is_the_answer_to_that(talk: Talk) -> None:
    assert "第 2 题" in says(talk, "改成三口")
    assert answers(talk) == ["3"]


def prompt(ask: Ask) -> Prompt:
    return Prompt("/data/a", ask, "?")


CORRECTIONS = [
    ("我刚才说错了，改成三个", "三个"),
    ("点错了，是邻居", "邻居"),
    ("不好意思，上一题选错了。应该是 5", "5"),
    ("把上一题改成邻居", "邻居"),
    ("头先讲错咗，係三個", "三個"),
    ("错了", ""),
    ("I made a mistake", ""),
    ("Sorry, I meant three", "three"),
    ("I was wrong, it's 3", "3"),
    ("please change my last answer to 4", "4"),
    ("填错了单子怎么办", None),
    ("I was wrong about the lift", None),
    ("三个", None),
    ("说错了，" + "三" * 200, None),
]


@pytest.mark.parametrize("ask", [Ask.INTEGER, Ask.TEXT])
@pytest.mark.parametrize(("text", "meant"), CORRECTIONS)
def test_an_answer_is_taken_back_in_many_words(text: str, meant: str | None, ask: Ask) -> None:
    assert steering.corrected(text, prompt(ask)) == meant


@pytest.mark.parametrize("text", ["改成每天收垃圾", "错了，不该收这个钱"])
def test_where_any_words_are_an_answer_these_are(text: str) -> None:
    assert steering.corrected(text, prompt(Ask.TEXT)) is None
    assert steering.corrected(text, prompt(Ask.INTEGER)) is not None
    assert steering.corrected(text, prompt(Ask.REVIEW)) is None


# steered ------------------------------------------------------------------------------------------

STEERED = [
    ("跳过。", Steer.SKIP),
    ("跳过吧", Steer.SKIP),
    ("Skip!", Steer.SKIP),
    ("上一题。", Steer.BACK),
    ("返回上一题", Steer.BACK),
    ("go back", Steer.BACK),
    ("下一题", Steer.NEXT),
    ("我想改前面的", Steer.REVIEW),
    ("不填了。", Steer.PAUSE),
    ("什么意思？", Steer.EXPLAIN),
    ("啥意思嘛", Steer.EXPLAIN),
    ("What does that mean?", Steer.EXPLAIN),
    ("等一下哈", Steer.WAIT),
    ("跳过午饭", None),
    ("下一题是什么意思我不管，我要修电梯", None),
]


@pytest.mark.parametrize(("text", "steer"), STEERED)
def test_whole_sayings_steer_the_survey_and_nothing_else_does(text: str, steer: Steer | None) -> None:
    assert steering.meant(text) is steer


def at_the_end(talk: Talk) -> None:
    """To the question that takes any words."""
    for line in ("一口", "[我自己]", "68", "review", "13"):
        talk.say(line)


@pytest.mark.parametrize("words", ["什么意思？", "等一下", "上一题。", "跳过。", "说错了"])
def test_words_that_steer_are_never_kept_as_an_answer(talk: Talk, words: str) -> None:
    at_the_end(talk)
    before = answers(talk)
    talk.say(words)
    assert answers(talk) == before


def test_who_does_not_understand_is_asked_once_more_and_told_of_people(talk: Talk) -> None:
    said = says(talk, "啥意思")
    assert said.startswith("不好意思，没问清楚")
    assert "找人工" in said
    assert "家里住几口人" in said


def test_words_that_are_the_name_of_a_choice_are_an_answer(sqlite: Database, tmp_path: Path) -> None:
    talk = opened(sqlite, tmp_path, "sounds")
    assert "What else?" in says(talk, "1", "没时间。")
    assert answers(talk)[-1] == "没时间"
    assert says(talk, "没时间").startswith("先停在这里")


def test_no_more_than_what_is_ticked_loses_no_tick(talk: Talk) -> None:
    for line in ("一口", "[我自己]", "68", "1", "[家里人]", "没有"):
        talk.say(line)
    assert talk.screens["me"].find("✓ 家里人")


def test_the_authors_guidance_explains_a_question(sqlite: Database, tmp_path: Path) -> None:
    talk = opened(sqlite, tmp_path, "sounds")
    assert "Whoever sleeps here" not in says(talk, "飞机")
    assert "Whoever sleeps here" in says(talk, "什么意思？")


def test_who_needs_time_has_it(talk: Talk) -> None:
    assert says(talk, "等一下").startswith("不急")


def test_next_takes_what_is_ticked_and_passes_over_what_is_not(talk: Talk) -> None:
    for line in ("一口", "[我自己]", "下一题", "1", "[家里人]", "下一题"):
        talk.say(line)
    assert answers(talk)[-1] == "家里人"


# not an answer ------------------------------------------------------------------------------------


@pytest.mark.parametrize("none", ["没有", "不会拍", "没照片", "不方便"])
def test_who_has_no_picture_is_asked_the_next_question(talk: Talk, none: str) -> None:
    for line in ("一口", "[我自己]", "68", "review", "10"):
        talk.say(line)
    assert "您家大概在哪里" in says(talk, none)


def test_a_few_words_that_are_not_understood_are_no_other_matter(talk: Talk) -> None:
    for words in ("六十几", "早就退休了", "我老伴"):
        assert "另外一件事" not in says(talk, words)
    assert "另外一件事" in says(talk, "灯坏了")
    assert "另外一件事" in says(talk, "想找人陪我妈去医院看病")


def test_words_about_the_choices_are_no_other_matter(talk: Talk) -> None:
    for line in ("一口", "[我自己]", "68", "1"):
        talk.say(line)
    assert says(talk, "家里人不管，邻居帮忙").startswith("我怕弄错")


# no danger ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", ["三个孩子一个老人", "me and my wife", "all of them", "I'm a woman", "prefer not to say"]
)
def test_an_answer_is_no_danger(talk: Talk, said: str) -> None:
    ((_, message),) = talk.say(said)
    assert "家里住几口人" in message.text or "跟您是什么关系" in message.text


def test_what_answers_the_question_is_not_asked_about(sqlite: Database, tmp_path: Path) -> None:
    """It only sounds like danger, and names a choice."""
    talk = opened(sqlite, tmp_path, "sounds")
    assert "第 2 题" in says(talk, "someone over 60 and a child")


def test_what_only_sounds_like_danger_is_asked_about_before_anybody_is_alerted(talk: Talk) -> None:
    ((chat, message),) = talk.say("一个老人一个小孩在家")
    assert (chat, "现在有危险吗" in message.text) == ("me", True)


def test_danger_in_plain_words_is_danger_in_a_survey_too(talk: Talk) -> None:
    assert any("119" in message.text for _, message in talk.say("着火了，快来人"))
