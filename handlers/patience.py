"""A chat that writes faster than we read is asked for patience, once; nothing it says is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import locales
from handlers.services import Services
from handlers.work import Work
from model.message import Outgoing
from storage.outbox import Owed
from storage.unit import Unit


def ask_for_patience(unit: Unit, services: Services, chats: Sequence[str], now: datetime) -> list[Owed]:
    """Owe each of these chats one friendly sentence, in its language."""
    known = unit.chats.load(chats)
    with unit.turn():
        work = Work(unit, services, now)
        for key in chats:
            chat = known.get(key)
            words = locales.texts(chat.language if chat else locales.DEFAULT)
            work.send(key, Outgoing(words.say("operations.patience")))
    return work.owed
