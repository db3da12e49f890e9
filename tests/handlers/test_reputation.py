"""Reputation: looked at anew on a street, remembered for an hour in a city."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

import handlers.reputation
from handlers.reputation import Reputation
from model.organization import Record
from model.referral import ReferralState
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import DAY, HOUR, NOW, need, referral

DECLINED = ReferralState.DECLINED


@pytest.fixture
def offers(sqlite: Database) -> Database:
    """Organization 101 was asked twice, 102 once; nobody said yes."""

    def work(unit: Unit) -> None:
        unit.needs.add(need(1))
        for number, organization in enumerate((101, 101, 102), 1):
            unit.referrals.add(referral(number, 1, organization, state=DECLINED, answered_at=NOW + HOUR))

    sqlite.write_now(work)
    return sqlite


def offered(
    database: Database, reputation: Reputation, whose: Iterable[int], now: datetime
) -> dict[int, int]:
    """How often each of these organizations was asked, as far as is known."""

    def work(unit: Unit) -> Any:
        return reputation.of(unit, set(whose), now)

    records, _ = database.write_now(work)
    return {one: records[one, ""].offered for one in whose if (one, "") in records}


def add(database: Database, number: int) -> None:
    database.write_now(lambda unit: unit.referrals.add(referral(number, 1, 101, offered_at=NOW)))


def test_on_a_street_every_offer_counts_at_once(offers: Database) -> None:
    reputation = Reputation()
    assert offered(offers, reputation, [101], NOW) == {101: 2}
    add(offers, 9)
    assert offered(offers, reputation, [101, 102], NOW) == {101: 3, 102: 1}


def test_in_a_city_records_are_remembered_for_an_hour(
    offers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers.reputation, "_SAMPLE", 3)
    reputation = Reputation()
    assert offered(offers, reputation, [101], NOW) == {101: 2}
    add(offers, 9)
    assert offered(offers, reputation, [101, 102], NOW + HOUR / 2) == {101: 2, 102: 1}
    assert offered(offers, reputation, [101, 102], NOW + HOUR) == {101: 3, 102: 1}


def test_what_is_usual_comes_from_the_newest_offers(
    offers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers.reputation, "_SAMPLE", 2)
    usual = offers.write_now(lambda unit: Reputation().of(unit, [], NOW))[1]
    assert usual.acceptance == pytest.approx(0.7 * 10 / 12)


def test_no_more_organizations_are_remembered_than_fit(
    offers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers.reputation, "_SAMPLE", 3)
    monkeypatch.setattr(handlers.reputation, "_REMEMBERED", 1)
    reputation = Reputation()
    for organization in (101, 102, 103):
        offered(offers, reputation, [organization], NOW)
        assert len(reputation._own) == 1


def test_offers_older_than_a_year_are_forgotten(offers: Database) -> None:
    assert offered(offers, Reputation(), [101], NOW + timedelta(days=366) + DAY) == {}


def test_a_record_has_the_field_and_the_whole(offers: Database) -> None:
    records, _ = offers.write_now(lambda unit: Reputation().of(unit, [102], NOW))
    assert records[102, "elderly"] == Record(102, "elderly", 1, declined=1, answer_hours_sum=1.0)
