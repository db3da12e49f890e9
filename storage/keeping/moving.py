"""Moving an installation from one database to another, SQLite to PostgreSQL or back: all of it or nothing."""

from __future__ import annotations

from sqlalchemy import make_url

from storage.engines import open_engine
from storage.keeping.alone import alone
from storage.keeping.copying import Advance, Copied, copy, refuse_unless_empty
from storage.schema import current, newest, upgrade


class NotReady(Exception):
    """A database is not as it must be before it can be copied."""


def move(source: str, target: str, advance: Advance) -> Copied:
    """Copy everything and check every row.

    While it lasts nobody else may have either database open. The target is written in one transaction: an
    error, or the process's end, leaves it as empty as it was. NotReady, InUse, NotEmpty, Differs.
    """
    if make_url(source) == make_url(target):
        raise NotReady("source and target are the same database")
    need_todays_tables(source)
    with alone(source) as reading:
        prepare(target)
        with alone(target) as writing:
            refuse_unless_empty(writing)
            return copy(reading, writing, advance)


def need_todays_tables(url: str) -> None:
    """NotReady unless a database is at the newest migration."""
    at = revision(url)
    if at != newest():
        raise NotReady(
            f"the database is at migration {at or 'none'}, this version needs {newest()}:"
            " run `linli db upgrade` first"
        )


def prepare(target: str) -> None:
    """Give an empty database its tables. NotEmpty, InUse."""
    with alone(target) as connection:
        refuse_unless_empty(connection)
    engine = open_engine(target)
    upgrade(engine)
    engine.dispose()


def revision(url: str) -> str | None:
    """The migration a database is at."""
    engine = open_engine(url)
    try:
        return current(engine)
    finally:
        engine.dispose()
