"""Who is asked, reminded and told: each resident once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import IntegrityError

from model.survey import Campaign, Invitation, Response, ResponseState
from storage import schema
from storage.chats import Chat
from storage.database import Database
from storage.engines import open_engine
from storage.unit import Unit
from tests.storage.samples import DAY, NOW, person

CAMPAIGN = Campaign(5, 1, ("GH01", "GH02"), NOW)


def resident(unit: Unit, person_id: int, *, unreachable: bool = False, **fields: Any) -> None:
    unit.people.add(person(person_id, **{"community": "GH01", "consent_at": NOW} | fields))
    unit.chats.save(Chat(f"test:{person_id}", "zh_CN", b"", NOW, person_id, unreachable=unreachable))


def responded(unit: Unit, person_id: int, state: ResponseState, campaign_id: int = 5) -> None:
    unit.surveys.save(
        Response(100 + person_id, 1, person_id, "campaign", campaign_id, state, NOW, NOW, b"", campaign_id)
    )


def test_asked_are_residents_of_the_communities_who_consented_and_want_messages(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        resident(unit, 1)
        resident(unit, 2, community="GH02")
        resident(unit, 3, community="GH03")
        resident(unit, 4, community=None)
        resident(unit, 5, consent_at=None)
        resident(unit, 6, stopped=True)
        resident(unit, 7, forgotten_at=NOW)
        resident(unit, 8, unreachable=True)
        unit.people.add(person(9, community="GH01", consent_at=NOW))
        resident(unit, 10)
        unit.invitations.add(Invitation(1, 5, 10, NOW))
        resident(unit, 11)
        responded(unit, 11, ResponseState.DRAFT)
        resident(unit, 12)
        responded(unit, 12, ResponseState.SUBMITTED, campaign_id=6)
        return unit.invitations.to_invite(CAMPAIGN, 100)

    assert database.write_now(work) == [1, 2, 12]


def test_a_campaign_without_communities_asks_everybody_so_many_at_a_time(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        for number, community in enumerate(("GH01", "GH09", None), start=1):
            resident(unit, number, community=community)
        return unit.invitations.to_invite(replace(CAMPAIGN, communities=()), 2)

    assert database.write_now(work) == [1, 2]


def test_nobody_is_asked_twice(database: Database) -> None:
    database.write_now(lambda unit: unit.invitations.add(Invitation(1, 5, 1, NOW)))
    with pytest.raises(IntegrityError):
        database.write_now(lambda unit: unit.invitations.add(Invitation(2, 5, 1, NOW)))
    assert database.write_now(lambda unit: unit.invitations.get(5, 1)) == Invitation(1, 5, 1, NOW)
    assert database.write_now(lambda unit: unit.invitations.get(5, 2)) is None


def test_reminded_are_those_who_began_or_did_not_answer(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        for number in range(1, 8):
            resident(unit, number, stopped=number == 7)
        asked = [Invitation(number, 5, number, NOW) for number in range(1, 8)]
        asked[3] = replace(asked[3], declined_at=NOW)
        asked[4] = replace(asked[4], reminded_at=NOW)
        asked[5] = replace(asked[5], sent_at=NOW + timedelta(seconds=1))
        for one in asked:
            unit.invitations.add(one)
        responded(unit, 2, ResponseState.DRAFT)
        responded(unit, 3, ResponseState.SUBMITTED)
        return [one.person_id for one in unit.invitations.to_remind(5, NOW, 100)]

    assert database.write_now(work) == [1, 2]


def test_who_dropped_the_survey_is_left_alone(database: Database) -> None:
    def work(unit: Unit) -> list[Invitation]:
        resident(unit, 1)
        unit.invitations.add(Invitation(1, 5, 1, NOW))
        responded(unit, 1, ResponseState.DISCARDED)
        return unit.invitations.to_remind(5, NOW + DAY, 100)

    assert database.write_now(work) == []


def test_told_are_those_who_answered_once(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        for number in (1, 2, 3):
            resident(unit, number)
            unit.invitations.add(Invitation(number, 5, number, NOW))
        responded(unit, 1, ResponseState.SUBMITTED)
        responded(unit, 2, ResponseState.SUBMITTED)
        responded(unit, 3, ResponseState.DRAFT)
        unit.invitations.save(Invitation(2, 5, 2, NOW, told_at=NOW))
        return [one.person_id for one in unit.invitations.to_tell(5, 100)]

    assert database.write_now(work) == [1]


def test_counts_of_a_campaign(database: Database) -> None:
    def work(unit: Unit) -> object:
        unit.invitations.add(Invitation(1, 5, 1, NOW, reminded_at=NOW))
        unit.invitations.add(Invitation(2, 5, 2, NOW, declined_at=NOW))
        unit.invitations.add(Invitation(3, 6, 2, NOW))
        return [unit.invitations.counts(5), unit.invitations.counts(7)]

    assert database.write_now(work) == [
        {"asked": 2, "reminded": 1, "declined": 1},
        {"asked": 0, "reminded": 0, "declined": 0},
    ]


def test_a_forgotten_residents_invitations_are_gone(database: Database) -> None:
    def work(unit: Unit) -> Invitation | None:
        unit.invitations.add(Invitation(1, 5, 1, NOW))
        unit.surveys.forget_person(1)
        return unit.invitations.get(5, 1)

    assert database.write_now(work) is None


def test_a_campaign_that_is_changed_stays_one(database: Database) -> None:
    closed = replace(CAMPAIGN, closes_at=NOW, closed_at=NOW, by_link=True)

    def work(unit: Unit) -> list[Campaign]:
        unit.surveys.open_campaign(CAMPAIGN)
        unit.surveys.save_campaign(closed)
        return unit.surveys.all_campaigns()

    assert database.write_now(work) == [closed]
    assert not closed.is_open(NOW)
    assert CAMPAIGN.is_open(NOW)
    assert not CAMPAIGN.is_open(NOW - DAY)


def test_the_response_of_a_person_in_a_campaign_is_the_submitted_one(database: Database) -> None:
    def work(unit: Unit) -> list[Response | None]:
        responded(unit, 1, ResponseState.SUBMITTED)
        unit.surveys.save(
            Response(900, 1, 1, "campaign", 5, ResponseState.DRAFT, NOW, NOW, b"", campaign_id=5)
        )
        responded(unit, 2, ResponseState.DISCARDED)
        return [unit.surveys.of_person_in(1, 5), unit.surveys.of_person_in(2, 5)]

    first, second = database.write_now(work)
    assert first is not None
    assert (first.id, second) == (101, None)


def test_campaigns_from_before_are_for_everybody(empty_url: str) -> None:
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        command.upgrade(schema._config(connection), "0002")
        connection.execute(
            sa.text("INSERT INTO campaign (id, form_id, communities, opens_at) VALUES (1, 1, '', 0)")
        )
    schema.upgrade(engine)
    with engine.begin() as connection:
        assert not connection.execute(sa.text("SELECT by_link FROM campaign")).scalar()
    assert schema.differences(engine) == []
    engine.dispose()
