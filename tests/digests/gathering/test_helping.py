"""What volunteers did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from digests import Facts, Sources, gather
from digests.facts import Help
from model.place import Level, Place
from model.topic import Topic
from model.volunteer import Activity, Shift, SignUp, SignUpState, Volunteer

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOME = Place("C1", Level.COMMUNITY, "S1", "和平社区", "Heping")
MONDAY = datetime(2026, 11, 15, 16, tzinfo=UTC)
NOW = MONDAY + timedelta(weeks=1, hours=8)
ACTIVITIES = (
    Activity(1, "C1", "清扫", "Cleaning", "院子", "Yard"),
    Activity(2, "C2", "别处", "Elsewhere", "院子", "Yard"),
)


def after(**span: float) -> datetime:
    return MONDAY + timedelta(**span)


def facts_of(now: datetime = NOW, **sources: Any) -> Facts:
    return gather(Sources(activities=ACTIVITIES, **sources), HOME, "2026-W47", now, SHANGHAI)


def shift(number: int, days: float, activity: int = 1, capacity: int = 4) -> Shift:
    return Shift(number, activity, after(days=days), after(days=days, hours=2.5), capacity)


def sign_up(number: int, shift_id: int, person: int, state: SignUpState, days: float = -1) -> SignUp:
    return SignUp(number, shift_id, person, state, after(days=days))


def test_who_was_marked_as_there_gave_hours_and_who_was_absent_did_not() -> None:
    facts = facts_of(
        shifts=[shift(1, 5), shift(2, 5, activity=2), shift(3, -2)],
        sign_ups=[
            sign_up(1, 1, 11, SignUpState.ATTENDED, 1),
            sign_up(2, 1, 12, SignUpState.ABSENT, 1),
            sign_up(3, 1, 13, SignUpState.TAKEN),
            sign_up(4, 1, 14, SignUpState.WAITING, 1),
            sign_up(5, 1, 15, SignUpState.CANCELLED, 1),
            sign_up(6, 2, 16, SignUpState.ATTENDED, 1),
        ],
    )
    assert facts.now.help == Help(active=1, sign_ups=3, hours=2.5, shifts=1, places=4, filled=3)


def test_where_nobody_was_marked_all_who_had_a_place_were_there() -> None:
    facts = facts_of(
        shifts=[shift(1, 5, capacity=2)], sign_ups=[sign_up(n, 1, n, SignUpState.TAKEN) for n in range(3)]
    )
    assert facts.now.help == Help(active=3, hours=7.5, shifts=1, places=2, filled=2)
    assert facts.weeks[-2].help.sign_ups == 3


def test_a_shift_that_has_not_ended_gave_no_hours_yet() -> None:
    facts = facts_of(
        after(days=5, hours=1), shifts=[shift(1, 5)], sign_ups=[sign_up(1, 1, 1, SignUpState.TAKEN)]
    )
    assert facts.now.help == Help(shifts=1, places=4, filled=1)


def test_volunteers_are_those_of_the_community_or_of_everywhere() -> None:
    def volunteer(number: int, areas: tuple[str, ...], days: float, *, active: bool = True) -> Volunteer:
        return Volunteer(number, (), (), areas, after(days=days), active)

    facts = facts_of(
        volunteers=[
            volunteer(1, ("C1",), 1),
            volunteer(2, (), -30),
            volunteer(3, ("S1",), -30),
            volunteer(4, ("C2",), 1),
            volunteer(5, ("C1",), 1, active=False),
            volunteer(6, ("C1",), 9),
        ]
    )
    assert facts.volunteers == 3
    assert facts.now.help.newcomers == 1


def test_topics_are_the_communitys_open_ones_the_most_supported_first() -> None:
    facts = facts_of(
        topics=[
            Topic(1, "C1", "请李阿姨来跳舞", after(days=-3), 2),
            Topic(2, "C1", "加装电梯", after(days=2), 9),
            Topic(3, "C2", "别处", after(days=2), 99),
            Topic(4, "C1", "已经定了", after(days=2), 99, "decided"),
            Topic(5, "C1", "下周才提", after(days=8), 99),
        ]
    )
    assert [(topic.title, topic.support, topic.fresh) for topic in facts.topics] == [
        ("加装电梯", 9, True),
        ("请…来跳舞", 2, False),
    ]
