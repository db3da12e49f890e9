"""A SQLite file with our tables and nothing in them. The migrations are run once in a process."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from storage.engines import open_engine
from storage.schema import upgrade


def migrated(path: Path) -> str:
    """Put such a file there, and give back its URL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_template())
    return f"sqlite:///{path}"


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory(prefix="linli-migrated-") as folder:
        path = Path(folder) / "linli.db"
        engine = open_engine(f"sqlite:///{path}")
        upgrade(engine)
        engine.dispose()  # the last connection writes its log into the file
        return path.read_bytes()
