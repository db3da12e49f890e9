"""A street with three residents of one community, for the tests of use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.media import MediaStore
from handlers.needs import file_need
from handlers.work import Work
from model.need import Need
from model.person import Person, Staff
from storage.chats import Chat
from storage.database import Database
from storage.unit import Unit
from tests.dialogues import street
from tests.dialogues.talk import Talk

T = TypeVar("T")
WORKER, SUN, LI, WANG, COMMITTEE = street.STAFF


class Joint:
    """The street, with ``do`` for a use case and ``told`` for who heard what since."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.talk = Talk(database, MediaStore(folder))
        self.database = database
        self.services = self.talk.services
        self.now = street.NOW
        self.told: list[tuple[str, str]] = []
        self.database.write_now(self._people)

    def _people(self, unit: Unit) -> None:
        for number in (1, 2, 3):
            known = Person(
                9000 + number, "zh_CN", self.now, "GH01", name=f"居民{number}", phone=f"1380000000{number}"
            )
            unit.people.add(known)
            unit.people.change(known.id, consent_at=self.now)
            unit.chats.save(Chat(f"test:p{number}", "zh_CN", b"", self.now, 9000 + number))

    def do(self, act: Callable[[Work], T], staff: Staff | None = None) -> T:
        def run(unit: Unit) -> T:
            work = Work(unit, self.services, self.now, f"staff:{staff.id}" if staff else "resident")
            found = act(work)
            self.told += [(one.chat.partition(":")[2], one.message.text) for one in work.owed]
            return found

        return self.database.write_now(run)

    def file(
        self, person: int, text: str = "3号楼的电梯坏了", category: str = "facilities.lift", **fields: object
    ) -> Need:
        def act(work: Work) -> Need:
            need = Need(
                work.services.ids(),
                work.unit.needs.next_number(),
                9000 + person,
                "GH01",
                category,
                text,
                self.now,
            )
            return file_need(work, replace(need, **fields))

        return self.do(act)

    def need(self, need: Need) -> Need:
        found = self.do(lambda work: work.unit.needs.get(need.id))
        assert found is not None
        return found

    def heard(self, chat: str) -> list[str]:
        return [text for who, text in self.told if who == chat]
