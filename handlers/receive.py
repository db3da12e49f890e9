"""A batch of updates becomes rows and answers, in one transaction.

Each turn stands alone: one that fails is set aside with its traceback, and its chat hears that something
went wrong on our side. Its neighbours do not notice.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

import locales
from handlers.chat import converse
from handlers.services import Services
from handlers.turn import Turn
from handlers.work import Work, blank_chat
from model.message import Incoming, Outgoing
from model.person import Person
from model.survey import Response
from storage.chats import Chat
from storage.outbox import Owed
from storage.unit import Unit

_log = structlog.get_logger()


@dataclass(slots=True)
class Received:
    """What a batch came to: the messages owed, how many updates were new, how many were poisoned."""

    owed: list[Owed] = field(default_factory=list)
    done: int = 0
    poisoned: int = 0


@dataclass(slots=True)
class _Loaded:
    """What the batch's turns need, read with one query each."""

    known: set[tuple[str, str]]
    chats: dict[str, Chat]
    people: dict[int, Person]
    responses: dict[int, Response]

    def keep(self, turn: Turn) -> None:
        """What the next turns of the batch go on from, once this one has ended well."""
        self.chats[turn.chat.chat] = turn.chat
        if turn.person is not None:
            self.people[turn.person.id] = turn.person


def receive(unit: Unit, services: Services, updates: Sequence[Incoming], now: datetime) -> Received:
    """Work on a batch. Updates of one chat are in their order; those seen before are passed over."""
    received = Received()
    loaded = _load(unit, updates)
    for update in updates:
        key = (update.address.channel, update.update_id)
        if key in loaded.known:
            continue
        loaded.known.add(key)
        try:
            with unit.turn():
                turn = _turn(unit, services, update, loaded, now)
        except Exception as error:  # noqa: BLE001 - whatever it was, the neighbours go on
            _log.exception("turn_failed", channel=update.address.channel, kind=type(error).__name__)
            received.poisoned += 1
            loaded.responses.clear()  # they may hold answers of the turn that was undone
            received.owed += _set_aside(unit, services, update, loaded, now)
        else:
            received.done += 1
            if turn is not None:
                received.owed += turn.owed
                loaded.keep(turn)
    return received


def _load(unit: Unit, updates: Sequence[Incoming]) -> _Loaded:
    chats = unit.chats.load(list({str(update.address) for update in updates}))
    ids = [chat.person_id for chat in chats.values() if chat.person_id is not None]
    surveys = [chat.response_id for chat in chats.values() if chat.response_id is not None]
    return _Loaded(
        unit.inbox.known(updates),
        chats,
        unit.people.load(ids) if ids else {},
        unit.surveys.load(surveys) if surveys else {},
    )


def _turn(unit: Unit, services: Services, update: Incoming, loaded: _Loaded, now: datetime) -> Turn | None:
    key = str(update.address)
    chat = loaded.chats.get(key) or blank_chat(key, locales.resolve(update.language), now)
    unit.inbox.add(update)
    if update.blocked is not None:
        _blocked(unit, chat, blocked=update.blocked)
        return None
    person = loaded.people.get(chat.person_id) if chat.person_id is not None else None
    turn = Turn(unit, services, now, update, chat, person, loaded.responses)
    converse(turn)
    turn.close()
    return turn


def _blocked(unit: Unit, chat: Chat, *, blocked: bool) -> None:
    unit.chats.mark_unreachable(chat.chat, unreachable=blocked)
    if blocked:
        unit.outbox.drop(chat.chat)


def _set_aside(
    unit: Unit, services: Services, update: Incoming, loaded: _Loaded, now: datetime
) -> list[Owed]:
    trace = traceback.format_exc()
    chat = loaded.chats.get(str(update.address))
    words = locales.texts(chat.language if chat else locales.resolve(update.language))
    with unit.turn():
        work = Work(unit, services, now)
        unit.inbox.add(update, error=trace)
        work.send(str(update.address), Outgoing(words.say("chat.our_fault")))
    return work.owed
