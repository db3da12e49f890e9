"""A resident's (or staff member's) turn in a chat: what they did, where they are, what we answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import locales
from handlers import session as sessions
from handlers.services import Services
from handlers.work import Work
from locales import Texts
from matching.text import Looked
from model.message import File, Incoming, Keyboard, Outgoing
from model.person import Person
from model.phrase import Phrase
from model.survey import Response
from storage.chats import Chat
from storage.unit import Unit


class Turn(Work):
    """The work of one update. Rooms change ``session`` and ``say`` things; ``close`` writes the chat."""

    def __init__(
        self,
        unit: Unit,
        services: Services,
        now: datetime,
        incoming: Incoming,
        chat: Chat,
        person: Person | None,
        responses: dict[int, Response] | None = None,
    ) -> None:
        super().__init__(unit, services, now, "resident")
        self.incoming = incoming
        self.chat = chat
        self.person = person
        self._responses = {} if responses is None else responses
        self.session = sessions.load(chat.session)
        self.next: list[tuple[str, dict[str, object]]] = []
        self.looked: Looked | None = None
        """What was typed, once danger was looked for in it."""

    @property
    def words(self) -> Texts:
        """The texts of the chat's language."""
        return locales.texts(self.chat.language)

    @property
    def language(self) -> str:
        """The language spoken here."""
        return self.chat.language

    @property
    def consented(self) -> bool:
        """Whether there is a resident here who has agreed."""
        return self.person is not None and self.person.consent_at is not None

    @property
    def resident(self) -> Person:
        """The person, where there must be one; LookupError before consent."""
        if self.person is None:
            raise LookupError("this chat has no resident yet")
        return self.person

    def say(
        self,
        what: str | Phrase,
        keyboard: Keyboard = (),
        *,
        edit: bool = False,
        ask_location: str = "",
        ask_phone: str = "",
        document: File | None = None,
        **params: object,
    ) -> None:
        """Answer in this chat. ``edit`` puts the answer in the place of the message that was tapped."""
        self.say_plain(
            self.words.say(what, **params),
            keyboard,
            edit=edit,
            ask_location=ask_location,
            ask_phone=ask_phone,
            document=document,
        )

    def say_plain(
        self,
        text: str,
        keyboard: Keyboard = (),
        *,
        edit: bool = False,
        ask_location: str = "",
        ask_phone: str = "",
        document: File | None = None,
    ) -> None:
        """Answer with words that are already in the chat's language."""
        source = self.incoming.source if edit else None
        message = Outgoing(
            text,
            keyboard,
            replaces=source,
            ask_location=ask_location,
            ask_phone=ask_phone,
            document=document,
        )
        self.send(self.chat.chat, message)

    def then(self, screen: str, **params: object) -> None:
        """Show a screen by its name once the present room is done (rooms do not know each other)."""
        self.next.append((screen, params))

    @property
    def response(self) -> Response | None:
        """The survey being answered here, if one is; read once for the whole batch."""
        if not self.session.response:
            return None
        known = self._responses.get(self.session.response)
        return known if known is not None else self.unit.surveys.response(self.session.response)

    def keep_response(self, response: Response) -> None:
        """Remember a response as it was just written, for the chat's next turn in this batch."""
        self._responses[response.id] = response

    def go(self, room: str = "", arg: str = "") -> None:
        """What is typed next belongs to a room; "" lets it be a need."""
        self.session.at = room
        self.session.arg = arg

    def change_person(self, **changes: object) -> None:
        """Change the resident's own fields."""
        self.unit.people.change(self.resident.id, **changes)
        self.person = replace(self.resident, **changes)  # type: ignore[arg-type]

    def leave(self) -> None:
        """Nobody is behind this chat any more."""
        self.person = None
        self.chat = replace(self.chat, person_id=None)

    def close(self) -> Chat:
        """Write where the conversation stands now; gives back the chat as it is then."""
        session = sessions.dump(self.session)
        self.chat = self.chat.after(session, self.now, self.session.response or None)
        self.unit.chats.save(self.chat)
        return self.chat
