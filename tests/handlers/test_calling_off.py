"""An alarm about violence is not silenced by whoever holds the telephone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers import referrals
from handlers.work import Work
from model.need import Need, NeedState, Outcome, Visibility
from model.referral import DeclineReason
from storage.database import Database
from storage.outbox import Owed
from storage.unit import Unit
from tests.dialogues import street
from tests.dialogues.talk import Talk

ALARM = "我老公打我，要打死我"
WORKER = street.STAFF[0]


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    talk = Talk(sqlite, MediaStore(tmp_path))
    for line in ("{start GH01}", "[中文]", "[可以]", ALARM):
        talk.say(line)
    return talk


def said(talk: Talk, line: str, chat: str) -> list[str]:
    return [message.text for who, message in talk.say(line) if who == chat]


def need(talk: Talk) -> Need:
    found = talk.database.write_now(lambda unit: unit.needs.by_number("1001"))
    assert found is not None
    return found


def test_the_alarm_stands_and_comes_again_until_somebody_takes_it(talk: Talk) -> None:
    told = said(talk, "[不是急事]", "chen")
    assert len(told) == 1
    assert "警报没有取消" in told[0]
    assert need(talk).state is NeedState.SUBMITTED
    assert any("还没有人接" in text for text in said(talk, "{wait 1h}", "chen"))


def test_the_screen_shows_a_short_harmless_word_in_place_of_the_alarm(talk: Talk) -> None:
    ((_, message),) = [one for one in talk.say("[不是急事]") if one[0] == "me"]
    assert message.replaces
    assert message.text == "好，知道了。"
    assert "1001" not in str(talk.say("{tap menu:mine}"))
    assert "请求：0 个" in said(talk, "{tap data:}", "me")[0]


@pytest.mark.parametrize("called_off", [False, True])
def test_nor_is_deleting_everything(talk: Talk, *, called_off: bool) -> None:
    if called_off:
        talk.say("[不是急事]")
    told = said(talk, "{tap forgotten:}", "chen")
    assert "警报没有取消" in told[0]
    assert not any("已由居民取消" in text for text in told)
    assert need(talk).state is NeedState.SUBMITTED
    assert need(talk).text == ""
    assert any("还没有人接" in text for text in said(talk, "{wait 1h}", "chen"))


def test_withdrawing_it_from_the_list_of_requests_is_no_way_around(talk: Talk) -> None:
    assert "警报没有取消" in said(talk, "{tap dropped:1001}", "chen")[0]
    assert need(talk).state is NeedState.SUBMITTED
    assert "1001" not in str(talk.say("{tap need:1001}"))


def test_nothing_more_of_it_is_sent_to_the_telephone(talk: Talk) -> None:
    talk.say("[不是急事]")

    found = need(talk)

    def run(unit: Unit) -> list[Owed]:
        work = Work(unit, talk.services, talk.now, f"staff:{WORKER.id}")
        taken = referrals.take(work, WORKER, found)
        referrals.note(work, WORKER, taken, "去过了", Visibility.EVERYONE)
        with pytest.raises(referrals.NotAllowed):
            referrals.ask(work, WORKER, taken, "您还好吗")
        referrals.resolve(work, WORKER, taken, Outcome.SOLVED)
        return work.owed

    assert talk.database.write_now(run) == []


def test_that_an_organization_gives_it_back_is_for_those_on_duty_alone(talk: Talk) -> None:
    talk.say("[不是急事]")
    found = need(talk)

    def run(unit: Unit) -> list[str]:
        work = Work(unit, talk.services, talk.now, f"staff:{WORKER.id}")
        asked = referrals.assign(work, WORKER, found, 201)
        taken = referrals.accept(work, WORKER, asked)
        work.owed.clear()
        referrals.give_back(work, WORKER, taken, DeclineReason.OUT_OF_SCOPE)
        return [one.chat for one in work.owed]

    told = talk.database.write_now(run)
    assert "test:chen" in told
    assert "test:me" not in told


def test_who_has_taken_it_is_told_too_and_cannot_ask_in_the_chat(talk: Talk) -> None:
    talk.chat = "zhou"
    talk.database.write_now(lambda unit: unit.staff.change(WORKER.id, on_duty=False))
    talk.say("{tap s.take:1001}")
    talk.chat = "me"
    assert "警报没有取消" in said(talk, "[不是急事]", "zhou")[0]
    talk.chat = "zhou"
    assert "警报没有取消" in said(talk, "{tap s.ask:1001}", "zhou")[0]


def test_new_words_of_danger_reach_those_on_duty_again(talk: Talk) -> None:
    talk.say("[不是急事]")
    assert any("又打我" in text for text in said(talk, "救命，他又打我", "chen"))


def test_harmless_words_after_it_are_a_need_like_any_other(talk: Talk) -> None:
    talk.say("[不是急事]")
    assert "我这样理解" in said(talk, "我想学用手机", "me")[0]


def test_other_alarms_are_called_off_by_a_tap_as_before(sqlite: Database, tmp_path: Path) -> None:
    talk = Talk(sqlite, MediaStore(tmp_path))
    for line in ("{start GH01}", "[中文]", "[可以]", "厨房着火了", "[不是急事]"):
        talk.say(line)
    assert need(talk).state is NeedState.WITHDRAWN
