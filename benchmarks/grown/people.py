"""Places, who lives, works and helps there, and the organizations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import product

from benchmarks.grown.filling import count, insert
from benchmarks.grown.plan import NOW_MS, ORGANIZATIONS, STAFF, VOLUNTEERS, Plan
from handlers import session as sessions
from model.taxonomy import LEAVES

_NAMES = tuple("".join(parts) for parts in product("赵钱孙李周吴郑王", "春夏秋冬明亮安宁", "华芳强丽军敏"))
"""What members of staff are called; many share a name."""


def places(connection: sqlite3.Connection, plan: Plan) -> None:
    """A city of one district, ten communities to a street."""

    def rows() -> Iterator[dict[str, object]]:
        yield {"code": "city", "level": "city", "parent": None, "zh": "市", "en": "City"}
        yield {"code": "d", "level": "district", "parent": "city", "zh": "区", "en": "District"}
        for number in range(plan.communities // 10 + 1):
            yield {"code": f"s{number}", "level": "street", "parent": "d", "zh": "街道", "en": "Street"}
        for number in range(plan.communities):
            parent = f"s{number // 10}"
            yield {
                "code": f"c{number}",
                "level": "community",
                "parent": parent,
                "zh": f"{number}社区",
                "en": "C",
            }

    insert(connection, "place", rows())


def organizations(connection: sqlite3.Connection, plan: Plan) -> None:
    """Each serves one community."""
    ours = [(100 + n, f"c{n // ORGANIZATIONS}") for n in range(plan.communities * ORGANIZATIONS)]
    insert(
        connection,
        "organization",
        ({"id": number, "zh": f"组织{number}", "languages": ""} for number, _ in ours),
    )
    leaves = [leaf.code for leaf in LEAVES]
    insert(
        connection,
        "service",
        (
            {
                "id": number,
                "organization_id": number,
                "zh": "服务",
                "categories": f"|{'|'.join(leaves[(number * 7 + step) % len(leaves)] for step in range(9))}|",
                "area": f"|{area}|",
                "openings": b"[]",
                "active": 1,
            }
            for number, area in ours
        ),
    )


def people(connection: sqlite3.Connection, plan: Plan) -> None:
    """Residents 1 to n, each with a chat; resident r lives in community (r - 1) modulo all."""
    asked = f"{NOW_MS - plan.span}"
    connection.execute(
        count(plan.residents)
        + f"""INSERT INTO person (id, language, created_at, community, name, phone, address, consent_at,
         quiet_from, quiet_to, stopped)
        SELECT i + 1, 'zh_CN', {asked}, 'c' || (i % {plan.communities}), '', printf('138%08d', i), '3 栋 502',
         {asked}, '22:00', '08:00', 0 FROM n"""
    )
    connection.execute(
        count(plan.residents)
        + f"""INSERT INTO chat (chat, person_id, language, session, seen_at, unreachable)
        SELECT 'telegram:' || (i + 1), i + 1, 'zh_CN', ?, {asked} + i % 1000, 0 FROM n""",
        (sessions.dump(sessions.Session()),),
    )


def staff(connection: sqlite3.Connection, plan: Plan) -> None:
    """A social worker and two of the committee for each community, and somebody of each organization."""
    roles = ("social_worker", "committee", "committee")

    def rows() -> Iterator[dict[str, object]]:
        for number in range(plan.communities * STAFF):
            code, role = f"|c{number // STAFF}|", roles[number % STAFF]
            yield {"id": 1 + number, "role": role, "communities": code}
        for number in range(plan.communities * ORGANIZATIONS):
            yield {
                "id": 1 + plan.communities * STAFF + number,
                "role": "organization",
                "organization_id": 100 + number,
            }

    called = (
        {**row, "name": _NAMES[place % len(_NAMES)], "login": f"s{place}"} for place, row in enumerate(rows())
    )
    insert(
        connection,
        "staff",
        (
            {"communities": "", "organization_id": None, "language": "zh_CN", "active": 1, **row}
            for row in called
        ),
    )


def volunteers(connection: sqlite3.Connection, plan: Plan) -> None:
    """The first residents of each community."""
    since = NOW_MS - plan.span
    connection.execute(
        count(plan.communities * VOLUNTEERS)
        + f"""INSERT INTO volunteer (person_id, skills, times, areas, since, active)
        SELECT i + 1, '|errands|', '', '|c' || (i % {plan.communities}) || '|', {since}, 1 FROM n"""
    )
    connection.execute(
        count(plan.communities * VOLUNTEERS)
        + f"""INSERT INTO volunteer_area (place, person_id)
        SELECT 'c' || (i % {plan.communities}), i + 1 FROM n"""
    )
