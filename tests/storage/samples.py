"""Small things to store: each function gives one with every field that must be given filled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from model.message import Address, Incoming
from model.need import Entry, Need
from model.person import Person, Role, Staff
from model.referral import Referral, ReferralState

NOW = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def person(person_id: int, **fields: Any) -> Person:
    return Person(**{"id": person_id, "language": "zh_CN", "created_at": NOW} | fields)


def staff(staff_id: int, **fields: Any) -> Staff:
    usual = {
        "id": staff_id,
        "login": f"login{staff_id}",
        "name": f"name{staff_id}",
        "role": Role.SOCIAL_WORKER,
    }
    return Staff(**usual | fields)


def need(need_id: int, **fields: Any) -> Need:
    usual = {
        "id": need_id,
        "number": str(1000 + need_id),
        "person_id": 1,
        "community": "GH01",
        "category": "elderly.meals",
        "text": "奶奶做不动饭了",
        "created_at": NOW,
    }
    return Need(**usual | fields)


def entry(entry_id: int, need_id: int = 1, **fields: Any) -> Entry:
    usual = {"id": entry_id, "need_id": need_id, "at": NOW, "kind": "submitted", "actor": "resident"}
    return Entry(**usual | fields)


def referral(referral_id: int, need_id: int = 1, organization_id: int = 101, **fields: Any) -> Referral:
    usual = {
        "id": referral_id,
        "need_id": need_id,
        "organization_id": organization_id,
        "service_id": organization_id + 100,
        "state": ReferralState.OFFERED,
        "rank": 1,
        "score": 0.5,
        "offered_at": NOW,
        "deadline": NOW + DAY,
    }
    return Referral(**usual | fields)


def incoming(update_id: str, chat: str = "me", **fields: Any) -> Incoming:
    return Incoming(**{"update_id": update_id, "address": Address("test", chat), "at": NOW} | fields)
