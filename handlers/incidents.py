"""Something is wrong with the installation: those on duty and the operators hear of it, and of its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.services import Services
from handlers.work import Work
from model.person import Role, Staff
from model.phrase import Phrase
from storage.incidents import Incident
from storage.outbox import Owed
from storage.unit import Unit

KINDS = ("intake", "outbox", "messenger", "disk", "database")
"""What can be wrong; each has its sentence, ``operations.incident.<kind>``."""
CALM = timedelta(seconds=90)
"""How long nothing must have been seen of it until an incident is over."""


def report(
    unit: Unit, services: Services, now: datetime, seen: Iterable[tuple[str, str]]
) -> tuple[list[Owed], tuple[Incident, ...]]:
    """Note what is wrong now, as (kind, subject); gives back the messages owed and every open incident."""
    unit.incidents.mark(now)
    with unit.turn():
        work = Work(unit, services, now)
        for kind, subject in seen:
            if unit.incidents.open(kind, subject, now):
                work.tell_staff(watchers(unit), alarm(kind, subject))
        for over in unit.incidents.end(now - CALM):
            work.tell_staff(watchers(unit), all_clear(over.kind, over.subject))
        return work.owed, tuple(unit.incidents.all())


def watchers(unit: Unit) -> list[Staff]:
    """Whoever is on duty, and the operators; each once."""
    people = [*unit.staff.on_duty(None), *unit.staff.with_role(Role.OPERATOR)]
    return list({one.id: one for one in people}.values())


def watching_chats(unit: Unit) -> list[tuple[str, str]]:
    """Their chats and each one's language, for when nothing can be written any more."""
    chats = [chat for one in watchers(unit) for chat in unit.chats.of_staff(one.id)]
    return [(chat.chat, chat.language) for chat in chats if not chat.unreachable]


def alarm(kind: str, subject: str) -> Phrase:
    """What is wrong, and what to do first."""
    return Phrase("operations.alarm", {"what": description(kind, subject)})


def all_clear(kind: str, subject: str) -> Phrase:
    """It is over."""
    return Phrase("operations.all_clear", {"what": description(kind, subject)})


def description(kind: str, subject: str) -> Phrase:
    """An incident in one sentence."""
    return Phrase(f"operations.incident.{kind}", {"subject": subject})
