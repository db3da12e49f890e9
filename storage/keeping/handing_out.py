"""Pictures and files that come in PostgreSQL's tables, put where SQLite has them: in a folder."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, make_url, select

from storage.engines import open_engine
from storage.keeping.media import KEY
from storage.tables import file
from storage.whole import make_folder, write_whole


def hand_out(url: str, folder: Path) -> int:
    """Move every file from a SQLite database's table into the folder; gives back how many.

    One by one, each on disk before its row goes: cut short, it can be done again. PostgreSQL keeps its own.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return 0
    engine = open_engine(url)
    with engine.connect() as connection:
        keys = [key for key in connection.execute(select(file.c.key)).scalars() if KEY.fullmatch(key)]
        for key in keys:
            _move(connection, key, folder / key[:2] / key)
            connection.commit()
    engine.dispose()
    return len(keys)


def _move(connection: Connection, key: str, path: Path) -> None:
    row = connection.execute(select(file.c.content, file.c.kept_at).where(file.c.key == key)).one()
    make_folder(path.parent)
    write_whole(path, row.content, durable=True)
    kept = row.kept_at.timestamp()
    os.utime(path, (kept, kept))
    connection.execute(file.delete().where(file.c.key == key))
