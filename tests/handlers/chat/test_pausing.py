"""Surveys left, come back to, and not lost by the wrong button."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers.receive import receive
from model.message import Address, Incoming
from model.survey import Response, ResponseState
from storage.database import Database
from tests.dialogues.talk import Talk

FORMS = Path(__file__).parents[2] / "dialogues" / "forms"


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    talk = Talk(sqlite, MediaStore(tmp_path))
    talk.open_form(FORMS / "opinion.md")
    talk.say("{survey}")
    return talk


def response(talk: Talk) -> Response:
    found = talk.database.write_now(lambda unit: unit.surveys.of_person(9001))
    return found[0]


def test_a_sent_survey_is_not_deleted_by_the_button_of_a_pause(talk: Talk) -> None:
    for line in ("[好的]", "停", "[接着填", "多种树", "[提交"):
        talk.say(line)
    sent = response(talk)
    talk.say("[不填了")
    assert response(talk) == sent
    assert sent.state is ResponseState.SUBMITTED


def test_no_thank_you_counts_only_while_it_is_asked(talk: Talk) -> None:
    talk.say("好的")
    outdated, question = (message.text for _, message in talk.say("[不了"))
    assert "前面那题" in outdated
    assert "您希望社区做什么" in question
    assert response(talk).state is ResponseState.DRAFT


def test_one_that_cannot_be_read_any_more_is_told_and_lets_go(talk: Talk) -> None:
    """An older version wrote it, or its form is gone: words are no answers to it from then on."""
    spoilt = replace(response(talk), session=b"{}")
    talk.database.write_now(lambda unit: unit.surveys.save(spoilt))
    talk.services.forms._sessions.clear()
    assert "打不开了" in talk.say(f"{{tap continue:{spoilt.id}}}")[0][1].text
    assert "我这样理解" in talk.say("楼道灯坏了")[0][1].text


def test_somebody_elses_survey_cannot_be_dropped_or_gone_on_with(talk: Talk) -> None:
    for line in ("{as liu}", "{start GH01}", "[中文]", "[可以"):
        talk.say(line)
    for tap in ("continue", "unsurvey", "nothanks"):
        assert "过时" in talk.say(f"{{tap {tap}:{response(talk).id}}}")[0][1].text
    assert response(talk).state is ResponseState.DRAFT


def test_two_answers_in_one_batch_are_two_answers(talk: Talk) -> None:
    """The second is heard by the question that the first brought up."""
    updates = [
        Incoming(f"b{at}", Address("test", "me"), talk.now, text=text)
        for at, text in enumerate(("好的", "多种树"))
    ]
    received = talk.database.write_now(lambda unit: receive(unit, talk.services, updates, talk.now))
    assert received.poisoned == 0
    assert "多种树" in received.owed[-1].message.text
