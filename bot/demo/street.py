"""Everything of the demo street as objects, before anything of it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.demo.story import Story
from model.linkage import PlanLine
from model.organization import Disclosure, Organization, Service
from model.person import Person, Staff
from model.place import Place
from model.resource import Allocation, Pledge, Resource
from model.topic import Topic
from model.volunteer import Activity, HourEntry, Shift, SignUp, Volunteer


@dataclass(frozen=True, slots=True)
class Support:
    """A resident's support of a topic."""

    topic_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """What a committee decided on a week's digest."""

    id: int
    community: str
    week: str
    text: str
    outcome: str
    at: datetime
    staff_id: int


@dataclass(slots=True)
class Street:
    """Lists of objects, in the order in which they are written."""

    places: list[Place] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    disclosures: list[Disclosure] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    volunteers: list[Volunteer] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    sign_ups: list[SignUp] = field(default_factory=list)
    hours: list[HourEntry] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    plan_lines: list[PlanLine] = field(default_factory=list)
    topics: list[tuple[Topic, int]] = field(default_factory=list)
    supports: list[Support] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
