"""Volunteers' shifts: places, the waiting list, no double booking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.media import MediaStore
from handlers import shifts
from handlers.chat import converse
from handlers.timers import shift as timer
from handlers.turn import Turn
from handlers.work import Work
from model.message import Address, Incoming
from model.person import Person
from model.volunteer import SignUpState
from storage.chats import Chat
from storage.database import Database
from storage.unit import Unit
from tests.dialogues import street
from tests.dialogues.talk import Talk

ONE_PLACE, LATER = street.shifts(street.NOW)


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    built = Talk(sqlite, MediaStore(tmp_path))

    def people(unit: Unit) -> None:
        for number in (1, 2, 3):
            unit.people.add(Person(9000 + number, "zh_CN", street.NOW, consent_at=street.NOW))
            unit.chats.save(Chat(f"test:v{number}", "zh_CN", b"", street.NOW, 9000 + number))

    built.database.write_now(people)
    return built


def _do(talk: Talk, act: Callable[[Work], Any]) -> Any:
    return talk.database.write_now(lambda unit: act(Work(unit, talk.services, street.NOW)))


def test_when_all_places_are_taken_one_waits_and_moves_up_when_one_is_free(talk: Talk) -> None:
    assert _do(talk, lambda work: shifts.take(work, ONE_PLACE, 9001)).state is SignUpState.TAKEN
    assert _do(talk, lambda work: shifts.take(work, ONE_PLACE, 9002)).state is SignUpState.WAITING
    assert _do(talk, lambda work: shifts.take(work, ONE_PLACE, 9003)).state is SignUpState.WAITING

    def give_back(work: Work) -> list[str]:
        assert shifts.cancel(work, ONE_PLACE, 9001)
        return [one.chat for one in work.owed]

    assert _do(talk, give_back) == ["test:v2"]
    states = _do(
        talk, lambda work: {o.person_id: o.state for o in work.unit.volunteers.sign_ups(ONE_PLACE.id)}
    )
    assert states == {9002: SignUpState.TAKEN, 9003: SignUpState.WAITING}


def test_taking_a_shift_twice_changes_nothing(talk: Talk) -> None:
    first = _do(talk, lambda work: shifts.take(work, LATER, 9001))
    again = _do(talk, lambda work: shifts.take(work, LATER, 9001))
    assert replace(again, at=first.at) == first


@pytest.mark.parametrize(
    ("ahead", "said"), [(timedelta(days=3), "前一天晚上我提醒您"), (timedelta(hours=3), "快到时间了")]
)
def test_a_reminder_is_promised_only_while_its_evening_is_still_to_come(
    talk: Talk, ahead: timedelta, said: str
) -> None:
    shift = replace(LATER, id=777, starts=street.NOW + ahead, ends=street.NOW + ahead + timedelta(hours=1))
    talk.database.write_now(lambda unit: unit.volunteers.add_shift(shift))

    def take(unit: Unit) -> str:
        chat = unit.chats.of_person(9001)[0]
        tapped = Incoming("x1", Address("test", "v1"), street.NOW, tap=f"take:{shift.id}")
        turn = Turn(unit, talk.services, street.NOW, tapped, chat, unit.people.get(9001))
        converse(turn)
        return turn.owed[-1].message.text

    assert said in talk.database.write_now(take)


def test_nobody_can_be_in_two_places_at_once(talk: Talk) -> None:
    _do(talk, lambda work: shifts.take(work, ONE_PLACE, 9001))
    with pytest.raises(shifts.DoubleBooked) as clash:
        _do(talk, lambda work: shifts.take(work, LATER, 9001))
    assert clash.value.other.id == ONE_PLACE.id


def test_a_shift_given_back_can_be_taken_again_and_giving_back_nothing_is_said_so(talk: Talk) -> None:
    assert not _do(talk, lambda work: shifts.cancel(work, LATER, 9001))
    _do(talk, lambda work: shifts.take(work, LATER, 9001))
    assert _do(talk, lambda work: shifts.cancel(work, LATER, 9001))
    assert _do(talk, lambda work: shifts.take(work, LATER, 9001)).state is SignUpState.TAKEN


@pytest.mark.parametrize(
    ("quiet", "said"),
    [((22, 8), "提醒您，明天"), ((17, 7), "提醒您，今天")],
    ids=["read at once", "read in the morning, when the quiet hours are over"],
)
def test_a_reminder_says_the_day_as_of_when_it_is_read(talk: Talk, quiet: tuple[int, int], said: str) -> None:
    def remind(unit: Unit) -> str:
        unit.people.change(9001, quiet_from=time(quiet[0]), quiet_to=time(quiet[1]))
        evening = shifts.reminder_at(ONE_PLACE, street.ZONE)
        work = Work(unit, talk.services, evening)
        shifts.take(work, ONE_PLACE, 9001)
        timer.fire(work, f"{ONE_PLACE.id}:9001")
        return work.owed[-1].message.text

    assert talk.database.write_now(remind).startswith(said)


def test_who_waited_and_waits_no_longer_gives_nobody_a_place(talk: Talk) -> None:
    _do(talk, lambda work: shifts.take(work, ONE_PLACE, 9001))
    _do(talk, lambda work: shifts.take(work, ONE_PLACE, 9002))
    for chat, said in (("v2", "好，不排队了"), ("v1", "名额留给别的邻居")):
        talk.chat = chat
        assert said in talk.say(f"{{tap unshift:{ONE_PLACE.id}}}")[0][1].text
