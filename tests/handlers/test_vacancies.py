"""The last place of a service is given once, also when two processes give it at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handlers import linkage, referrals, routing
from handlers.work import Work
from model.need import Need, NeedState
from model.referral import Referral
from model.resource import Resource
from model.volunteer import Activity, Shift, SignUpState
from storage.database import Database
from tests.handlers.joint import WORKER, Joint

LIFT = "facilities.lift"


@pytest.fixture
def joint(database: Database, tmp_path: Path) -> Joint:
    """The street on either database."""
    return Joint(database, tmp_path)


class Meeting:
    """Where two processes wait for each other once; on SQLite, where turns are serial, nobody waits."""

    def __init__(self, joint: Joint) -> None:
        self._both = threading.Barrier(1 if joint.database.is_sqlite else 2, timeout=60)
        self._been: set[int] = set()

    def wait(self) -> None:
        me = threading.get_ident()
        if me not in self._been:
            self._been.add(me)
            self._both.wait()


@pytest.fixture
def meeting(joint: Joint, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meeting]:
    """Both have decided to whom they offer before either of them does."""
    found, offer = Meeting(joint), routing.offer

    def offer_together(*given: Any, **named: Any) -> Need:
        found.wait()
        return offer(*given, **named)

    monkeypatch.setattr(routing, "offer", offer_together)
    return found


def limit(joint: Joint, capacity: int) -> int:
    """The one service that mends lifts has so many places; gives its id."""
    (option, *_) = joint.services.directory.find(LIFT, "GH01")

    def change(work: Work) -> None:
        for service in work.services.directory.services.values():
            keep = service.id == option.service.id
            places = capacity if keep else service.capacity
            active = keep or LIFT not in service.categories
            work.unit.organizations.add_service(replace(service, capacity=places, active=active))

    joint.do(change)
    joint.database.write_now(joint.services.reload)
    return option.service.id


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What several processes do at the same moment."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(30) for one in [pool.submit(act) for act in acts]]


def live(joint: Joint, service: int) -> int:
    return joint.do(lambda work: work.unit.referrals.load_by_service([service]).get(service, 0))


def test_two_needs_at_once_do_not_get_one_place(joint: Joint, meeting: Meeting) -> None:
    """One is offered it; the other finds it gone and goes on to whoever else there is, here nobody."""
    assert meeting
    service = limit(joint, 1)
    together(lambda: joint.file(1), lambda: joint.file(2, "5号楼的电梯坏了"))
    states = sorted(joint.need(one).state.value for one in needs(joint))
    assert live(joint, service) == 1
    assert states == [NeedState.ROUTED.value, NeedState.UNMET.value]


def test_two_needs_at_once_both_get_a_place_where_there_are_two(joint: Joint, meeting: Meeting) -> None:
    """Nobody is sent away from a place that is free."""
    assert meeting
    service = limit(joint, 2)
    together(lambda: joint.file(1), lambda: joint.file(2, "5号楼的电梯坏了"))
    assert live(joint, service) == 2


def test_a_worker_may_overbook_on_purpose(joint: Joint) -> None:
    """Who is chosen by hand gets it whether there is room or not, also beside one that counted on it."""
    service = limit(joint, 1)
    first = joint.file(1)

    def assign_after_filing(work: Work) -> Referral | None:
        need = joint_file(work, joint)
        referrals.assign(work, WORKER, need, service)
        return work.unit.referrals.current(need.id)

    assert joint.need(first).state is NeedState.ROUTED
    made = joint.do(assign_after_filing, WORKER)
    assert made is not None
    assert live(joint, service) == 2


def test_the_last_chair_is_reserved_once(joint: Joint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers who confirm the same resource at once: the second is passed over."""
    chair = Resource(71, "equipment", "轮椅", "Wheelchair", "仁爱药房", ("elderly",), ("GH01",), 1)
    joint.do(lambda work: work.unit.resources.add(chair))
    asked = [joint.file(person, "要人陪我妈去医院", "elderly.escort") for person in (1, 2)]
    meeting, helpers = Meeting(joint), linkage.helpers

    def planned(work: Work, need: Need) -> Any:
        found = helpers(work, need)
        meeting.wait()
        return found

    monkeypatch.setattr(linkage, "helpers", planned)

    def confirm(need: Need) -> int:
        return joint.do(lambda work: linkage.confirm(work, WORKER, need, ["resource:71"]), WORKER)

    assert sorted(together(lambda: confirm(asked[0]), lambda: confirm(asked[1]))) == [0, 1]
    assert joint.do(lambda work: work.unit.resources.allocated()) == {71: 1}


def test_the_last_place_of_a_shift_is_taken_once(joint: Joint) -> None:
    """Of volunteers who sign up at once one has the place, the others wait in line."""
    from handlers import shifts

    shift = Shift(81, 80, joint.now.replace(day=20), joint.now.replace(day=20, hour=9), 1)

    def build(work: Work) -> None:
        work.unit.volunteers.add_activity(Activity(80, "GH01", "清扫", "Cleaning", "一号楼", "House 1"))
        work.unit.volunteers.add_shift(shift)

    joint.do(build)

    def sign_up(person: int) -> SignUpState:
        def act(work: Work) -> SignUpState:
            found = work.unit.volunteers.shift(shift.id)
            assert found is not None
            return shifts.take(work, found, person).state

        return joint.do(act)

    states = together(*(lambda person=person: sign_up(person) for person in (9001, 9002, 9003)))
    assert sorted(one.value for one in states) == ["taken", "waiting", "waiting"]


def needs(joint: Joint) -> list[Need]:
    """What the first two residents asked for."""
    return joint.do(lambda work: [one for two in (9001, 9002) for one in work.unit.needs.of_person(two)])


def joint_file(work: Work, joint: Joint) -> Need:
    """A third resident's need, filed in the same transaction as what follows."""
    from handlers.needs import file_need

    number = work.unit.needs.next_number()
    return file_need(work, Need(work.services.ids(), number, 9003, "GH01", LIFT, "7号楼的电梯", joint.now))
