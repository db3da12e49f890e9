"""Loading: into an empty database, quickly, the same every time, at any moment of the week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import demo
from bot.demo.building import build
from bot.demo.clock import iso_week
from model.need import NeedState, Urgency
from model.referral import ReferralState
from storage.database import Database
from storage.seeking import Filter
from storage.tables import metadata
from storage.unit import Unit

MOMENTS = [
    datetime(2026, 11, 21, 4, 50, tzinfo=UTC),
    datetime(2026, 11, 22, 16, 30, tzinfo=UTC),  # Monday 00:30 on the street
    datetime(2026, 11, 23, 0, 10, tzinfo=UTC),  # Monday 08:10
    datetime(2026, 10, 5, 2, 0, tzinfo=UTC),  # in the National Day week
    datetime(2027, 2, 9, 8, 0, tzinfo=UTC),
    datetime(2026, 7, 1, 19, 0, tzinfo=UTC),  # Thursday 03:00
    datetime(2028, 2, 29, 1, 0, tzinfo=UTC),  # a leap day
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'demo.db'}")
    metadata.create_all(database.engine)
    yield database
    database.engine.dispose()


def _everything(unit: Unit) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: [tuple(row.values()) for row in unit.rows(select(table))]
        for name, table in metadata.tables.items()
    }


def test_an_empty_database_is_not_loaded_and_a_loaded_one_is(
    database: Database, ids: Callable[[], int], now: datetime
) -> None:
    assert not database.write_now(demo.is_loaded)
    assert database.write_now(demo.resident_id) is None
    heard: list[tuple[int, int]] = []
    database.write_now(
        lambda unit: demo.load(unit, ids, now, lambda done, total: heard.append((done, total)))
    )
    assert database.write_now(demo.is_loaded)
    assert heard[-1][0] == heard[-1][1] >= 380
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_the_next_need_gets_the_next_number_and_numbers_follow_time(
    database: Database, ids: Callable[[], int], now: datetime
) -> None:
    database.write_now(lambda unit: demo.load(unit, ids, now))
    needs = database.write_now(lambda unit: unit.needs.find(Filter(), limit=1000))
    assert [int(need.number) for need in needs] == list(range(1000 + len(needs), 1000, -1))
    assert [need.id for need in needs] == sorted((need.id for need in needs), reverse=True)
    assert database.write_now(lambda unit: unit.needs.next_number()) == str(1001 + len(needs))


def test_the_named_people_can_be_found_and_have_something_to_do(
    database: Database, ids: Callable[[], int], now: datetime
) -> None:
    database.write_now(lambda unit: demo.load(unit, ids, now))

    def look(unit: Unit) -> None:
        for one in demo.PEOPLE:
            assert one.zh
            assert one.en
            if one.role != "resident":
                found = unit.staff.by_login(one.login)
                assert found is not None
                assert (found[0].name, found[0].role.value, found[1]) == (one.name, one.role, "")
        wang = demo.resident_id(unit)
        assert wang is not None
        states = {need.state for need in unit.needs.of_person(wang)}
        assert states == {NeedState.CLOSED, NeedState.IN_PROGRESS, NeedState.RESOLVED, NeedState.ROUTED}
        clerk = unit.staff.by_login("chen.meilan")
        assert clerk is not None
        assert clerk[0].organization_id is not None
        waiting = unit.referrals.of_organization(clerk[0].organization_id, [ReferralState.OFFERED])
        assert len(waiting) >= 2

    database.write_now(look)
    assert {one.role for one in demo.PEOPLE} == {"resident", "social_worker", "organization", "committee"}


def test_open_offers_are_watched_and_the_survey_is_open_for_everybody(
    database: Database, ids: Callable[[], int], now: datetime
) -> None:
    database.write_now(lambda unit: demo.load(unit, ids, now))

    def look(unit: Unit) -> None:
        open_offers = [
            one
            for need in unit.needs.find(Filter(states=(NeedState.ROUTED,)), limit=500)
            for one in unit.referrals.of_need(need.id)
            if one.state is ReferralState.OFFERED
        ]
        timers = [unit.timers.get("referral", str(one.id)) for one in open_offers]
        assert timers
        assert all(timer is not None and timer.due > now for timer in timers)
        assert sum(one.deadline <= now for one in open_offers) == 1
        campaigns = unit.surveys.campaigns("donghe", now)
        assert len(campaigns) == 1
        form = unit.surveys.form(campaigns[0].form_id)
        assert form is not None
        assert form.key == "needs_assessment"
        steps = [unit.timers.get("campaign", f"{step}:{campaigns[0].id}") for step in ("close", "remind")]
        assert all(timer is not None and timer.due > now for timer in steps), (
            "it closes and reminds by itself"
        )
        assert unit.topics.of_community("guixiang")[0].support == 19
        assert unit.digests.decisions("guixiang", "2026-W46")

    database.write_now(look)


def test_two_runs_write_the_same(tmp_path: Path, now: datetime) -> None:
    from itertools import count

    written = []
    for name in ("one", "two"):
        database = Database(f"sqlite:///{tmp_path / name}.db")
        metadata.create_all(database.engine)
        database.write_now(lambda unit: demo.load(unit, count(10**6).__next__, now))
        written.append(database.write_now(_everything))
        database.engine.dispose()
    assert written[0] == written[1]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:%a %d %b %H}")
def test_at_any_moment_this_week_and_the_last_have_data_and_all_is_as_promised(
    moment: datetime, ids: Callable[[], int]
) -> None:
    street = build(ids, moment)
    weeks = {iso_week(story.need.created_at) for story in street.stories}
    assert len(weeks) == 9
    assert iso_week(moment) in weeks
    assert all(story.at <= moment for story in street.stories)
    assert {story.need.state for story in street.stories} == set(NeedState) - {NeedState.DRAFT}
    late = [
        one
        for story in street.stories
        for one in story.referrals
        if one.state is ReferralState.OFFERED and one.deadline < moment
    ]
    assert len(late) == 1
    assert any(
        story.need.urgency is Urgency.EMERGENCY and story.at > story.need.created_at
        for story in street.stories
    )
    assert 360 <= len(street.stories) <= 460
