"""Looking a database over: whether it is whole, its rows and files lead somewhere, and its ledgers agree.

Rows are counted as they come by; nothing grows with what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial, reduce
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, String, cast, exists, literal, select, text

from storage.keeping import ledgers, media
from storage.keeping.copying import Advance
from storage.keeping.finding import Finding, Gathering, Weight
from storage.keeping.relations import relations

EXAMPLES = 3
"""Rows of a finding that are named."""
_MOST_DAMAGE = 20
_TOGETHER = 1_000

Look = Callable[[Connection], Iterator[Finding]]


def check(
    connection: Connection,
    now: datetime,
    advance: Advance,
    *,
    folder: Path | None = None,
    examples: int = EXAMPLES,
) -> list[Finding]:
    """Every check in turn, which may take minutes on a large database; reads only.

    ``folder`` is where pictures and files lie; without it they are not looked at.
    """
    looks = _looks(now, folder, examples)
    found: list[Finding] = []
    for done, look in enumerate(looks, 1):
        found += look(connection)
        advance(done, len(looks))
    return found


def _looks(now: datetime, folder: Path | None, examples: int) -> list[Look]:
    looks: list[Look] = [partial(_file, examples=examples)]
    looks += [partial(_orphans, column=one, target=to, examples=examples) for one, to in relations()]
    for weight, rules in ((Weight.ERROR, ledgers.MUST_NOT_BE), (Weight.NOTE, ledgers.WORTH_KNOWING)):
        looks += [
            partial(
                _counted, statement=rule.question(now), found=Gathering(weight, rule.table, what, examples)
            )
            for what, rule in rules.items()
        ]
    if folder is not None:
        looks += [partial(look, folder=folder, examples=examples) for look in (media.lost, media.damaged)]
    return looks


def _file(connection: Connection, *, examples: int) -> Iterator[Finding]:
    """SQLite's own look at every page, and at foreign keys, should there ever be any."""
    if connection.dialect.name != "sqlite":
        return
    pages = Gathering(Weight.ERROR, "linli.db", "places where the file is damaged", examples)
    said = connection.execute(text(f"PRAGMA integrity_check({_MOST_DAMAGE})")).scalars()
    pages.add(one for one in said if one != "ok")
    yield from pages.found()
    keys = Gathering(Weight.ERROR, "linli.db", "foreign keys that lead nowhere", examples)
    keys.add(f"{row[0]} {row[1]}" for row in connection.execute(text("PRAGMA foreign_key_check")))
    yield from keys.found()


def _orphans(
    connection: Connection, *, column: Column[Any], target: Column[Any], examples: int
) -> Iterator[Finding]:
    statement = select(_key_of(column)).where(column.is_not(None), ~exists().where(target == column))
    # 0 stands for nobody where a column is not empty by its kind.
    if column.type.python_type is int:
        statement = statement.where(column != 0)
    what = f"rows whose {column.name} is no row of {target.table.name}"
    yield from _counted(
        connection, statement=statement, found=Gathering(Weight.ERROR, column.table.name, what, examples)
    )


def _key_of(column: Column[Any]) -> Any:  # noqa: ANN401 - an expression of SQL
    """How a row is named that speaks of nothing: "its key → what it speaks of"."""
    own: list[ColumnElement[str]] = [cast(one, String) for one in column.table.primary_key.columns]
    return (
        reduce(lambda before, one: before + literal(" ") + one, own) + literal(" → ") + cast(column, String)
    )


def _counted(connection: Connection, *, statement: Select[Any], found: Gathering) -> Iterator[Finding]:
    streaming = statement.execution_options(stream_results=True, yield_per=_TOGETHER)
    found.add(connection.execute(streaming).scalars())
    yield from found.found()
