"""Needs that many residents share."""

from __future__ import annotations

from datetime import timedelta

from digests.facts import Shared
from digests.gathering.needs import Filed, moments
from digests.gathering.sharing import sharing
from model.following import Follower
from model.need import Need, NeedState
from tests.digests.conftest import END, MONDAY


def _need(number: int, state: NeedState = NeedState.ROUTED) -> Filed:
    need = Need(
        number, str(number), 1, "C1", "facilities.lift", "电梯", MONDAY, state=state, closed_at=MONDAY
    )
    return Filed(need, moments(()))


def _followers(need_id: int, count: int) -> list[Follower]:
    return [Follower(need_id, person, MONDAY + timedelta(hours=person)) for person in range(2, 2 + count)]


def test_five_residents_with_the_one_who_asked_are_many() -> None:
    filed = [_need(1), _need(2), _need(3, NeedState.UNMET)]
    followers = [*_followers(1, 4), *_followers(2, 3), *_followers(3, 9)]
    assert sharing(filed, followers, END) == (
        Shared("facilities.lift", 10, 7, unmet=True),
        Shared("facilities.lift", 5, 7),
    )


def test_what_is_over_and_who_joined_later_do_not_count() -> None:
    late = [Follower(1, person, END) for person in range(2, 9)]
    assert sharing([_need(1), _need(2, NeedState.CLOSED)], [*late, *_followers(2, 9)], END) == ()
