"""Who does not agree: nothing of what they said is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.dialogues.talk import Talk

SAID = "我一个人住，血糖高，想有人送饭"


def _kept(talk: Talk) -> str:
    since = talk.now - timedelta(days=1)
    return str(talk.database.write_now(lambda unit: unit.inbox.of_chat("test:new", since)))


@pytest.fixture
def stranger(talk: Talk) -> Talk:
    for line in ("{as new}", "{start GH01}", "[中文]", SAID):
        talk.say(line)
    return talk


def test_what_was_said_before_a_no_is_not_kept(stranger: Talk) -> None:
    assert SAID in _kept(stranger)
    assert "我什么都没留下" in stranger.say("[先不用")[0][1].text
    assert SAID not in _kept(stranger)


def test_an_alarm_that_was_raised_is_named(stranger: Talk) -> None:
    stranger.say("家里着火了")
    shown = stranger.say("{tap disagree:}")
    assert "紧急求助已经报给值班的人" in shown[0][1].text
    assert "我什么都没留下" not in shown[0][1].text.replace("别的我什么都没留下", "")
    assert stranger.database.write_now(lambda unit: unit.needs.by_number("1001")).text == "家里着火了"
