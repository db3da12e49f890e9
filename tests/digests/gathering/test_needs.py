"""What became of needs, week by week and at a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from digests import Facts, Sources, gather
from digests.facts import Demand, Emergency, Hours, Unmet
from digests.gathering.needs import Filed, field_of, moments
from digests.names import Names
from model.need import Entry, Need, NeedState, Urgency
from model.place import Level, Place

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOME = Place("C1", Level.COMMUNITY, None, "和平社区", "Heping")
MONDAY = datetime(2026, 11, 15, 16, tzinfo=UTC)
END = MONDAY + timedelta(weeks=1)
NOW = END + timedelta(hours=8)
Make = Callable[..., Need]


def after(**span: float) -> datetime:
    """A moment after the week's beginning."""
    return MONDAY + timedelta(**span)


def facts_of(*needs: Need, **sources: Any) -> Facts:
    return gather(Sources(needs=needs, **sources), HOME, "2026-W47", NOW, SHANGHAI)


@pytest.mark.parametrize(
    ("label", "fields", "stood"),
    [
        ("filed later", {"created_at": after(days=5)}, ""),
        ("nobody yet", {}, "waiting"),
        ("taken", {"accepted_at": after(hours=2), "state": NeedState.ACCEPTED}, "served"),
        ("taken later", {"accepted_at": after(days=4), "state": NeedState.ACCEPTED}, "waiting"),
        ("resolved", {"resolved_at": after(days=1), "state": NeedState.RESOLVED}, "done"),
        ("resolved later", {"resolved_at": after(days=4), "state": NeedState.RESOLVED}, "waiting"),
        ("closed", {"closed_at": after(days=1), "state": NeedState.CLOSED}, "done"),
        ("unmet, nobody knows since when", {"state": NeedState.UNMET}, "unmet"),
        ("withdrawn, nobody knows when", {"state": NeedState.WITHDRAWN}, "withdrawn"),
        (
            "reopened: what was resolved is not any more",
            {"resolved_at": after(days=1), "state": NeedState.ROUTED},
            "waiting",
        ),
    ],
)
def test_a_need_stood_somewhere_at_any_moment(
    label: str, fields: dict[str, Any], stood: str, need: Make
) -> None:
    assert Filed(need(1, **fields), moments(())).stood(after(days=3)) == stood


def test_the_story_says_since_when_a_need_was_unmet_and_that_somebody_was_found(need: Make) -> None:
    seen = moments([Entry(1, 1, after(days=2), "unmet", "system"), Entry(2, 1, after(days=1), "note", "x")])
    found = need(1, state=NeedState.ACCEPTED, accepted_at=after(days=4))
    standing = [Filed(found, seen).stood(after(days=day)) for day in (1, 3, 5)]
    assert standing == ["waiting", "unmet", "served"]


def test_a_reopened_need_waits_until_somebody_takes_it_again(need: Make) -> None:
    seen = moments([Entry(1, 1, after(days=2), "reopened", "resident")])
    once = Filed(need(1, state=NeedState.ROUTED, accepted_at=after(days=1)), seen)
    again = Filed(need(1, state=NeedState.ACCEPTED, accepted_at=after(days=3)), seen)
    assert [once.stood(after(days=day)) for day in (1.5, 2.5)] == ["served", "waiting"]
    assert again.stood(after(days=4)) == "served"


def test_the_story_says_when_a_need_was_withdrawn(need: Make) -> None:
    seen = moments([Entry(1, 1, after(days=2), "withdrawn", "resident")])
    filed = Filed(need(1, state=NeedState.WITHDRAWN), seen)
    assert [filed.stood(after(days=day)) for day in (1, 3)] == ["waiting", "withdrawn"]


def test_new_needs_are_counted_by_field_and_leaf_in_their_week(need: Make) -> None:
    facts = facts_of(
        need(1, category="elderly.meals", created_at=after(days=1)),
        need(2, category="elderly", created_at=after(days=2), accepted_at=after(days=3)),
        need(3, category="safety.ebike", created_at=after(days=-3)),
        need(4, category="elderly.meals", community="C2"),
        need(5, created_at=END),
    )
    assert facts.now.demand == {"elderly": Demand(2, 1)}
    assert facts.now.leaves == {"elderly.meals": 1}
    assert facts.last is not None
    assert facts.last.demand == {"safety": Demand(1)}
    assert facts.month == {"elderly": Demand(2, 1), "safety": Demand(1)}
    assert facts.month_before == {}


def test_a_code_the_taxonomy_does_not_know_keeps_its_own_field() -> None:
    assert field_of("gardens.roses") == "gardens"
    assert field_of("elderly.meals") == "elderly"


