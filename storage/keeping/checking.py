"""Looking a database over: whether it is whole, its rows lead somewhere, and its ledgers agree."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, select, text

from storage.keeping import ledgers
from storage.keeping.copying import Advance
from storage.keeping.relations import relations

EXAMPLES = 3


class Weight(enum.Enum):
    """How bad it is."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what, how many, and the keys of a few."""

    weight: Weight
    what: str
    count: int
    examples: tuple[str, ...] = ()


Look = Callable[[Connection, datetime], Iterator[Finding]]


def check(connection: Connection, now: datetime, advance: Advance) -> list[Finding]:
    """Every check in turn, which may take minutes on a large database; reads only."""
    found: list[Finding] = []
    for done, look in enumerate(LOOKS, 1):
        found += look(connection, now)
        advance(done, len(LOOKS))
    return found


def _file(connection: Connection, now: datetime) -> Iterator[Finding]:
    """SQLite's own look at every page, and at foreign keys, should there ever be any."""
    del now
    if connection.dialect.name != "sqlite":
        return
    said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    if said != ["ok"]:
        yield Finding(Weight.ERROR, "the file is damaged", len(said), tuple(said[:EXAMPLES]))
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        yield Finding(Weight.ERROR, "foreign keys lead nowhere", len(broken))


def _orphans(connection: Connection, now: datetime) -> Iterator[Finding]:
    del now
    for column, target in relations():
        # 0 stands for nobody where a column is not empty by its kind.
        statement = select(column).where(column.is_not(None), ~exists().where(target == column))
        if column.type.python_type is int:
            statement = statement.where(column != 0)
        what = f"rows of {column.table.name} whose {column.name} is no row of {target.table.name}"
        yield from _counted(connection, Weight.ERROR, what, statement)


def _ledgers(weight: Weight, what: str, statement: ledgers.Question) -> Look:
    def look(connection: Connection, now: datetime) -> Iterator[Finding]:
        yield from _counted(connection, weight, what, statement(now))

    return look


def _counted(
    connection: Connection, weight: Weight, what: str, statement: Select[tuple[Any]]
) -> Iterator[Finding]:
    keys = [str(key) for key in connection.execute(statement).scalars()]
    if keys:
        yield Finding(weight, what, len(keys), tuple(keys[:EXAMPLES]))


LOOKS: tuple[Look, ...] = (
    _file,
    _orphans,
    *(_ledgers(Weight.ERROR, what, question) for what, question in ledgers.MUST_NOT_BE.items()),
    *(_ledgers(Weight.NOTE, what, question) for what, question in ledgers.WORTH_KNOWING.items()),
)
