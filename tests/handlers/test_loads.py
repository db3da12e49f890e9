"""What an organization has in hand is counted by one rule, in the digest and in the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from digests.gathering.offers import in_hand
from model.referral import Referral, ReferralState
from storage.database import Database
from tests.storage.samples import DAY, HOUR, NOW, referral

AT, BEFORE = NOW + 3 * DAY, NOW + DAY
ENDED = (BEFORE - HOUR, BEFORE + HOUR, AT - HOUR, AT, AT + HOUR)


def offers() -> list[Referral]:
    """Offers of every state, made, answered, lapsed and done before, between and after two moments."""
    found: list[dict[str, Any]] = [
        {"state": state, "offered_at": made}
        for state in (ReferralState.OFFERED, ReferralState.ACCEPTED, ReferralState.WITHDRAWN)
        for made in (NOW, BEFORE, AT, AT + HOUR)
    ]
    for ended in ENDED:
        found += [
            {"state": ReferralState.EXPIRED, "deadline": ended},
            {"state": ReferralState.DECLINED, "answered_at": ended},
            {"state": ReferralState.DECLINED, "answered_at": NOW, "completed_at": ended},
            {"state": ReferralState.WITHDRAWN, "answered_at": ended},
            {"state": ReferralState.COMPLETED, "answered_at": NOW, "completed_at": ended},
            {"state": ReferralState.ACCEPTED, "answered_at": ended},
        ]
    return [referral(number, **{"deadline": AT, **fields}) for number, fields in enumerate(found, 1)]


@pytest.mark.parametrize("one", offers(), ids=lambda one: f"{one.id}-{one.state.value}")
def test_the_database_counts_an_offer_as_the_digest_does(database: Database, one: Referral) -> None:
    database.write_now(lambda unit: unit.referrals.add(one))
    since = NOW - timedelta(weeks=8)
    counted = database.write_now(
        lambda unit: unit.referrals.in_hand([one.organization_id], [], since, AT, BEFORE)
    )
    expected = (int(in_hand(one, AT)), int(in_hand(one, BEFORE)))
    assert counted.get(one.organization_id, (0, 0)) == expected