def test_what_happened_is_counted_in_the_week_it_happened(need: Make) -> None:
    facts = facts_of(
        need(
            1, created_at=after(days=-2), accepted_at=after(hours=2), resolved_at=after(hours=26),
            closed_at=after(hours=30), state=NeedState.CLOSED, rating=5,
        ),
        need(2, created_at=after(hours=1), accepted_at=after(hours=5), state=NeedState.ACCEPTED),
        need(3, state=NeedState.WITHDRAWN),
        need(4, state=NeedState.UNMET, unmet_reason="no_capacity"),
        need(5, resolved_at=after(days=2), state=NeedState.RESOLVED, rating=3),
        need(6, created_at=after(weeks=-20), accepted_at=after(weeks=-19)),
        entries=[
            Entry(1, 4, after(days=1), "unmet", "system"),
            Entry(2, 2, after(days=3), "reopened", "resident"),
            Entry(3, 2, after(days=9), "reopened", "resident"),
        ],
    )  # fmt: skip
    week = facts.now
    assert (week.accepted, week.resolved, week.closed, week.withdrawn, week.reopened) == (2, 2, 1, 1, 1)
    assert week.unmet == (Unmet("elderly", "no_capacity", 1),)
    assert week.to_accept == Hours(2, 27.0)
    assert week.to_resolve == Hours(2, 61.0)
    assert week.ratings == (0, 0, 1, 0, 1)


def test_the_standing_is_told_for_this_weeks_end_and_last_weeks(need: Make) -> None:
    facts = facts_of(
        need(1, created_at=after(days=-5)),
        need(2, created_at=after(days=6)),
        need(3, created_at=after(days=-9), accepted_at=after(days=2), state=NeedState.ACCEPTED),
        need(4, created_at=after(days=1), urgency=Urgency.EMERGENCY),
        need(5, created_at=after(days=5), urgency=Urgency.EMERGENCY),
        need(6, urgency=Urgency.EMERGENCY, state=NeedState.CLOSED, closed_at=after(days=2)),
    )
    now, then = facts.standing, facts.standing_before
    assert (now.open, now.waiting, now.late) == (5, 4, 2)
    assert (then.open, then.waiting, then.late) == (2, 2, 2)
    assert now.emergencies == (Emergency("1004", 144.0), Emergency("1005", 48.0))
    assert then.emergencies == ()


def test_a_digest_of_the_present_week_ends_now(need: Make) -> None:
    sources = Sources(needs=[need(1, created_at=after(days=1)), need(2, created_at=after(days=4))])
    facts = gather(sources, HOME, "2026-W47", after(days=3), SHANGHAI)
    assert facts.now.new == 1


def test_history_begins_with_the_first_need(need: Make) -> None:
    assert facts_of().history == 0
    assert facts_of(need(1)).history == 0
    assert facts_of(need(1, created_at=after(days=-10))).history == 2
    assert facts_of(need(1, created_at=after(days=-300))).history == 8


def test_words_of_this_week_stand_beside_last_weeks(need: Make) -> None:
    def many(first: int, days: float, count: int) -> list[Need]:
        return [
            need(first + n, person_id=n, created_at=after(days=days), text="路灯坏了，轮椅、护工")
            for n in range(count)
        ]

    facts = facts_of(*many(1, 1, 7), *many(100, -3, 6), *many(200, -12, 9))
    assert [(said.word, said.count, said.before) for said in facts.said] == [
        ("护工", 7, 6), ("路灯", 7, 6), ("轮椅", 7, 6),
    ]  # fmt: skip
    assert facts.said_weeks == 1


def test_a_thin_week_counts_the_words_of_four(need: Make) -> None:
    needs = [
        need(week * 10 + n, person_id=week * 2 + n, created_at=after(weeks=-week, hours=1), text="路灯坏了")
        for week in range(8)
        for n in range(2 if week < 4 else 3)
    ]
    facts = facts_of(*needs)
    assert [(said.word, said.count, said.before) for said in facts.said] == [("路灯", 8, 9)]
    assert facts.said_weeks == 4


def test_names_of_places_and_known_people_are_not_among_the_words(need: Make) -> None:
    grid = Place("G1", Level.GRID, "C1", "向阳院", "Sunny", aliases=("高峰",))
    needs = [need(n, text="高峰和晨曦说向阳院路灯坏了") for n in range(6)]
    facts = facts_of(*needs, places=[HOME, grid], never=Names(["晨曦"]))
    assert [said.word for said in facts.said] == ["路灯"]
