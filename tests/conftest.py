"""A migrated, empty database for whoever asks: SQLite in a file, and an embedded PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog
from sqlalchemy import Engine, create_engine, text

from storage.database import Database
from storage.engines import open_engine
from storage.schema import upgrade
from storage.tables import metadata
from tests.migrated import migrated
from tests.postgres import CannotStart, running

os.environ["NO_PROXY"] = "127.0.0.1,localhost"  # what answers in a test is on this machine
hypothesis.settings.register_profile(  # a busy machine is not a bug
    "linli", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("linli")
structlog.configure(  # tracebacks in plain words: in colours and boxes each costs as much as several tests
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is slow has ten minutes, and its files come first: at the end no worker is left alone with one."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    for item in slow:
        item.add_marker(pytest.mark.timeout(600))
    first = {item.path for item in slow}
    items.sort(key=lambda item: item.path not in first)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """A cluster for this process (each xdist worker has its own); gives the folder of its socket."""
    try:
        with running() as home:
            yield home
    except CannotStart as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"PostgreSQL does not start: {error}")
        pytest.skip(f"PostgreSQL does not start: {error}")


def address(home: Path, name: str) -> str:
    """The URL of a database in the cluster."""
    return f"postgresql+psycopg://postgres@/{name}?host={home}"


def create(home: Path, name: str) -> str:
    """A new, empty database in the cluster; gives its URL."""
    engine = create_engine(address(home, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address(home, name)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Path) -> str:
    """A database with our tables."""
    url = create(postgres, "linli")
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our tables, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "linli.db"
    migrated(path)
    return path


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table, on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return create(request.getfixturevalue("postgres"), "empty")


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with our tables and nothing in them, on both kinds."""
    if request.param == "sqlite":
        yield sqlite_copy(request.getfixturevalue("migrated_sqlite"), tmp_path)
        return
    url: str = request.getfixturevalue("migrated_postgres")
    yield url
    engine = open_engine(url)
    empty(engine)
    engine.dispose()


def sqlite_copy(migrated: Path, folder: Path) -> str:
    """The URL of a fresh copy of the migrated file."""
    return f"sqlite:///{shutil.copy(migrated, folder / 'linli.db')}"


def empty(engine: Engine) -> None:
    # DELETE, since TRUNCATE makes new files for every table: 60 ms instead of 5.
    emptied = "; ".join(f'DELETE FROM "{table.name}"' for table in metadata.sorted_tables)  # noqa: S608 - our names
    with engine.begin() as connection:
        connection.execute(text(emptied))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database, empty at first, on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite(migrated_sqlite: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An open database on SQLite only, for what does not depend on the kind."""
    opened = Database(sqlite_copy(migrated_sqlite, tmp_path))
    yield opened
    await opened.close()
