"""What is said and sent around an alarm reaches those on duty, once, and nothing else is lost by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers.receive import receive
from model.message import Address, Incoming, Media, MediaKind
from model.need import Need
from storage.database import Database
from tests.dialogues.talk import Talk


def told(talk: Talk, line: str, chat: str) -> list[str]:
    return [message.text for who, message in talk.say(line) if who == chat]


def need(talk: Talk, number: str) -> Need:
    found = talk.database.write_now(lambda unit: unit.needs.by_number(number))
    assert found is not None
    return found


def test_a_photo_with_words_of_danger_lies_with_the_alarm(talk: Talk) -> None:
    update = Incoming("photo", Address("test", "me"), talk.now, text="厨房着火了")
    update = replace(update, media=Media(MediaKind.PHOTO, "photo-1", mime="image/jpeg"))
    talk.database.write_now(lambda unit: receive(unit, talk.services, [update], talk.now))
    alarm = need(talk, "1001")
    laid = talk.database.write_now(lambda unit: unit.needs.attachments(alarm.id))
    assert [one.ref for one in laid] == ["photo-1"]


def test_who_is_on_duty_and_has_taken_it_hears_more_words_once(talk: Talk) -> None:
    talk.say("厨房着火了")
    talk.say("{as chen}")
    talk.say("[我来跟进]")
    talk.say("{as me}")
    assert told(talk, "在3栋502", "chen") == ["1001：居民补充：在3栋502"]


def test_the_same_danger_days_later_is_a_new_alarm(talk: Talk) -> None:
    talk.say("我不想活了")
    talk.say("{as chen}")
    talk.say("[我来跟进]")
    talk.say("{as me}")
    talk.say("{wait 3d}")
    assert told(talk, "我不想活了", "chen")[0].startswith("紧急 1002")


def test_words_that_were_only_asked_about_go_with_the_alarm_that_follows(talk: Talk) -> None:
    asked = told(talk, "I smell something like gas sometimes", "me")
    assert "现在有危险吗" in asked[0]
    talk.say("着火了")
    assert need(talk, "1001").text == "I smell something like gas sometimes\n着火了"


def test_a_place_shared_after_an_alarm_is_where_it_is(talk: Talk) -> None:
    talk.say("厨房着火了")
    talk.say("{location 23.13 113.32}")
    assert need(talk, "1001").place == "桂香社区 (23.13000,113.32000)"


def test_a_sticker_is_no_news_of_an_alarm(talk: Talk) -> None:
    talk.say("厨房着火了")
    assert told(talk, "{sticker}", "chen") == []


def test_an_hour_later_words_are_a_need_like_any_other(talk: Talk) -> None:
    talk.say("厨房着火了")
    talk.say("{wait 2h}")
    assert "我这样理解" in told(talk, "我妈不会做饭，想要送饭", "me")[0]


def test_an_hour_later_the_room_that_listened_before_listens_again(talk: Talk) -> None:
    for line in ("楼道灯坏了", "[对，就这样", "[补充说明", "厨房着火了", "{wait 2h}"):
        talk.say(line)
    assert "加好了" in told(talk, "三楼的灯", "me")[0]


def test_never_mind_after_an_alarm_is_told_to_those_on_duty(talk: Talk) -> None:
    talk.say("厨房着火了")
    assert told(talk, "算了", "chen") == ["1001：居民补充：算了"]


def test_calling_off_keeps_the_need_that_was_on_the_card(talk: Talk) -> None:
    for line in ("楼道灯坏了", "strong smell of gas at home, I feel dizzy"):
        talk.say(line)
    card = told(talk, "[不是急事]", "me")[-1]
    assert "多急：这几天" in card
    assert "另外 1 件事（“楼道灯坏了”）稍后再说" in card


def test_violence_called_off_leaves_nothing_to_add_to(talk: Talk) -> None:
    for line in ("我老公打我，要打死我", "[不是急事]"):
        talk.say(line)
    assert told(talk, "{tap calm:1001}", "chen") == []
    assert "我这样理解" in told(talk, "我想学用手机", "me")[0]


def test_a_photo_and_a_place_sent_before_the_words_of_danger_lie_with_the_alarm(talk: Talk) -> None:
    for line in ("{photo}", "{location 23.13 113.32}", "厨房着火了"):
        talk.say(line)
    alarm = need(talk, "1001")
    laid = talk.database.write_now(lambda unit: unit.needs.attachments(alarm.id))
    assert [one.ref for one in laid] == ["photo-1"]
    assert alarm.place == "桂香社区 (23.13000,113.32000)"


def test_a_photo_with_words_that_are_asked_about_is_kept_for_whatever_it_is(talk: Talk) -> None:
    update = Incoming("photo", Address("test", "me"), talk.now, text="I smell something like gas sometimes")
    update = replace(update, media=Media(MediaKind.PHOTO, "photo-1", mime="image/jpeg"))
    talk.database.write_now(lambda unit: receive(unit, talk.services, [update], talk.now))
    card = told(talk, "{tap fine:}", "me")[-1]
    assert "附件：1 个" in card


def test_a_worker_hears_that_what_they_took_is_withdrawn(talk: Talk) -> None:
    for line in ("找真人", "[请社工联系我]", "楼上天天半夜吵", "{as zhou}", "{tap s.take:1001}", "{as me}"):
        talk.say(line)
    assert told(talk, "{tap dropped:1001}", "zhou") == ["1001：居民撤回了，不用再办。"]


def test_who_took_an_alarm_and_is_not_on_duty_hears_that_it_is_called_off(talk: Talk) -> None:
    for line in ("厨房着火了", "{as zhou}", "{tap s.take:1001}", "{as me}"):
        talk.say(line)
    out = talk.say("[不是急事]")
    assert [who for who, _ in out if who in {"zhou", "chen"}] == ["chen", "zhou"]


@pytest.mark.parametrize("said", ["有", "yes"])
def test_a_yes_before_any_consent_alerts_too(sqlite: Database, tmp_path: Path, said: str) -> None:
    talk = Talk(sqlite, MediaStore(tmp_path))
    talk.say("I smell something like gas sometimes")
    assert any(text.startswith("紧急 1001") for text in told(talk, said, "chen"))


@pytest.mark.parametrize("said", ["没有", "在厨房"])
def test_a_no_or_more_words_before_any_consent_are_kept_for_the_welcome(
    sqlite: Database, tmp_path: Path, said: str
) -> None:
    talk = Talk(sqlite, MediaStore(tmp_path))
    talk.say("I smell something like gas sometimes")
    ((who, message),) = talk.say(said)
    assert who == "me"
    assert "您说的我记下了" in message.text


def test_a_card_and_the_yes_to_it_in_one_batch(talk: Talk) -> None:
    updates = [
        Incoming(f"b{at}", Address("test", "me"), talk.now, text=text)
        for at, text in enumerate(("楼道灯坏了", "好的"))
    ]
    received = talk.database.write_now(lambda unit: receive(unit, talk.services, updates, talk.now))
    assert "提交好了，编号 1001" in received.owed[-1].message.text


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("我妈在家摔了一跤起不来", "居民的父母"),
        ("我爸走丢了，老年痴呆", "居民的父母"),
        ("我老公打我，救命", "居民本人"),
    ],
)
def test_the_card_says_for_whom_it_is(talk: Talk, said: str, whom: str) -> None:
    card = next(message.text for chat, message in talk.say(said) if chat == "chen")
    assert f"为谁：{whom}" in card
