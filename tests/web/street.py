"""A small street for the tests of the desk: two communities, three organizations, one of every role."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from starlette.applications import Starlette

from handlers.atlas import Atlas
from handlers.desk.signing_in import hash_password
from handlers.forms import Forms
from handlers.needs import file_need
from handlers.services import Services
from handlers.work import Work
from matching.directory import Directory
from matching.text import load_model
from model.need import Attachment, Need, Urgency
from model.organization import Disclosure, Grade, Opening, Organization, Service
from model.person import Person, Role, Staff
from model.place import Level, Place
from model.volunteer import Activity, Shift, SignUp, SignUpState, Volunteer
from storage.database import Database
from storage.unit import Unit
from tests.migrated import migrated
from web.app import Context, mount
from web.demo import DemoPerson

T = TypeVar("T")
NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
"""A Wednesday, ten in the morning on the street."""
PASSWORD = "gui-hua-2026"
PICTURE = b"\xff\xd8\xff\xe0 not really a picture"

PLACES = (
    Place("guihua", Level.STREET, None, "桂花街道", "Guihua Street"),
    Place("guixiang", Level.COMMUNITY, "guihua", "桂香社区", "Guixiang", latitude=30.64, longitude=104.05),
    Place("donghe", Level.COMMUNITY, "guihua", "东河社区", "Donghe", latitude=30.66, longitude=104.08),
    Place("guixiang-1", Level.GRID, "guixiang", "桂花苑网格", "Guihuayuan grid"),
)
_WEEK = tuple(Opening(day, time(9), time(18)) for day in range(5))
ORGANIZATIONS = (
    Organization(
        11,
        "长者中心",
        "Elder Centre",
        "做饭送饭",
        "Meals",
        "0000-1",
        grade=Grade.EXCELLENT,
        graded_on=NOW.date(),
    ),
    Organization(12, "邻里厨房", "Neighbour Kitchen", phone="0000-2", grade=Grade.GOOD),
    Organization(13, "东河书屋", "Donghe Books"),
)
SERVICES = (
    Service(111, 11, "送餐", "Meals", ("elderly.meals",), ("guihua",), capacity=4, openings=_WEEK),
    Service(112, 11, "探访", "Visits", ("elderly.visits",), ("guihua",), capacity=3),
    Service(121, 12, "厨房", "Kitchen", ("elderly.meals",), ("guihua",), capacity=6, fee="每餐10元"),
    Service(131, 13, "读书会", "Reading", ("culture.reading",), ("donghe",)),
)
STAFF = (
    Staff(1, "lin", "林晓梅", Role.SOCIAL_WORKER, ("guixiang",), on_duty=True),
    Staff(2, "zhou", "周文彬", Role.SOCIAL_WORKER, ("donghe",)),
    Staff(3, "chen", "陈美兰", Role.ORGANIZATION, organization_id=11),
    Staff(4, "deng", "邓厨", Role.ORGANIZATION, organization_id=12),
    Staff(5, "huang", "黄秀珍", Role.COMMITTEE, ("guixiang",)),
    Staff(6, "cao", "曹一平", Role.OPERATOR),
)
RESIDENT = Person(
    21, "zh_CN", NOW, "guixiang", "guixiang-1", "王桂芳", "13800001111", "A座1101", consent_at=NOW
)
PEOPLE = (
    DemoPerson("resident", "wang", "王桂芳", "Wang Guifang", "居民", "Resident"),
    DemoPerson("social_worker", "lin", "林晓梅", "Lin Xiaomei", "社工", "Social worker"),
    DemoPerson("organization", "chen", "陈美兰", "Chen Meilan", "机构", "Organization"),
    DemoPerson("committee", "huang", "黄秀珍", "Huang Xiuzhen", "居委会", "Committee"),
)


@dataclass
class Street:
    """An installation in a folder, with a clock that stands until it is set."""

    database: Database
    services: Services
    now: datetime = NOW
    owed: list[Any] = field(default_factory=list)

    def run(self, act: Callable[[Work], T], actor: str = "system") -> T:
        """Do some work in one transaction."""

        def inside(unit: Unit) -> T:
            return act(Work(unit, self.services, self.now, actor))

        return self.database.write_now(inside)

    def file(self, text: str = "想要中午送饭", **changes: Any) -> Need:
        """A resident files a need; it is routed as ever."""

        def inside(work: Work) -> Need:
            given: dict[str, Any] = {
                "id": self.services.ids(),
                "number": work.unit.needs.next_number(),
                "person_id": RESIDENT.id,
                "community": "guixiang",
                "category": "elderly.meals",
                "text": text,
                "created_at": self.now,
                "urgency": Urgency.SOON,
                "place": "桂花苑3栋",
            }
            return file_need(work, Need(**{**given, **changes}))

        return self.run(inside)

    def need(self, number: str) -> Need:
        """A need as it stands."""
        found = self.run(lambda work: work.unit.needs.by_number(number))
        assert found is not None
        return found

    def audit(self, subject: str) -> list[str]:
        """What is on record about a thing: actions with their actors."""
        return [
            f"{row['actor']} {row['action']} {row['detail']}"
            for row in self.run(lambda w: w.unit.audits.of(subject))
        ]

    def photo(self, need: Need, channel: str = "web", kind: str = "photo", mime: str = "image/jpeg") -> int:
        """Attach a photo, or a file of another kind."""
        photo = Attachment(self.services.ids(), need.id, self.now, channel, kind, "picture.jpg", mime)
        self.run(lambda work: work.unit.needs.attach(photo))
        return photo.id

    def shift(self, starts: datetime) -> tuple[Shift, list[SignUp]]:
        """An activity of the Elder Centre with a shift of two hours and two volunteers."""
        shift = Shift(self.services.ids(), 51, starts, starts + timedelta(hours=2), 3)
        signed = [
            SignUp(self.services.ids(), shift.id, person, SignUpState.TAKEN, NOW) for person in (21, 22)
        ]

        def inside(work: Work) -> None:
            work.unit.volunteers.add_activity(
                Activity(51, "guixiang", "食堂帮厨", "Canteen", "食堂", "Canteen", 11)
            )
            work.unit.volunteers.add_shift(shift)
            for one in signed:
                work.unit.volunteers.add_sign_up(one)

        self.run(inside)
        return shift, signed

    def app(self, *, demo: bool = False, **more: Any) -> Starlette:
        """The pages on a server of their own."""

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            yield
            await self.database.close()

        async def media(key: str) -> bytes:
            if key != "picture.jpg":
                raise LookupError(key)
            return PICTURE

        server = Starlette(lifespan=lifespan)
        context = Context(
            self.database,
            self.services,
            self.owed.extend,
            lambda: self.now,
            media,
            "a secret for tests",
            demo,
            people=PEOPLE,
            **more,
        )
        mount(server, context)
        return server


def build(folder: Path) -> Street:
    """A street in a fresh database."""
    database = Database(migrated(folder / "linli.db"))
    services = Services(
        ids=itertools.count(1000).__next__,
        zone=ZoneInfo("Asia/Shanghai"),
        model=load_model(),
        forms=Forms(),
        keep=lambda content, mime: "kept",
        drop=lambda keys: None,
        atlas=Atlas(()),
        directory=Directory.build((), (), ()),
    )
    street = Street(database, services)
    street.run(_settle)
    return street


def _settle(work: Work) -> None:
    unit = work.unit
    for place in PLACES:
        unit.places.add(place)
    for organization in ORGANIZATIONS:
        unit.organizations.add(organization)
    for service in SERVICES:
        unit.organizations.add_service(service)
    unit.organizations.disclose(Disclosure(11, 2025, 1_860_000, 1_795_000, 1_920_000, NOW))
    password = _hash()
    for staff in STAFF:
        unit.staff.add(staff, password)
    unit.people.add(RESIDENT)
    unit.people.add(Person(22, "zh_CN", NOW, "guixiang", name="方振华", consent_at=NOW))
    unit.volunteers.save(Volunteer(22, ("delivery", "visiting"), (), ("guixiang",), NOW))
    work.services.reload(unit)


@cache
def _hash() -> str:
    """Making one costs as much as a test."""
    return hash_password(PASSWORD)


def token_of(html: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', html)
    assert found is not None
    return found[1]
