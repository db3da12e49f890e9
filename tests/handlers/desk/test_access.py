"""Who sees how much of a need, as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.desk.access import Sight, sight
from handlers.desk.commands import BEFORE, COMMANDS, MAY, allowed
from model.need import Need, NeedState
from model.person import Role, Staff
from model.referral import Referral, ReferralState

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
NEED = Need(1, "1001", 21, "guixiang", "elderly.meals", "想要送饭", NOW, state=NeedState.ROUTED)
HELD = replace(NEED, state=NeedState.ACCEPTED, holder_id=11)
TAKEN = replace(NEED, state=NeedState.ACCEPTED)
NOWHERE = replace(NEED, community=None, state=NeedState.UNMET, danger="fire")
UNMET = replace(NEED, state=NeedState.UNMET)

WORKER = Staff(1, "lin", "林", Role.SOCIAL_WORKER, ("guixiang",))
ROVER = Staff(2, "xie", "谢", Role.SOCIAL_WORKER)
ELSEWHERE = Staff(3, "zhou", "周", Role.SOCIAL_WORKER, ("donghe",))
ASKED = Staff(4, "chen", "陈", Role.ORGANIZATION, organization_id=11)
OTHER = Staff(5, "deng", "邓", Role.ORGANIZATION, organization_id=12)
NOBODYS = Staff(6, "none", "无", Role.ORGANIZATION)
COMMITTEE = Staff(7, "huang", "黄", Role.COMMITTEE, ("guixiang",))
OPERATOR = Staff(8, "cao", "曹", Role.OPERATOR)


def _offer(state: ReferralState, organization: int = 11) -> Referral:
    return Referral(31, 1, organization, 111, state, 1, 0.9, NOW, NOW + timedelta(hours=2))


OFFERED = _offer(ReferralState.OFFERED)
DECLINED = _offer(ReferralState.DECLINED)
ACCEPTED = _offer(ReferralState.ACCEPTED)
COMPLETED = _offer(ReferralState.COMPLETED)
N, O, F = Sight.NOTHING, Sight.OUTLINE, Sight.FULL  # noqa: E741 - columns of a table


@pytest.mark.parametrize(
    ("case", "staff", "need", "offers", "takers", "seen"),
    [
        ("a worker of the community", WORKER, NEED, [OFFERED], {}, F),
        ("a worker of the whole street", ROVER, NEED, [OFFERED], {}, F),
        ("a worker of another community", ELSEWHERE, NEED, [OFFERED], {}, N),
        ("a worker, of an alarm from nobody knows where", ELSEWHERE, NOWHERE, [], {}, F),
        ("the committee, of one from nobody knows where", COMMITTEE, NOWHERE, [], {}, N),
        ("the organization that is asked", ASKED, NEED, [OFFERED], {}, O),
        ("another organization", OTHER, NEED, [OFFERED], {}, N),
        ("one that has declined", ASKED, NEED, [DECLINED, _offer(ReferralState.OFFERED, 12)], {}, N),
        ("one whose time is over", ASKED, NEED, [_offer(ReferralState.EXPIRED)], {}, N),
        ("one that has accepted", ASKED, HELD, [_offer(ReferralState.ACCEPTED)], {}, F),
        ("one that has helped", ASKED, replace(HELD, state=NeedState.CLOSED), [COMPLETED], {}, F),
        ("one that helped before somebody else", OTHER, HELD, [_offer(ReferralState.COMPLETED, 12)], {}, N),
        ("an organization's staff without one", NOBODYS, NEED, [OFFERED], {}, N),
        ("the committee, of a need on its way", COMMITTEE, NEED, [OFFERED], {}, N),
        ("the committee, of an unmet one", COMMITTEE, UNMET, [DECLINED], {}, O),
        ("the one of the committee who took it", COMMITTEE, TAKEN, [], {1: "staff:7"}, F),
        ("the committee, of one a worker took", COMMITTEE, TAKEN, [], {1: "staff:1"}, N),
        ("the committee, once an organization has it", COMMITTEE, HELD, [], {1: "staff:7"}, N),
        ("who runs the installation", OPERATOR, NEED, [OFFERED], {}, O),
    ],
)
def test_sight(
    case: str, staff: Staff, need: Need, offers: list[Referral], takers: dict[int, str], seen: Sight
) -> None:
    assert sight(staff, need, offers, takers) is seen, case


def test_a_committee_of_another_community_sees_nothing_of_an_unmet_need() -> None:
    other = replace(COMMITTEE, communities=("donghe",))
    assert sight(other, UNMET, [], {}) is Sight.NOTHING


@pytest.mark.parametrize(
    ("staff", "need", "seen", "current", "first"),
    [
        (ASKED, NEED, O, OFFERED, "accept"),
        (ASKED, HELD, F, _offer(ReferralState.ACCEPTED), "start"),
        (ASKED, replace(HELD, state=NeedState.IN_PROGRESS), F, _offer(ReferralState.ACCEPTED), "resolve"),
        (WORKER, replace(NEED, state=NeedState.SUBMITTED, category=""), F, None, "sort"),
        (WORKER, UNMET, F, None, "take"),
        (COMMITTEE, UNMET, O, None, "take"),
        (OPERATOR, UNMET, O, None, None),
        (WORKER, replace(NEED, state=NeedState.CLOSED), F, None, None),
    ],
)
def test_the_likeliest_command_comes_first(
    staff: Staff, need: Need, seen: Sight, current: Referral | None, first: str | None
) -> None:
    found = allowed(staff, need, seen, current)
    assert (found[0] if found else None) == first


def test_every_command_that_is_offered_is_one_the_role_has() -> None:
    for staff in (WORKER, ASKED, COMMITTEE, OPERATOR):
        for state in NeedState:
            for seen in (Sight.OUTLINE, Sight.FULL):
                for current in (None, OFFERED, ACCEPTED):
                    offered = allowed(staff, replace(NEED, state=state), seen, current)
                    assert set(offered) <= MAY[staff.role], (staff.role, state)
                    if seen is Sight.OUTLINE and staff is not WORKER:
                        assert set(offered) <= BEFORE[staff.role], (staff.role, state)


@pytest.mark.parametrize(
    ("case", "staff", "need", "current", "may"),
    [
        ("who has accepted", ASKED, HELD, ACCEPTED, True),
        ("who has begun", ASKED, replace(HELD, state=NeedState.IN_PROGRESS), ACCEPTED, True),
        ("a worker, for them", WORKER, HELD, ACCEPTED, True),
        ("who is only asked", ASKED, NEED, OFFERED, False),
        ("who is done", ASKED, replace(HELD, state=NeedState.RESOLVED), COMPLETED, False),
        ("a worker, of their own", WORKER, TAKEN, None, False),
        ("the one of the committee who took it", COMMITTEE, TAKEN, None, False),
    ],
)
def test_what_an_organization_has_in_hand_can_be_given_back(
    case: str, staff: Staff, need: Need, current: Referral | None, *, may: bool
) -> None:
    assert ("give_back" in allowed(staff, need, F, current)) is may, case


def test_commands_and_permissions_speak_of_the_same_things() -> None:
    assert set().union(*MAY.values()) == set(COMMANDS)
    assert all(BEFORE[role] <= MAY[role] for role in Role)
