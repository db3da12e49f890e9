"""What a resident puts right in words."""

from __future__ import annotations

from importlib import import_module

import pytest

from handlers.session import Draft, load
from tests.dialogues.talk import Talk


def draft(talk: Talk) -> Draft:
    chat = talk.database.write_now(lambda unit: unit.chats.load(["test:me"]))["test:me"]
    found = load(chat.session).draft
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("said", "correction", "field", "expected"),
    [
        ("楼道灯坏了", "不对，是电梯坏了", "category", "facilities.lift"),
        ("楼道灯坏了", "不是灯，是电梯", "category", "facilities.lift"),
        ("楼道灯坏了", "说错了，垃圾没人收", "category", "environment.garbage"),
        ("我妈要送饭", "不是我妈，是邻居", "whom", "neighbour"),
        ("我妈要送饭", "不是我妈，是邻居", "category", "elderly.meals"),
        ("明天要人陪我去医院", "错了，是后天", "time_wish", "后天"),
        ("3栋楼道灯坏了", "不是3栋，是5栋", "place", "5栋"),
        ("the hallway light is broken", "no, it is the lift", "category", "facilities.lift"),
        ("the hallway light is broken", "sorry, i mean the lift is broken", "category", "facilities.lift"),
        ("meals for my mother", "not for my mother but for my neighbour", "whom", "neighbour"),
        ("楼道灯坏了", "我家在3栋502", "place", "3栋502"),
    ],
)
def test_a_correction_changes_what_was_understood(
    talk: Talk, said: str, correction: str, field: str, expected: str
) -> None:
    talk.say(said)
    talk.say(correction)
    assert getattr(draft(talk), field) == expected
    assert draft(talk).text == f"{said}\n{correction}"


@pytest.mark.parametrize("words", ["三楼", "在三楼", "我家在3栋502", "3栋2单元"])
def test_words_that_only_say_where_are_no_need_of_their_own(talk: Talk, words: str) -> None:
    talk.say("楼道灯坏了")
    talk.say(words)
    assert draft(talk).more == []
    assert draft(talk).place


def test_a_correction_of_what_it_is_forgets_the_answers_to_its_small_questions(talk: Talk) -> None:
    for line in ("孩子放学没人看，想找托管", "[先答", "7岁", "[跳过]", "不对，是电梯坏了"):
        talk.say(line)
    assert (draft(talk).category, draft(talk).answers) == ("facilities.lift", "")


@pytest.mark.parametrize("word", ["好的", "👍", "嗯"])
def test_a_yes_files_only_the_card_that_was_shown_last(talk: Talk, word: str) -> None:
    talk.say("楼道灯坏了")
    talk.say("取消")
    assert "提交好了" not in talk.say(word)[0][1].text
    talk.say("[接着说")
    assert any("提交好了" in message.text for _, message in talk.say(word))


@pytest.mark.parametrize(
    ("lines", "category"),
    [
        (("楼道灯坏了", "[改事情]", "电梯停了三天"), "facilities.lift"),
        (("楼道灯坏了", "[改事情]", "为老服务", "老人助餐"), "elderly.meals"),
        (("楼道灯坏了", "[改事情]", "[为老服务]", "老人助餐"), "elderly.meals"),
        (("家里的事情想请人帮个忙", "便民服务", "小修小补"), "convenience.repair"),
        (("家里的事情想请人帮个忙", "家政"), "convenience.cleaning"),
    ],
)
def test_what_it_is_may_be_typed_as_well_as_tapped(talk: Talk, lines: tuple[str, ...], category: str) -> None:
    for line in lines:
        talk.say(line)
    assert draft(talk).category == category
    assert draft(talk).more == []


def test_danger_is_looked_for_once_in_what_is_typed(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    danger = import_module("matching.text.danger")
    signals, looks = danger.signals, []
    monkeypatch.setattr(danger, "signals", lambda: (looks.append(1), signals())[1])
    talk.say("楼道的灯坏了，晚上看不见路")
    assert draft(talk).category == "facilities.lighting"
    assert len(looks) == 1
