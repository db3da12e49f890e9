"""A batch of updates: each turn stands alone, nothing is worked on twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.media import MediaStore
from handlers import chat
from handlers.receive import Received, receive
from handlers.turn import Turn
from model.message import Address, Incoming
from storage.database import Database
from tests.dialogues import street
from tests.dialogues.talk import Talk


@pytest.fixture
def talk(database: Database, tmp_path: Path) -> Talk:
    return Talk(database, MediaStore(tmp_path))


def _said(number: int, who: str, text: str) -> Incoming:
    return Incoming(str(number), Address("test", who), street.NOW, text=text, language="zh")


def _receive(talk: Talk, updates: list[Incoming]) -> Received:
    return talk.database.write_now(lambda unit: receive(unit, talk.services, updates, talk.now))


def test_an_update_that_comes_twice_is_answered_once(talk: Talk) -> None:
    update = _said(1, "a", "您好")
    assert _receive(talk, [update, update]).done == 1
    again = _receive(talk, [update])
    assert (again.done, again.owed) == (0, [])


def test_a_turn_that_fails_is_set_aside_and_its_neighbours_go_on(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = chat._answer

    def answer(turn: Turn) -> None:
        plain(turn)
        if turn.incoming.text == "坏":
            turn.unit.needs.next_number()
            raise RuntimeError("a bug")

    monkeypatch.setattr(chat, "_answer", answer)
    received = _receive(talk, [_said(1, "a", "您好"), _said(2, "b", "坏"), _said(3, "c", "您好")])
    assert (received.done, received.poisoned) == (2, 1)
    answers = {one.chat: one.message.text for one in received.owed}
    assert answers["test:b"].startswith("对不起，我们这边出了点问题")
    assert set(answers) == {"test:a", "test:b", "test:c"}
    poisoned = talk.database.write_now(lambda unit: unit.inbox.poisoned())
    assert [(channel, update) for channel, update, _ in poisoned] == [("test", "2")]
    assert "RuntimeError: a bug" in poisoned[0][2]
    assert talk.database.write_now(lambda unit: unit.chats.get("test:b")) is None


def test_two_turns_of_one_chat_in_a_batch_see_each_other(talk: Talk) -> None:
    _receive(talk, [_said(1, "a", "家里水管漏水了"), _said(2, "a", "厨房那根")])
    kept = talk.database.write_now(lambda unit: unit.chats.get("test:a"))
    assert kept is not None
    assert "家里水管漏水了\\n厨房那根" in kept.session.decode()
