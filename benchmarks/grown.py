"""Makes a database as after years: messages, needs with their stories, offers, surveys, records of looks.

A community files 28 needs a week, each with some forty messages around it. A larger database has a longer
past and more communities, and as many more organizations as these need; the newest weeks of the community
that is measured are the same in every one, so that whatever takes longer does so because of all the rest.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from handlers import session as sessions
from model.taxonomy import LEAVES
from storage.database import open_engine
from storage.schema import upgrade
from storage.types import to_millis

NOW = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
WEEK = 7 * 86_400_000
PER_WEEK = 28
MESSAGES_A_NEED = 40
ORGANIZATIONS = 10
"""Organizations of each community."""
_VOLUNTEERS = 25
"""Volunteers of each community."""
_EPOCH = 1_735_689_600_000
_NOW = to_millis(NOW)
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
_SQL_SAID = """'{"update_id":"' || %s || '","address":{"channel":"telegram","chat":"' || %s ||
 '"},"at":"2026-01-01T01:02:03.456000Z","text":"楼道的灯坏了好几天，晚上上楼看不见路，老人怕摔，能不能来个人看看",
"tap":null,"tap_id":null,"source":null,"start":null,"media":null,"location":null,"phone":null,"name":"R",
"language":"zh","blocked":null}'"""
_SAYS = json.dumps(
    {
        "text": "记下了，编号 1024。已请 桂花楼道维修服务队 看看，最晚 11 月 20 日 18:00 前答复您。",
        "keyboard": [[{"label": "我的诉求", "data": "menu:mine", "url": ""}]],
        "replaces": None,
        "picture": None,
        "document": None,
        "ask_location": "",
        "ask_phone": "",
        "quiet": False,
    },
    ensure_ascii=False,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a database of so many messages is made up."""

    messages: int

    @property
    def needs(self) -> int:
        """Needs ever filed."""
        return max(self.messages // MESSAGES_A_NEED, PER_WEEK * 13)

    @property
    def weeks(self) -> int:
        """Length of the past: a quarter, a year from a million messages on, two from ten million on."""
        return 13 if self.messages < 1_000_000 else 52 if self.messages < 10_000_000 else 104

    @property
    def communities(self) -> int:
        """How many communities file 28 needs a week in that time."""
        return max(1, round(self.needs / self.weeks / PER_WEEK))

    @property
    def residents(self) -> int:
        """People; each has filed about one need."""
        return self.needs

    @property
    def span(self) -> int:
        """The past in milliseconds."""
        return self.weeks * WEEK


def generate(path: Path, messages: int) -> Plan:
    """Fill a new database. Indexes are built at the end, as that is ten times quicker."""
    plan = Plan(messages)
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}")
    indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL")
    dropped = list(indexes)
    for name, _ in dropped:
        connection.execute(f'DROP INDEX "{name}"')
    connection.execute("BEGIN")
    for fill in (_places, _people, _messages, _needs, _others):
        fill(connection, plan)
    connection.execute("COMMIT")
    for _, sql in dropped:
        connection.execute(sql)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return plan


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    """Many rows with the same columns; columns left out get what their kind has for nothing."""
    known = connection.execute(f"PRAGMA table_info('{table}')").fetchall()
    empty: dict[str, object] = {
        name: (None if not required else "" if kind in {"TEXT", "BLOB"} else 0)
        for _, name, kind, required, _, _ in known
    }
    first = next(rows, None)
    if first is None:
        return
    names = list(empty)

    def values(row: dict[str, object]) -> tuple[object, ...]:
        whole = {**empty, **row}
        return tuple(whole[name] for name in names)

    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    connection.execute(statement, values(first))
    connection.executemany(statement, (values(row) for row in rows))


def _count(size: int) -> str:
    """A table expression that counts from 0."""
    return f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {size - 1}) "


def _places(connection: sqlite3.Connection, plan: Plan) -> None:
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

    _insert(connection, "place", rows())
    ours = [(100 + n, f"c{n // ORGANIZATIONS}") for n in range(plan.communities * ORGANIZATIONS)]
    _insert(
        connection,
        "organization",
        ({"id": number, "zh": f"组织{number}", "languages": ""} for number, _ in ours),
    )
    leaves = [leaf.code for leaf in LEAVES]
    _insert(
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


def _people(connection: sqlite3.Connection, plan: Plan) -> None:
    """Residents 1 to n, each with a chat; resident r lives in community (r - 1) modulo all."""
    asked = f"{_NOW - plan.span}"
    connection.execute(
        _count(plan.residents)
        + f"""INSERT INTO person (id, language, created_at, community, name, phone, address, consent_at,
         quiet_from, quiet_to, stopped)
        SELECT i + 1, 'zh_CN', {asked}, 'c' || (i % {plan.communities}), '', printf('138%08d', i), '3 栋 502',
         {asked}, '22:00', '08:00', 0 FROM n"""
    )
    connection.execute(
        _count(plan.residents)
        + f"""INSERT INTO chat (chat, person_id, language, session, seen_at, unreachable)
        SELECT 'telegram:' || (i + 1), i + 1, 'zh_CN', ?, {asked} + i % 1000, 0 FROM n""",
        (sessions.dump(sessions.Session()),),
    )


def _messages(connection: sqlite3.Connection, plan: Plan) -> None:
    """Nine in twenty came in, eleven went out; whose they are goes round."""
    came, went = plan.messages * 9 // 20, plan.messages * 11 // 20
    chat = f"((i * 7919) % {plan.residents} + 1)"
    start, step = _NOW - plan.span, plan.span / max(plan.messages, 1)
    connection.execute(
        _count(came)
        + f"""INSERT INTO inbox (channel, update_id, chat, at, state, payload, error)
        SELECT 'telegram', CAST(100000000 + i AS TEXT), 'telegram:' || {chat},
         CAST({start} + i * {step * 20 / 9} AS INTEGER), 'done',
         CAST({_SQL_SAID % ("(100000000 + i)", chat)} AS BLOB), '' FROM n"""
    )
    at = f"CAST({start} + i * {step * 20 / 11} AS INTEGER)"
    connection.execute(
        _count(went)
        + f"""INSERT INTO outbox (id, chat, at, not_before, state, attempts, payload, ref, error, sent_at)
        SELECT (({at} - {_EPOCH}) << 22) | (i & 4095), 'telegram:' || {chat}, {at}, {at}, 'sent', 1,
         CAST(? AS BLOB), CAST(i AS TEXT), '', {at} + 400 FROM n""",
        (_SAYS,),
    )


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
        return ((self.at - _EPOCH) << 22) | (self.number & 4095)


def _filed(plan: Plan) -> Iterator[_Filed]:
    """Every need, the newest first; those of one community are the same in every plan."""
    for number in range(plan.needs):
        back, community = divmod(number, plan.communities)
        draw = random.Random(back * 1_000_003 + community)
        at = _NOW - int(WEEK * (back + draw.random()) / PER_WEEK) - 60_000
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


def _needs(connection: sqlite3.Connection, plan: Plan) -> None:
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
        _insert(connection, table, rows)
    connection.execute("INSERT INTO counter VALUES ('need', ?)", (1001 + plan.needs,))
    connection.execute(
        "INSERT INTO timer SELECT 'referral', CAST(id AS TEXT), deadline FROM referral"
        f" WHERE state = 'offered' AND deadline > {_NOW}"
    )


def _others(connection: sqlite3.Connection, plan: Plan) -> None:
    """Survey answers, records of looks, volunteers."""
    start, state = _NOW - plan.span, bytes(range(256)) * 4
    connection.execute(
        _count(plan.messages // 100)
        + f"""INSERT INTO response (id, form_id, person_id, purpose, subject, state, started_at, changed_at,
         submitted_at, session, xml)
        SELECT i + 1, -1, i % {plan.residents} + 1, 'need', 0, 'submitted', {start}, {start}, {start}, ?, ?
        FROM n""",
        (state, state[:600]),
    )
    connection.execute(
        _count(plan.messages // 20)
        + f"""INSERT INTO audit (id, at, actor, action, subject, detail)
        SELECT i + 1, {start} + i, 'staff:1', 'looked', 'need:' || i, '{{"fields": ["phone"]}}' FROM n"""
    )
    connection.execute(
        _count(plan.communities * _VOLUNTEERS)
        + f"""INSERT INTO volunteer (person_id, skills, times, areas, since, active)
        SELECT i + 1, '|errands|', '', '|c' || (i % {plan.communities}) || '|', {start}, 1 FROM n"""
    )
