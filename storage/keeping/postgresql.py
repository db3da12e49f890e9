"""PostgreSQL's own programs, where they are installed: pg_dump for a backup, psql to put it back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from storage.keeping.archive import BadArchive
from storage.keeping.moving import need_todays_tables
from storage.keeping.plain import count
from storage.schema import newest
from storage.tables import metadata

_NAME = re.compile(r"[a-z0-9_]+")
_DAMAGED = "the backup is damaged:"
_COUNTED = f"""
SELECT count(*) INTO found FROM "{{name}}";
IF found <> {{rows}} THEN
    RAISE EXCEPTION '{_DAMAGED} % rows of {{name}} were put back, {{rows}} were backed up', found;
END IF;"""  # noqa: S608 - names are checked before they go in
_MIGRATED = f"""
IF NOT EXISTS (SELECT FROM alembic_version WHERE version_num = '{{migration}}') THEN
    RAISE EXCEPTION '{_DAMAGED} it is not at migration {{migration}}';
END IF;"""


class Failed(Exception):
    """A program of PostgreSQL's has failed; says how."""


def dumper(url: str) -> str | None:
    """The pg_dump that can read this server: one that is installed and not older than it."""
    program = shutil.which("pg_dump")
    if program is None or shutil.which("psql") is None:
        return None
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found by name, our argument
    mine = re.search(r"(\d+)", told.stdout)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        theirs = int(str(connection.execute(text("SHOW server_version_num")).scalar_one())) // 10_000
    return program if mine and int(mine[1]) >= theirs else None


def dump(program: str, url: str, path: Path) -> tuple[dict[str, int], str]:
    """Write the database as it is at this moment as SQL; gives back each table's rows, and the migration."""
    need_todays_tables(url)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        moment = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        rows = rows_of(connection, sorted(metadata.tables))
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
        _run([program, *options, f"--file={path}", f"--dbname={_address(make_url(url))}"], url)
    return rows, newest() or ""


def rows_of(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """How many rows each of these tables has."""
    return {name: count(connection, metadata.tables[name]) for name in names if name in metadata.tables}


def must_agree(rows: Mapping[str, int], migration: str) -> str:
    """SQL that fails unless what was loaded is what the manifest says. BadArchive when it cannot be asked."""
    if not all(_NAME.fullmatch(name) for name in [*rows, migration]):
        raise BadArchive("the backup is damaged: its manifest names tables that are none")
    checks = [_COUNTED.format(name=name, rows=int(wanted)) for name, wanted in sorted(rows.items())]
    checks.append(_MIGRATED.format(migration=migration))
    return "\n".join(["DO $linli$ DECLARE found bigint; BEGIN", *checks, "END $linli$;"])


def load(url: str, path: Path, *, before: str, afterwards: str) -> None:
    """Run a dump between some SQL of ours, in one transaction.

    Failed when PostgreSQL refuses it, BadArchive when ``must_agree`` does; then nothing was changed.
    """
    program = shutil.which("psql")
    if program is None:
        raise Failed("this backup was written by pg_dump: psql is needed to put it back")
    first, last = path.with_suffix(".before.sql"), path.with_suffix(".after.sql")
    # A dump leaves the search path empty; our own words need it again.
    first.write_text(before, encoding="utf-8")
    last.write_text(f"SET search_path = public;\n{afterwards}\n", encoding="utf-8")
    options = [
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    files = [f"--file={one}" for one in (first, path, last)]
    _run([program, *options, *files, f"--dbname={_address(make_url(url))}"], url)


def _address(url: URL) -> str:
    """The address for PostgreSQL's programs; the password is not for everybody's eyes in the process list."""
    return url.set(drivername="postgresql", password=None).render_as_string()


def _run(command: list[str], url: str) -> None:
    password = make_url(url).password
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our arguments
    if done.returncode and _DAMAGED in done.stderr:
        told = done.stderr.partition(_DAMAGED)[2].splitlines()[0].strip()
        raise BadArchive(f"{_DAMAGED} {told}. Nothing was changed")
    if done.returncode:
        raise Failed(f"{Path(command[0]).name} failed: {done.stderr.strip()[-500:]}")
