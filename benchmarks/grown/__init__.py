"""Makes a database as after years: messages, needs with their stories, offers, surveys, records of looks.

A community files 28 needs a week, each with some forty messages around it. A larger database has a longer
past and more communities, and as many more organizations as these need; the newest weeks of the community
that is measured are the same in every one, so that whatever takes longer does so because of all the rest.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.grown.messages import messages, records
from benchmarks.grown.needs import needs_with_stories
from benchmarks.grown.people import organizations, people, places, staff, volunteers
from benchmarks.grown.plan import NOW, NOW_MS, Plan
from handlers import session as sessions
from storage.engines import open_engine
from storage.schema import upgrade

__all__ = ["NOW", "Plan", "generate", "renew"]

_FILLS = (places, organizations, people, staff, volunteers, messages, needs_with_stories, records)


def generate(path: Path, size: int) -> Plan:
    """Fill a new database with so many messages. Indexes come at the end: that is ten times quicker."""
    plan = Plan(size)
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
    for fill in _FILLS:
        fill(connection, plan)
    connection.execute("COMMIT")
    for _, sql in dropped:
        connection.execute(sql)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return plan


def renew(path: Path) -> None:
    """Bring a kept database up to the newest tables, without what was measured in it before."""
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    connection = sqlite3.connect(path)
    new = f"need_id IN (SELECT id FROM need WHERE created_at >= {NOW_MS})"
    for table in ("entry", "referral"):
        connection.execute(f"DELETE FROM {table} WHERE {new}")
    for table, moment in (
        ("need", "created_at"),
        ("inbox", "at"),
        ("outbox", "at"),
        ("response", "started_at"),
    ):
        connection.execute(f"DELETE FROM {table} WHERE {moment} >= {NOW_MS}")
    connection.execute(
        "DELETE FROM timer WHERE kind = 'referral' AND CAST(key AS INTEGER) NOT IN (SELECT id FROM referral)"
    )
    connection.execute(
        f"UPDATE chat SET session = ?, response_id = NULL, seen_at = {NOW_MS} - 1 WHERE seen_at >= {NOW_MS}",
        (sessions.dump(sessions.Session()),),
    )
    connection.commit()
    connection.close()
