"""Chats: where each conversation stands, and who is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.locks import lock
from storage.room import Room

_t = tables.chat


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat. ``session`` is the conversation's state in handlers' own JSON."""

    chat: str
    language: str
    session: bytes
    seen_at: datetime
    person_id: int | None = None
    staff_id: int | None = None
    unreachable: bool = False
    response_id: int | None = None

    def after(self, session: bytes, at: datetime, response_id: int | None) -> Chat:
        """After a turn: whoever speaks can be reached. By hand, since every turn of a city comes this way."""
        return Chat(self.chat, self.language, session, at, self.person_id, self.staff_id, False, response_id)


class Chats(Room):
    """One row a chat."""

    def lock(self, keys: Iterable[str]) -> None:
        """Have these chats, known or not, to ourselves until the transaction ends. Nothing on SQLite."""
        lock(self.tx, keys)

    def load(self, keys: Sequence[str]) -> dict[str, Chat]:
        """The known ones of these chats."""
        return {one.chat: one for one in self.tx.objects(Chat, _t, "chat", keys)}

    def get(self, key: str) -> Chat | None:
        """One chat."""
        return self.load([key]).get(key)

    def save(self, chat: Chat) -> None:
        """Write a chat, new or known."""
        self.tx.upsert(
            _t,
            {
                "chat": chat.chat,
                "person_id": chat.person_id,
                "staff_id": chat.staff_id,
                "language": chat.language,
                "session": chat.session,
                "seen_at": chat.seen_at,
                "unreachable": chat.unreachable,
                "response_id": chat.response_id,
            },
        )

    def of_person(self, person_id: int) -> list[Chat]:
        """A resident's chats, the one last used first."""
        statement = select(_t).where(_t.c.person_id == person_id).order_by(_t.c.seen_at.desc())
        return [Chat(**row) for row in self.tx.rows(statement)]

    def of_staff(self, staff_id: int) -> list[Chat]:
        """The chats a member of staff has linked."""
        statement = select(_t).where(_t.c.staff_id == staff_id).order_by(_t.c.seen_at.desc())
        return [Chat(**row) for row in self.tx.rows(statement)]

    def mark_unreachable(self, key: str, *, unreachable: bool = True) -> None:
        """Note that the person has blocked us, or came back."""
        self.tx.update(_t, {"chat": key}, {"unreachable": unreachable})

    def delete(self, key: str) -> None:
        """Forget a chat."""
        self.tx.execute(delete(_t).where(_t.c.chat == key))
