"""One unit of work: what a use case may touch, whoever caused it (a chat, the desk, a timer)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

import locales
from handlers.services import Services
from locales import Texts
from model.events import Event
from model.message import Address, Keyboard, Outgoing
from model.need import Entry, Need, Visibility
from model.person import Person, Staff
from model.phrase import Phrase
from storage.chats import Chat
from storage.outbox import Owed
from storage.unit import Unit

Keys = Callable[[Texts], Keyboard]
"""Buttons in whatever language they are to be read in."""
What = str | Phrase | Callable[[Texts], str]
"""A text's key, a phrase, or words in whatever language they are to be read in."""


def say(words: Texts, what: What, **params: object) -> str:
    """The words themselves."""
    return what(words) if callable(what) else words.say(what, **params)


class Work:
    """Load, ask the model, write; tell people; say what happened.

    ``actor`` is who does it: "resident", "system" or "staff:<id>". ``owed`` collects the messages, so that
    the sender can be handed them right after the commit.
    """

    def __init__(self, unit: Unit, services: Services, now: datetime, actor: str = "system") -> None:
        self.unit = unit
        self.services = services
        self.now = now
        self.actor = actor
        self.owed: list[Owed] = []

    def emit(self, event: Event) -> None:
        """Something has happened: run its consequences now, inside this transaction."""
        from handlers.on import HANDLERS  # noqa: PLC0415 - consequences use Work; the table closes the circle

        for handle in HANDLERS[type(event)]:
            handle(self, event)

    # telling people --------------------------------------------------------------------------------

    def send(self, chat: str, message: Outgoing, not_before: datetime | None = None) -> None:
        """Owe a message to a chat."""
        owed = Owed(self.services.ids(), chat, self.now, not_before or self.now, message)
        self.unit.outbox.add(owed)
        self.owed.append(owed)

    def tell(
        self,
        person_id: int,
        what: What,
        keyboard: Keys | None = None,
        *,
        quiet: bool = True,
        **params: object,
    ) -> None:
        """Tell a resident something they did not just ask for, in the chat they last used.

        ``keyboard`` is a function of the language. Quiet hours hold it back unless ``quiet`` is False or
        the messenger never rings; a resident who stopped all messages gets none, one who blocked us neither.
        """
        person = self.unit.people.get(person_id)
        chats = [chat for chat in self.unit.chats.of_person(person_id) if not chat.unreachable]
        if person is None or not chats or (person.stopped and quiet):
            return
        words = locales.texts(chats[0].language)
        message = Outgoing(say(words, what, **params), keyboard(words) if keyboard else ())
        self.send(chats[0].chat, message, self._held_until(person, chats[0]) if quiet else None)

    def heard_at(self, person: Person) -> datetime:
        """When a resident is told what is said now: at once, or when their quiet hours end."""
        chats = [chat for chat in self.unit.chats.of_person(person.id) if not chat.unreachable]
        return (self._held_until(person, chats[0]) if chats else None) or self.now

    def _held_until(self, person: Person, chat: Chat) -> datetime | None:
        rings = Address.parse(chat.chat).channel not in self.services.silent
        return quiet_until(person, self) if rings else None

    def tell_staff(
        self, people: Iterable[Staff], what: What, keyboard: Keys | None = None, **params: object
    ) -> None:
        """Tell members of staff in every chat they have linked."""
        for staff in people:
            for chat in self.unit.chats.of_staff(staff.id):
                words = locales.texts(chat.language)
                buttons: Keyboard = keyboard(words) if keyboard else ()
                self.send(chat.chat, Outgoing(say(words, what, **params), buttons))

    # writing down ----------------------------------------------------------------------------------

    def log(
        self,
        need: Need,
        kind: str,
        visibility: Visibility = Visibility.EVERYONE,
        actor: str | None = None,
        **data: Any,  # noqa: ANN401 - JSON
    ) -> None:
        """Add a line to a need's story."""
        self.unit.needs.tell(
            Entry(
                self.services.ids(),
                need.id,
                self.now,
                kind,
                actor or self.actor,
                visibility,
                msgspec.json.encode(data).decode(),
            )
        )

    def drop_files(self, refs: Iterable[str]) -> None:
        """Delete files that no need has any more, once that is durable.

        What two have sent is kept once, for both.
        """
        known = list(refs)
        used = self.unit.pruning.attached(known) if known else set()
        gone = [ref for ref in known if ref not in used]
        if gone:
            self.unit.afterwards.append(partial(self.services.drop, gone))

    def audit(self, action: str, subject: str, **detail: Any) -> None:  # noqa: ANN401 - JSON
        """Put a look or a change on record."""
        self.unit.audits.add(self.services.ids(), self.now, self.actor, action, subject, **detail)


def quiet_until(person: Person, work: Work) -> datetime | None:
    """When the person's quiet hours end, if they are now; else None."""
    local = work.now.astimezone(work.services.zone)
    start, end = person.quiet_from, person.quiet_to
    at = local.time()
    quiet = start <= at < end if start <= end else at >= start or at < end
    if start == end or not quiet:
        return None
    wake = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return (wake if wake > local else wake + timedelta(days=1)).astimezone(work.now.tzinfo)


def blank_chat(key: str, language: str, now: datetime) -> Chat:
    """A chat nobody has spoken in yet."""
    return Chat(key, language, b"", now)
