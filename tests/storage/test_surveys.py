"""Forms, campaigns and responses."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from model.survey import Campaign, FormVersion, Response, ResponseState
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import DAY, HOUR, NOW

DRAFT, SUBMITTED = ResponseState.DRAFT, ResponseState.SUBMITTED


def form(form_id: int, key: str = "needs", version: str = "1") -> FormVersion:
    return FormVersion(form_id, key, version, "需求", "Needs", b"<xml/>", NOW)


def response(response_id: int, **fields: Any) -> Response:
    usual = {"form_id": 1, "person_id": 1, "purpose": "campaign", "subject": 5, "campaign_id": 5}
    times = {"started_at": NOW, "changed_at": NOW, "session": b"s", "state": DRAFT}
    return Response(**{"id": response_id} | usual | times | fields)


def test_the_newest_version_of_a_form_is_the_latest_and_old_ones_stay(database: Database) -> None:
    database.write_now(lambda unit: [unit.surveys.publish(form(n, version=str(n))) for n in (1, 2)])
    assert database.write_now(lambda unit: unit.surveys.latest("needs")) == form(2, version="2")
    assert database.write_now(lambda unit: unit.surveys.form(1)) == form(1)
    assert database.write_now(lambda unit: unit.surveys.latest("other")) is None
    assert database.write_now(lambda unit: unit.surveys.form(9)) is None


def test_a_version_is_published_once(database: Database) -> None:
    database.write_now(lambda unit: unit.surveys.publish(form(1)))
    with pytest.raises(IntegrityError):
        database.write_now(lambda unit: unit.surveys.publish(form(2)))


CAMPAIGNS = [
    ("open without end", Campaign(1, 1, (), NOW), True),
    ("opens now", Campaign(1, 1, ("GH01",), NOW, NOW + DAY), True),
    ("not yet", Campaign(1, 1, (), NOW + HOUR), False),
    ("closes now", Campaign(1, 1, (), NOW - DAY, NOW), False),
]


@pytest.mark.parametrize(("label", "campaign", "is_open"), CAMPAIGNS, ids=[label for label, *_ in CAMPAIGNS])
def test_a_campaign_is_open_between_its_dates(
    database: Database, label: str, campaign: Campaign, *, is_open: bool
) -> None:
    database.write_now(lambda unit: unit.surveys.open_campaign(campaign))
    expected = [campaign] if is_open else []
    assert database.write_now(lambda unit: unit.surveys.campaigns("GH01", NOW)) == expected
    assert database.write_now(lambda unit: unit.surveys.campaign(1)) == campaign


def test_a_campaign_is_for_its_communities_or_for_everybody(database: Database) -> None:
    def work(unit: Unit) -> list[list[int]]:
        unit.surveys.open_campaign(Campaign(1, 1, (), NOW))
        unit.surveys.open_campaign(Campaign(2, 1, ("GH01", "GH02"), NOW))
        unit.surveys.open_campaign(Campaign(3, 1, ("GH03",), NOW))
        return [[one.id for one in unit.surveys.campaigns(place, NOW)] for place in ("GH01", "GH03", None)]

    assert database.write_now(work) == [[2, 1], [3, 1], [1]]


def test_a_response_is_written_again_with_every_answer(database: Database) -> None:
    database.write_now(lambda unit: unit.surveys.save(response(1)))
    later = response(1, state=SUBMITTED, session=b"", xml=b"<x/>", submitted_at=NOW + HOUR)
    database.write_now(lambda unit: unit.surveys.save(later))
    assert database.write_now(lambda unit: unit.surveys.response(1)) == later
    assert database.write_now(lambda unit: unit.surveys.response(2)) is None
    assert database.write_now(lambda unit: unit.surveys.load([1, 2])) == {1: later}


def test_a_campaign_counts_submitted_responses_only(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.surveys.save(response(2, state=SUBMITTED))
        unit.surveys.save(response(1, state=SUBMITTED, person_id=2))
        unit.surveys.save(response(3))
        unit.surveys.save(response(4, state=SUBMITTED, campaign_id=None))

    database.write_now(work)
    assert [one.id for one in database.write_now(lambda unit: unit.surveys.of_campaign(5))] == [1, 2]
    assert database.write_now(lambda unit: unit.surveys.count(5)) == 2
    assert [one.id for one in database.write_now(lambda unit: unit.surveys.of_person(1))] == [4, 3, 2]


def test_a_forgotten_residents_responses_are_gone(database: Database) -> None:
    def work(unit: Unit) -> set[int]:
        unit.surveys.save(response(1))
        unit.surveys.save(response(2, person_id=2))
        unit.surveys.forget_person(1)
        return set(unit.surveys.load([1, 2]))

    assert database.write_now(work) == {2}
