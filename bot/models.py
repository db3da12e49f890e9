"""The models an installation has trained: kept in its database, fetched into VAR, watched while it runs.

The one that was activated last is fetched by every machine as its newest file, and the newest file serves. A
file that is damaged or of another version is passed over with a warning for the next older one; when none is
left, the model that ships serves.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog

from matching.text import BadModel, Model, load_model
from matching.text.learning import checked
from matching.text.model import load
from storage.database import Database
from storage.whole import make_folder, write_whole

_NAME = re.compile(r"understanding-\d{8}T\d{6,9}\.npz")
_KEPT = 5
"""Older files are removed; so many stay, should the newest be one that cannot be read."""
_EVERY = 20.0
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Found:
    """The model to work with; ``path`` is None for the one that ships."""

    model: Model
    path: Path | None


def files(folder: Path) -> list[Path]:
    """The trained models' files, newest first."""
    return sorted((path for path in folder.glob("*.npz") if _NAME.fullmatch(path.name)), reverse=True)


def newest(folder: Path) -> Found:
    """The newest model that this version can work with."""
    for path in files(folder):
        try:
            return Found(checked(load(path)), path)
        except (BadModel, OSError) as error:
            _log.warning("model_passed_over", file=str(path), reason=str(error))
    return Found(load_model(), None)


def _path(folder: Path, at: datetime) -> Path:
    moment = at.astimezone(UTC)
    return folder / f"understanding-{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}.npz"


def write(folder: Path, activated_at: datetime, content: bytes) -> Path:
    """Write a model; the oldest beyond a few are removed.

    It survives a power cut whole or not at all: what is there is not fetched again.
    """
    path = _path(folder, activated_at)
    make_folder(folder)
    write_whole(path, content, durable=True)
    for old in files(folder)[_KEPT:]:
        old.unlink(missing_ok=True)
    return path


def fetch(database: Database, folder: Path) -> Path | None:
    """Write the model that is in use by the database as the newest file; None when it lies there already.

    A newer file goes: the database was restored from a backup that knows nothing of it.
    """
    used = database.read_now(lambda unit: unit.models.in_use())
    if used is None or used.activated_at is None:
        return None
    path = _path(folder, used.activated_at)
    for newer in files(folder):
        if newer.name > path.name:
            newer.unlink(missing_ok=True)
    if path.is_file():
        return None
    content = database.read_now(lambda unit: unit.models.content(used.number))
    return write(folder, used.activated_at, content) if content else None


class ModelWatch:
    """Looks now and then whether a newer model lies in the database or the folder, and hands it over."""

    def __init__(self, folder: Path, take: Callable[[Model], None], database: Database | None = None) -> None:
        self._folder = folder
        self._take = take
        self.database = database
        """Where models are fetched from; None for the folder alone."""
        self._seen = self._listing()
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._stopping.clear()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def once(self) -> bool:
        """Look, and take a new model; whether there was a change."""
        if self.database is not None:
            await asyncio.to_thread(fetch, self.database, self._folder)
        listing = self._listing()
        if listing == self._seen:
            return False
        self._seen = listing
        found = await asyncio.to_thread(newest, self._folder)
        self._take(found.model)
        _log.info("model_read", file=str(found.path or "shipped"))
        return True

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.once()
            except Exception:  # noqa: BLE001 - the model in use goes on serving
                _log.exception("model_not_read")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _EVERY)

    def _listing(self) -> list[tuple[str, int, int]]:
        return [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files(self._folder)]
