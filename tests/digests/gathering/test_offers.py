"""Offers to organizations, and what they have in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from digests import Facts, Sources, gather
from digests.facts import Offers
from digests.gathering.offers import in_hand
from model.need import Need
from model.organization import Organization, Service
from model.place import Level, Place
from model.referral import DeclineReason, Referral, ReferralState

SHANGHAI = ZoneInfo("Asia/Shanghai")
CITY = Place("X", Level.CITY, None, "城", "City")
STREET = Place("S1", Level.STREET, "X", "街道", "Street")
HOME = Place("C1", Level.COMMUNITY, "S1", "和平社区", "Heping")
GRID = Place("G1", Level.GRID, "C1", "网格", "Grid")
MONDAY = datetime(2026, 11, 15, 16, tzinfo=UTC)
NOW = MONDAY + timedelta(weeks=1, hours=8)


def after(**span: float) -> datetime:
    return MONDAY + timedelta(**span)


def offer(number: int, state: ReferralState = ReferralState.OFFERED, **fields: Any) -> Referral:
    base = Referral(number, number, 1, 1, state, 1, 1.0, after(days=1), after(days=3))
    return replace(base, **fields)


@pytest.mark.parametrize(
    ("label", "referral", "held"),
    [
        ("not made yet", offer(1, offered_at=after(days=5)), False),
        ("waiting for an answer", offer(1), True),
        ("lapsed later", offer(1, ReferralState.EXPIRED, deadline=after(days=4)), True),
        ("lapsed before", offer(1, ReferralState.EXPIRED, deadline=after(days=1.5)), False),
        ("accepted", offer(1, ReferralState.ACCEPTED, answered_at=after(days=1)), True),
        ("completed before", offer(1, ReferralState.COMPLETED, completed_at=after(days=1.5)), False),
        ("completed later", offer(1, ReferralState.COMPLETED, completed_at=after(days=4)), True),
        ("declined before", offer(1, ReferralState.DECLINED, answered_at=after(days=1.5)), False),
        ("declined later", offer(1, ReferralState.DECLINED, answered_at=after(days=4)), True),
        (
            "given back later",
            offer(1, ReferralState.DECLINED, answered_at=after(days=1.5), completed_at=after(days=4)),
            True,
        ),
        (
            "given back before",
            offer(1, ReferralState.DECLINED, answered_at=after(days=1), completed_at=after(days=1.5)),
            False,
        ),
        ("withdrawn, nobody knows when", offer(1, ReferralState.WITHDRAWN), False),
    ],
)
def test_an_offer_is_in_hand_until_it_is_settled(*, label: str, referral: Referral, held: bool) -> None:
    assert in_hand(referral, after(days=2)) is held


def facts_of(need: Callable[..., Need], *referrals: Referral, **sources: Any) -> Facts:
    needs = [need(number) for number in range(1, 6)]
    given = Sources(needs=needs, referrals=referrals, places=(CITY, STREET, HOME, GRID), **sources)
    return gather(given, HOME, "2026-W47", NOW, SHANGHAI)


def test_offers_and_answers_are_counted_in_their_weeks(need: Callable[..., Need]) -> None:
    facts = facts_of(
        need,
        offer(1, ReferralState.ACCEPTED, answered_at=after(days=2)),
        offer(
            2,
            ReferralState.DECLINED,
            answered_at=after(days=2),
            decline_reason=DeclineReason.NO_CAPACITY,
        ),
        offer(3, ReferralState.EXPIRED, offered_at=after(days=-2), deadline=after(hours=1)),
        offer(4, offered_at=after(weeks=-30)),
        offer(99, ReferralState.ACCEPTED, answered_at=after(days=2)),
    )
    assert facts.now.offers == Offers(2, 1, 1, 1)
    assert facts.now.declined == {"no_capacity": 1}
    assert facts.last is None or facts.last.offers == Offers(1)
    assert facts.weeks[-2].offers == Offers(1)


def test_an_offer_that_was_given_back_is_a_no_of_the_week_in_which_it_was(need: Callable[..., Need]) -> None:
    back = offer(
        1,
        ReferralState.DECLINED,
        offered_at=after(days=-3),
        answered_at=after(days=-2),
        completed_at=after(days=2),
        decline_reason=DeclineReason.NO_CAPACITY,
    )
    facts = facts_of(need, back)
    assert facts.now.offers == Offers(0, 0, 1, 0)
    assert facts.now.declined == {"no_capacity": 1}
    assert facts.weeks[-2].offers == Offers(1)


def test_overdue_are_the_communitys_open_offers_past_their_deadline(need: Callable[..., Need]) -> None:
    facts = facts_of(need, offer(1), offer(2, deadline=after(days=9)), offer(99))
    assert facts.standing.overdue == 1
    assert facts.standing_before.overdue == 0


def service(number: int, organization: int, **fields: Any) -> Service:
    base = Service(number, organization, "服务", "Service", ("elderly.meals",), ("C1",), capacity=5)
    return replace(base, **fields)


def test_only_organizations_that_serve_the_community_and_may_take_needs_are_looked_at(
    need: Callable[..., Need],
) -> None:
    organizations = [Organization(number, f"组织{number}", "") for number in range(1, 8)]
    organizations[6] = replace(organizations[6], suspended=True)
    facts = facts_of(
        need,
        organizations=organizations,
        services=[
            service(1, 1),
            service(2, 2, area=("X",)),
            service(3, 3, area=("G1",)),
            service(4, 4, area=()),
            service(5, 5, area=("S9",)),
            service(6, 6, active=False),
            service(7, 7),
        ],
    )
    assert [work.id for work in facts.organizations] == [1, 2, 3, 4]


def test_load_counts_all_communities_and_offers_only_this_one(need: Callable[..., Need]) -> None:
    facts = facts_of(
        need,
        offer(1, ReferralState.ACCEPTED, answered_at=after(days=2)),
        offer(88, ReferralState.ACCEPTED, offered_at=after(days=-3), answered_at=after(days=-2)),
        offer(3, ReferralState.COMPLETED, offered_at=after(days=-3), completed_at=after(days=2)),
        offer(2, ReferralState.EXPIRED, offered_at=after(days=-20), deadline=after(days=-19)),
        elsewhere={1: (5, 4)},
        organizations=[Organization(1, "甲", "A"), Organization(2, "乙", "B")],
        services=[
            service(1, 1),
            service(2, 1, capacity=3, categories=("health",)),
            service(3, 1, area=("S9",), categories=("legal",)),
            service(4, 2, capacity=None),
        ],
    )
    work, other = facts.organizations
    assert (work.load, work.load_before, work.capacity) == (6, 5, 13)
    assert work.categories == ("elderly", "health")
    assert (work.week, work.month) == (Offers(1, 1), Offers(3, 1, 0, 1))
    assert (other.load, other.capacity) == (0, None)
