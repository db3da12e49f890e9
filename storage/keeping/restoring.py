"""Putting a backup back: checked first, whole or not at all, and nobody is sent anything unasked."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from storage.engines import open_engine
from storage.keeping import archive, holding, postgresql, snapshot
from storage.keeping.alone import alone
from storage.keeping.archive import DATABASE, DUMP, MEDIA, BadArchive, Manifest
from storage.keeping.backup import Installation, put_files
from storage.keeping.copying import Advance, copy, empty, refuse_unless_empty
from storage.keeping.handing_out import hand_out
from storage.keeping.moving import NotReady
from storage.schema import newest, upgrade
from storage.tables import metadata


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the manifest, messages held back, timers due already, files."""

    manifest: Manifest
    held: int
    overdue: int
    files: int


def restore(
    path: Path, here: Installation, now: datetime, advance: Advance, *, replace: bool, resend: bool
) -> Restored:
    """Check the archive, bring its tables up to date, hold what is owed, and put all in place.

    The database gets everything or stays as it was. BadArchive, NotReady (written by a newer version),
    NotEmpty (without ``replace``), InUse.
    """
    with archive.reading(path) as (manifest, unopened):
        _readable(manifest, here)
        with alone(here.database) as connection:
            if not replace:
                refuse_unless_empty(connection)
        here.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".linli-restore-", dir=here.folder) as unpacked:
            folder = Path(unpacked)
            archive.extract(manifest, unopened, folder, advance)
            if manifest.kind == "pg_dump":
                _load_dump(folder, here.database, manifest, resend=resend)
            else:
                _prepare(folder / DATABASE, manifest, resend=resend)
                _put(folder / DATABASE, here.database, advance)
            files = put_files(folder, here, manifest)
            files += hand_out(here.database, here.folder / MEDIA)
    return _told(here.database, manifest, now, files)


def _readable(manifest: Manifest, here: Installation) -> None:
    if manifest.migration > (newest() or ""):
        raise NotReady(
            f"the backup was written by Linli {manifest.linli} with migration {manifest.migration};"
            f" this version knows {newest()}. Install that version first"
        )
    if manifest.kind == "pg_dump" and make_url(here.database).get_backend_name() != "postgresql":
        raise NotReady(
            "the backup was written by pg_dump and can only go into PostgreSQL;"
            " `linli db backup --portable` writes one that goes into either"
        )


def _prepare(file: Path, manifest: Manifest, *, resend: bool) -> None:
    """Make the unpacked database what it shall be, before anything is replaced."""
    snapshot.check(file)
    if snapshot.counts(file) != manifest.rows:
        raise BadArchive("the backup is damaged: its tables do not have the rows that the manifest says")
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine)
    if not resend:
        with engine.begin() as connection:
            holding.hold(connection)
    engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _put(file: Path, target: str, advance: Advance) -> None:
    if make_url(target).get_backend_name() == "sqlite":
        with alone(target) as connection, closing(sqlite3.connect(file)) as source:
            connection.commit()  # SQLite wants to begin the writing itself; the file stays ours alone
            driver: Any = connection.connection.driver_connection
            source.backup(driver)
        return
    _with_tables(target)
    unpacked = open_engine(f"sqlite:///{file}")
    with unpacked.connect() as reading, alone(target) as writing:
        empty(writing)
        copy(reading, writing, advance)
    unpacked.dispose()


def _with_tables(target: str) -> None:
    engine = open_engine(target)
    upgrade(engine)
    engine.dispose()


def _load_dump(folder: Path, target: str, manifest: Manifest, *, resend: bool) -> None:
    names = ", ".join(f'"{name}"' for name in [*metadata.tables, "alembic_version"])
    agrees = postgresql.must_agree(manifest.rows, manifest.migration)
    postgresql.load(
        target,
        folder / DUMP,
        before=f"DROP TABLE IF EXISTS {names} CASCADE;",
        afterwards=agrees if resend else f"{agrees}\n{holding.hold_as_sql()}",
    )
    engine = open_engine(target)
    upgrade(engine)
    engine.dispose()


def _told(target: str, manifest: Manifest, now: datetime, files: int) -> Restored:
    engine = open_engine(target)
    with engine.connect() as connection:
        told = Restored(manifest, holding.held(connection), holding.overdue(connection, now), files)
    engine.dispose()
    return told
