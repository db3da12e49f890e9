"""What several people do together right now is there to be seen: joined needs, merged ones, linkage plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot import demo
from bot.demo.building import build
from bot.demo.clock import local
from bot.demo.story import Story
from bot.demo.street import Street
from handlers.phrases import load
from locales import LANGUAGES, texts
from matching.skills import helpful
from model.linkage import LineState, Party
from model.need import NeedState
from storage.database import Database
from storage.tables import metadata

MONDAY_NIGHT = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)


def _joined(street: Street) -> list[Story]:
    return [story for story in street.stories if story.followers]


def test_one_open_need_is_followed_by_several_neighbours_with_words_of_their_own(street: Street) -> None:
    most = max(_joined(street), key=lambda story: len(story.followers))
    assert most.need.state.is_open
    said = [one.text for one in most.followers]
    assert len(set(said)) == len(said) >= 4
    assert all(said)


def test_followers_are_others_of_the_community_and_joined_after_it_was_filed(
    street: Street, now: datetime
) -> None:
    homes = {person.id: person.community for person in street.people}
    for story in _joined(street):
        people = [one.person_id for one in story.followers]
        assert len(set(people)) == len(people)
        assert story.need.person_id not in people
        for one in story.followers:
            assert homes[one.person_id] == story.need.community
            assert story.need.created_at <= one.at <= now
            assert one.need_id == story.need.id


def test_a_merged_need_points_to_the_one_it_was_joined_to(street: Street) -> None:
    origins = [one for story in street.stories for one in story.followers if one.origin_id]
    assert len(origins) == 1
    merged = next(story for story in street.stories if story.need.id == origins[0].origin_id)
    assert merged.need.state is NeedState.WITHDRAWN
    assert merged.need.person_id == origins[0].person_id


def test_a_neighbour_has_already_said_that_mrs_wang_s_lift_is_solved(street: Street) -> None:
    resolved = [story for story in _joined(street) if story.need.state is NeedState.RESOLVED]
    assert [Counter(one.content for one in story.followers) for story in resolved] == [{True: 1, False: 1}]


def test_linkage_plans_have_every_answer_and_something_reserved(street: Street) -> None:
    states = Counter((line.party, line.state) for line in street.plan_lines)
    volunteer = Party.VOLUNTEER
    assert states[volunteer, LineState.ACCEPTED] == states[Party.SUPPORT, LineState.ACCEPTED] == 2
    assert states[volunteer, LineState.ASKED] >= 1
    assert states[volunteer, LineState.DECLINED] >= 1
    kept = {one.id for one in street.allocations}
    reserved = [line.allocation_id for line in street.plan_lines if line.party is Party.RESOURCE]
    assert reserved
    assert set(reserved) <= kept


def test_volunteers_of_a_plan_can_do_what_they_are_asked_for(street: Street) -> None:
    skills = {one.person_id: one.skills for one in street.volunteers}
    needs = {story.need.id: story.need for story in street.stories}
    for line in street.plan_lines:
        if line.party is Party.VOLUNTEER:
            assert line.skill in skills[line.subject_id]
            assert line.skill in helpful(needs[line.need_id].category)
            assert line.subject_id != needs[line.need_id].person_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reasons_of_every_line_can_be_said(street: Street, language: str) -> None:
    words = texts(language)
    assert all(words.say(reason) for line in street.plan_lines for reason in load(line.reasons))


def test_nobody_is_asked_or_answers_after_now_or_in_the_night(ids: Callable[[], int]) -> None:
    street = build(ids, MONDAY_NIGHT)
    moments = [line.answered_at for line in street.plan_lines if line.party is Party.VOLUNTEER]
    told = [one for one in moments if one is not None]
    assert told
    assert all(one <= MONDAY_NIGHT and 7 <= local(one).hour < 23 for one in told)


def test_all_of_it_is_written_and_a_merged_need_tells_the_other_s_number(
    tmp_path: object, ids: Callable[[], int], now: datetime
) -> None:
    database = Database(f"sqlite:///{tmp_path}/demo.db")
    metadata.create_all(database.engine)
    database.write_now(lambda unit: demo.load(unit, ids, now))
    street = build(ids, now)
    count = sum(len(story.followers) for story in street.stories)
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql("select count(*) from follower").scalar()
        lines = connection.exec_driver_sql("select count(*) from plan_line").scalar()
        told = connection.exec_driver_sql("select data from entry where kind = 'merged'").scalar()
        number = connection.exec_driver_sql(
            "select need.number from follower join need on need.id = follower.need_id"
            " where follower.origin_id is not null"
        ).scalar()
    database.engine.dispose()
    assert (rows, lines) == (count, len(street.plan_lines))
    assert str(number) in str(told)
