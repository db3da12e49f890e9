"""Plays a dialogue: ``>`` lines go in, ``<`` lines come out.

Between any two messages everything is written to the database and read back.

A line ``> text`` is typed; ``> [label]`` taps the button whose label begins so, on the newest message that
has it; ``> {photo}``, ``{voice}``, ``{sticker}``, ``{location 23.13 113.32}``, ``{start GH01}``,
``{wait 3h}`` (timers fire), ``{as sun}`` (another person's chat), ``{long 10000}`` are what they say;
``{survey}`` opens the form that ``# form:`` named.

``{volunteer liu Liu escort}`` makes a volunteer of that name with a chat, ``{plan volunteer}`` has the social
worker confirm the lines of that kind in the linkage plan of the newest need.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import locales
from bot.media import MediaStore
from handlers import campaigns, linkage
from handlers.atlas import Atlas
from handlers.desk.helping import helpers
from handlers.forms import Forms
from handlers.publishing import publish
from handlers.receive import receive
from handlers.services import Services
from handlers.timers import run_due
from handlers.work import Work
from matching.directory import Directory
from matching.text import load_model
from model.message import Address, Incoming, Location, Media, MediaKind, Outgoing
from model.person import Person
from model.survey import Campaign
from model.volunteer import Volunteer
from storage.chats import Chat
from storage.database import Database
from storage.outbox import Owed
from storage.seeking import Filter
from storage.unit import Unit
from tests.dialogues import street

_MODEL = load_model()
_SPAN = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass
class Screen:
    """What one chat shows: messages in order, edited ones in their place."""

    shown: dict[str, Outgoing] = field(default_factory=dict)

    def take(self, owed: Owed) -> None:
        if owed.message.replaces in self.shown:
            self.shown[owed.message.replaces] = owed.message
        else:
            self.shown[str(owed.id)] = owed.message

    def find(self, label: str) -> tuple[str, str]:
        for ref, message in reversed(self.shown.items()):
            for row in message.keyboard:
                for button in row:
                    if button.label.startswith(label):
                        return ref, button.data
        raise AssertionError(f"no button [{label}] on screen")


class Talk:
    """A whole installation on an in-memory clock, spoken to from several chats."""

    def __init__(self, database: Database, media: MediaStore, *, start: datetime = street.NOW) -> None:
        self.database = database
        self.now = start
        ids = itertools.count(1)
        self.services = Services(
            ids=lambda: next(ids),
            zone=street.ZONE,
            model=_MODEL,
            forms=Forms(),
            keep=media.keep,
            drop=media.drop,
            atlas=Atlas(()),
            directory=Directory.build((), (), ()),
            operator_zh="桂花街道",
            operator_en="Guihua Street Office",
        )
        database.write_now(lambda unit: street.build(unit, start))
        database.write_now(self.services.reload)
        self.pace = timedelta(seconds=20)
        self.survey = 0
        self.screens: dict[str, Screen] = {}
        self.chat = "me"
        self.language = "zh"
        self._updates = itertools.count(1)
        self.link_staff()

    def link_staff(self) -> None:
        """Every member of staff has a linked chat of their login's name."""

        def link(unit: Unit) -> None:
            for staff in street.STAFF:
                unit.chats.save(Chat(f"test:{staff.login}", "zh_CN", b"", self.now, staff_id=staff.id))

        self.database.write_now(link)

    def open_form(self, path: Path) -> None:
        """A survey is open to somebody who has consented already: the dialogue begins with ``{survey}``."""
        language = locales.resolve(self.language)

        def prepare(unit: Unit) -> None:
            form = publish(unit, self.services, path.name, path.read_bytes(), self.now)
            unit.people.add(Person(9001, language, self.now, "GH01", consent_at=self.now))
            unit.chats.save(Chat("test:me", language, b"", self.now, 9001))
            campaign = Campaign(self.services.ids(), form.id, ("GH01",), self.now)
            campaigns.launch(Work(unit, self.services, self.now), campaign, invite=False)
            self.survey = campaign.id

        self.database.write_now(prepare)

    def say(self, line: str) -> list[tuple[str, Outgoing]]:
        """One ``>`` line; gives back (chat, message) of everything that came out."""
        wait = re.fullmatch(r"\{wait (\d+)([mhd])\}", line)
        switch = re.fullmatch(r"\{as (\w+)\}", line)
        if switch:
            self.chat = switch[1]
            return []
        if line.startswith("{volunteer "):
            self._volunteer(*line[1:-1].split()[1:])
            return []
        if line.startswith("{plan "):
            return self._plan(line[1:-1].split()[1])
        if wait:
            self.now += int(wait[1]) * _SPAN[wait[2]]
            owed = self.database.write_now(lambda unit: run_due(unit, self.services, self.now))
        else:
            self.now += self.pace
            update = self._update(line)
            received = self.database.write_now(lambda unit: receive(unit, self.services, [update], self.now))
            assert not received.poisoned, self.database.write_now(lambda unit: unit.inbox.poisoned())[0][2]
            owed = received.owed
        return self._show(owed)

    def _volunteer(self, chat: str, name: str, skill: str) -> None:
        """A resident of the first community who helps."""
        number = self.services.ids()
        language = "zh_CN" if self.language == "zh" else "en"

        def add(unit: Unit) -> None:
            unit.people.add(Person(number, language, self.now, "GH01", name=name, consent_at=self.now))
            unit.volunteers.save(Volunteer(number, (skill,), (), ("GH01",), self.now))
            unit.chats.save(Chat(f"test:{chat}", language, b"", self.now, number))

        self.database.write_now(add)

    def _plan(self, party: str) -> list[tuple[str, Outgoing]]:
        """The social worker confirms what the plan proposes of a party."""
        worker = street.STAFF[0]

        def confirm(unit: Unit) -> list[Owed]:
            work = Work(unit, self.services, self.now, f"staff:{worker.id}")
            need = unit.needs.find(Filter(), 1)[0]
            proposed = helpers(work, need).plan
            picks = [f"volunteer:{one.volunteer.person_id}" for one in proposed.assistance]
            linkage.confirm(work, worker, need, picks if party == "volunteer" else [])
            return work.owed

        return self._show(self.database.write_now(confirm))

    def _show(self, owed: list[Owed]) -> list[tuple[str, Outgoing]]:
        out = []
        for one in owed:
            chat = one.chat.partition(":")[2]
            self.screens.setdefault(chat, Screen()).take(one)
            out.append((chat, one.message))
        return out

    def _update(self, line: str) -> Incoming:
        base = Incoming(
            str(next(self._updates)), Address("test", self.chat), self.now, language=self.language
        )
        changes: dict = {}
        if line.startswith("["):
            ref, data = self.screens[self.chat].find(line[1:].rstrip("]"))
            changes = {"tap": data, "source": ref}
        elif line.startswith("{"):
            word, *rest = line[1:-1].split()
            changes = {
                "photo": lambda: {"media": Media(MediaKind.PHOTO, "photo-1", mime="image/jpeg")},
                "voice": lambda: {"media": Media(MediaKind.VOICE, "voice-1", mime="audio/ogg")},
                "sticker": lambda: {"media": Media(MediaKind.STICKER, "sticker-1")},
                "location": lambda: {"location": Location(float(rest[0]), float(rest[1]))},
                "start": lambda: {"start": rest[0] if rest else "", "text": "/start"},
                "long": lambda: {"text": "楼道里的灯坏了，晚上看不见路。" * (int(rest[0]) // 15)},
                "tap": lambda: {"tap": rest[0]},
                "survey": lambda: {"tap": f"survey:{self.survey}"},
                "blocked": lambda: {"blocked": True},
                "phone": lambda: {"phone": rest[0]},
            }[word]()
        else:
            changes = {"text": line}
        return replace(base, **changes)


def written(chat: str, message: Outgoing, me: str) -> list[str]:
    """A message as golden lines."""
    who = "" if chat == me else f"({chat}) "
    edit = "~ " if message.replaces else ""
    lines = message.text.split("\n")
    out = [f"< {who}{edit}{lines[0]}", *(f"  {line}" for line in lines[1:])]
    if message.picture or message.document:
        out.append(f"  <file {(message.picture or message.document).name}>")
    return out + ["  " + " ".join(f"[{button.label}]" for button in row) for row in message.keyboard]
