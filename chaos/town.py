"""What the harness's database holds at first: a community with its committee, and residents in a survey."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.wiring import Linli
from handlers import session as sessions
from handlers import surveys
from handlers.chat.interview import ROOM
from handlers.work import Work
from model.person import Person, Role, Staff
from model.place import Level, Place
from model.survey import FormVersion
from storage.chats import Chat
from storage.schema import upgrade
from storage.unit import Unit
from surveys.xlsform import read

QUESTIONS = 150
"""More than any chat answers in one run."""
COMMITTEE = 9001
"""The Telegram number of the committee's chat, which gets the digests."""
FIRST_RESIDENT = 10_001
_COMMUNITY = "GH01"
_PLACES = (
    Place("440100", Level.CITY, None, "云城市", "Yuncheng"),
    Place("440106", Level.DISTRICT, "440100", "天河区", "Tianhe"),
    Place("GH", Level.STREET, "440106", "桂花街道", "Guihua Street"),
    Place(_COMMUNITY, Level.COMMUNITY, "GH", "桂香社区", "Guixiang"),
)

ECHO = re.compile(r"第 (\d+) 问，前一答是「(c\d+-\d+)」")
"""What every reply says: its own question's number, and the answer that it replies to."""


def token(chat: int, number: int) -> str:
    """The answer a chat gives to its question of this number, unlike any other in the run."""
    return f"c{chat}-{number}"


def xform() -> bytes:
    """The survey: each question repeats the answer before, so that a reply tells what it replies to."""
    rows = [
        "| survey |",
        "| | type | name | label::中文 (zh) |",
        "| | text | q1 | 第 1 问，开始。 |",
        *(f"| | text | q{n} | 第 {n} 问，前一答是「${{q{n - 1}}}」 |" for n in range(2, QUESTIONS + 1)),
        "| settings |",
        "| | form_id | form_title | version |",
        "| | chaos | 数数 | 1 |",
    ]
    return read("chaos.md", "\n".join(rows).encode()).xform_xml.encode()


def build(linli: Linli, chats: int) -> None:
    """Make the tables and fill them."""
    upgrade(linli.database.engine)
    linli.database.write_now(lambda unit: _fill(linli, unit, chats))


def _fill(linli: Linli, unit: Unit, chats: int) -> None:
    ids, now = linli.services.ids, linli.clock()
    for place in _PLACES:
        unit.places.add(place)
    unit.staff.add(Staff(1, "zhou", "周主任", Role.COMMITTEE, (_COMMUNITY,)))
    unit.chats.save(Chat(f"telegram:{COMMITTEE}", "zh_CN", b"", now, staff_id=1))
    version = FormVersion(ids(), "chaos", "1", "数数", "Counting", xform(), now - timedelta(days=1))
    unit.surveys.publish(version)
    work = Work(unit, linli.services, now)
    for chat in range(FIRST_RESIDENT, FIRST_RESIDENT + chats):
        person = Person(ids(), "zh_CN", now, community=_COMMUNITY, consent_at=now)
        unit.people.add(person)
        response, _ = surveys.begin(work, version.id, person.id, "zh_CN", purpose="campaign", review=False)
        state = sessions.dump(sessions.Session(at=ROOM, response=response.id))
        unit.chats.save(Chat(f"telegram:{chat}", "zh_CN", state, now, person.id, response_id=response.id))
