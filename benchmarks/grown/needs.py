"""Needs of the past with their stories and offers."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.grown.filling import insert
from benchmarks.grown.plan import EPOCH, NOW_MS, ORGANIZATIONS, PER_WEEK, WEEK, Plan
from model.taxonomy import LEAVES

_WORDS = (
    "楼道",
    "灯",
    "坏",
    "老人",
    "做饭",
    "送餐",
    "孩子",
    "放学",
    "没人",
    "看",
    "电梯",
    "修",
    "噪音",
    "晚上",
    "睡不着",
)
_STORY = ("submitted", "offered", "accepted", "started", "resolved", "confirmed")


@dataclass(frozen=True, slots=True)
class _Filed:
    """A need of the past: how old, where, and what became of it."""

    number: int
    at: int
    community: int
    organization: int
    state: str
    draw: random.Random

    @property
    def id(self) -> int:
        """It grows with time."""
        return ((self.at - EPOCH) << 22) | (self.number & 4095)


def _filed(plan: Plan) -> Iterator[_Filed]:
    """Every need, the newest first; those of one community are the same in every plan."""
    for number in range(plan.needs):
        back, community = divmod(number, plan.communities)
        draw = random.Random(back * 1_000_003 + community)
        at = NOW_MS - int(WEEK * (back + draw.random()) / PER_WEEK) - 60_000
        local = draw.randrange(ORGANIZATIONS)
        organization = 100 + community * ORGANIZATIONS + local
        lot = draw.random()
        recent = back < PER_WEEK
        state = (
            ("routed" if lot < 0.3 else "accepted" if lot < 0.7 else "resolved")
            if recent
            else (
                "withdrawn"
                if lot < 0.08
                else "unmet"
                if lot < 0.085
                else "resolved"
                if lot < 0.3
                else "closed"
            )
        )
        yield _Filed(number, at, community, organization, state, draw)


def needs_with_stories(connection: sqlite3.Connection, plan: Plan) -> None:
    leaves = [leaf.code for leaf in LEAVES]

    def needs() -> Iterator[dict[str, object]]:
        for one in _filed(plan):
            taken = one.at + one.draw.randrange(3_600_000, 86_400_000)
            done = one.state in {"resolved", "closed"}
            yield {
                "id": one.id,
                "number": str(1001 + plan.needs - one.number),
                "person_id": one.community + 1 + one.number // plan.communities * plan.communities,
                "community": f"c{one.community}",
                "category": one.draw.choice(leaves),
                "urgency": one.draw.choice(("routine", "routine", "soon", "urgent")),
                "state": one.state,
                "text": "".join(one.draw.choices(_WORDS, k=18)),
                "place": "3 栋 502",
                "beneficiary": "parent",
                "holder_id": one.organization if one.state not in {"routed", "withdrawn", "unmet"} else None,
                "created_at": one.at,
                "accepted_at": None if one.state in {"routed", "withdrawn", "unmet"} else taken,
                "resolved_at": taken + 172_800_000 if done else None,
                "closed_at": taken + 259_200_000 if one.state == "closed" else None,
                "outcome": "solved" if done else None,
                "rating": one.draw.randint(3, 5) if one.state == "closed" else None,
            }

    def stories() -> Iterator[dict[str, object]]:
        for one in _filed(plan):
            told = (
                _STORY
                if one.state == "closed"
                else ("submitted", "offered", one.state if one.state in {"withdrawn", "unmet"} else "note")
            )
            for step, kind in enumerate(told):
                at = one.at + step * 43_200_000
                yield {
                    "id": one.id + (step << 12),
                    "need_id": one.id,
                    "at": at,
                    "kind": kind,
                    "actor": "system" if step else "resident",
                    "visibility": "everyone",
                    "data": '{"organization_id": 101, "referral_id": 123456789012345678}',
                }

    def offers() -> Iterator[dict[str, object]]:
        for one in _filed(plan):
            state = {"routed": "offered", "closed": "completed", "resolved": "completed"}.get(one.state)
            state = state or ("accepted" if one.state == "accepted" else "withdrawn")
            for step in range(2 if one.draw.random() < 0.5 else 1):
                last = step == 0
                first_asked = 100 + one.community * ORGANIZATIONS + one.number % ORGANIZATIONS
                yield {
                    "id": one.id + step,
                    "need_id": one.id,
                    "organization_id": one.organization if last else first_asked,
                    "service_id": one.organization if last else first_asked,
                    "state": state if last else "declined",
                    "rank": 1,
                    "score": 0.7,
                    "offered_at": one.at,
                    "deadline": one.at + 259_200_000,
                    "answered_at": None if state == "offered" and last else one.at + 7_200_000,
                    "answered_by": 1,
                    "decline_reason": None if last else "no_capacity",
                    "completed_at": one.at + 172_800_000 if state == "completed" and last else None,
                    "reasons": '[{"key":"match.fit.exact","params":{}}]',
                }

    for table, rows in (("need", needs()), ("entry", stories()), ("referral", offers())):
        insert(connection, table, rows)
    connection.execute("INSERT INTO counter VALUES ('need', ?)", (1001 + plan.needs,))
    connection.execute(
        "INSERT INTO timer SELECT 'referral', CAST(id AS TEXT), deadline FROM referral"
        f" WHERE state = 'offered' AND deadline > {NOW_MS}"
    )
