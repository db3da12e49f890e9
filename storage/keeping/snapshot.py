"""A consistent copy of a database in use, as a SQLite file: the form in which backups keep it.

A SQLite file holds our tables whichever database they come from, can be looked into with any tool, and is
put back into either kind.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from storage.engines import open_engine
from storage.keeping.copying import Advance, copy
from storage.keeping.moving import need_todays_tables
from storage.schema import upgrade
from storage.tables import metadata

_PAGES = 2_000
"""Pages of SQLite's copied between two tellings of how far it is."""


class Damaged(Exception):
    """A database file is damaged."""


def take(url: str, path: Path, advance: Advance) -> None:
    """Copy a database as it is at this moment into a new file, while others go on writing.

    Damaged when what was copied is no sound database; NotReady when PostgreSQL's tables are not today's.
    """
    if make_url(url).get_backend_name() == "sqlite":
        _of_sqlite(Path(str(make_url(url).database)), path, advance)
    else:
        _of_postgresql(url, path, advance)
    check(path)


def _of_sqlite(source: Path, target: Path, advance: Advance) -> None:
    """SQLite's own online backup.

    The open reading transaction holds the state of its beginning: without it the copy would begin anew
    with every commit of a busy server, and might never end. In WAL mode it holds up no writer.
    """
    if not source.is_file():
        raise FileNotFoundError(f"there is no database at {source}")
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=30)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.isolation_level = None
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(
            writing, pages=_PAGES, progress=lambda _, left, total: advance(total - left, total), sleep=0.01
        )
        reading.execute("COMMIT")
        writing.execute("PRAGMA journal_mode=DELETE")  # one file, complete by itself


def _of_postgresql(url: str, target: Path, advance: Advance) -> None:
    """Our own copy in one REPEATABLE READ transaction: the state of its beginning."""
    need_todays_tables(url)
    file = open_engine(f"sqlite:///{target}")
    upgrade(file)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    try:
        reading = engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with reading, file.begin() as writing:
            copy(reading, writing, advance)
    finally:
        engine.dispose()
        file.dispose()
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def check(path: Path) -> None:
    """Damaged unless the file is a sound database."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise Damaged(f"{path.name} is no database that can be read: {error}") from None
    if found != "ok":
        raise Damaged(f"{path.name} is damaged: {found}")


def counts(path: Path) -> dict[str, int]:
    """How many rows each of our tables has in a file; tables it does not have yet are left out."""
    with closing(sqlite3.connect(path)) as connection:
        there = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our names
            for name in sorted(metadata.tables)
            if name in there
        }


def migration(path: Path) -> str:
    """The migration a file is at; empty when it has none of our tables."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return ""
    return str(row[0]) if row else ""
