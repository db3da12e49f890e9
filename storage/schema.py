"""Migrations: bringing a database to the tables this code expects.

Alembic is loaded only when there is something to do: a start on an up-to-date database needs none of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, inspect, select, text

from storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 5_405_641_957
"""A number nobody else takes PostgreSQL's advisory lock by."""


def newest() -> str | None:
    """The newest migration there is; their files are named by their number."""
    numbers = sorted(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py"))
    return numbers[-1] if numbers else None


def current(engine: Engine) -> str | None:
    """The migration the database is at; None for an empty one."""
    with engine.connect() as connection:
        return _current(connection)


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(engine: Engine) -> None:
    """Apply every migration that is missing, in one transaction; processes that start together take turns."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's transaction is begun as a writer's already
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        if _current(connection) != newest():
            _upgrade(connection)


def differences(engine: Engine) -> list[object]:
    """How the database differs from ``storage.tables``; empty when it does not."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - see above
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - see above

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return list(compare_metadata(context, metadata))


def revise(engine: Engine, message: str) -> None:
    """Write a new migration from the differences; for developers (``linli db revise``)."""
    from alembic import command  # noqa: PLC0415 - see above

    number = f"{int(newest() or 0) + 1:04}"
    with engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above

    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
