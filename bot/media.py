"""Pictures and files, named by what is in them; the same file is kept once.

With SQLite they lie in a folder. With PostgreSQL they lie in the database, because another process, perhaps
on another machine, may be the one to send them, and because one that is deleted must be deleted everywhere.
"""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import now
from storage.database import Database
from storage.whole import make_folder, write_whole

_KEY = re.compile(r"[0-9a-f]{40}(\.[a-z0-9]{1,5})?")


class MediaStore:
    """A folder with a subfolder for each first two letters, and a database when it is shared."""

    def __init__(
        self, folder: Path, shared: Database | None = None, now: Callable[[], datetime] = now
    ) -> None:
        self._folder = folder
        self._shared = shared
        self._now = now

    def keep(self, content: bytes, mime: str) -> str:
        """Write a file and give back its key. It survives a power cut, as the row will that speaks of it."""
        key = self._key(content, mime)
        if self._shared is not None:
            self._shared.write_now(lambda unit: unit.files.put(key, content, self._now()))
        else:
            self._write(self._path(key), content)
        return key

    def _key(self, content: bytes, mime: str) -> str:
        ending = mimetypes.guess_extension(mime.partition(";")[0]) or ""
        key = hashlib.sha256(content).hexdigest()[:40]
        if _KEY.fullmatch(key + ending):
            key += ending
        return key

    def _write(self, path: Path, content: bytes) -> None:
        if not path.is_file():
            make_folder(path.parent)
            write_whole(path, content, durable=True)
        else:
            path.touch()  # kept anew: its time begins again

    def read(self, key: str) -> bytes:
        """A file's bytes. LookupError when there is none of this key."""
        if not _KEY.fullmatch(key):
            raise LookupError(key)
        if self._shared is not None:
            found = self._shared.read_now(lambda unit: unit.files.get(key))
            if found is not None:
                return found
        path = self._path(key)
        if not path.is_file():
            raise LookupError(key)
        return path.read_bytes()

    def drop(self, keys: Iterable[str]) -> None:
        """Delete files; a missing one is no error, nor one that lies with a messenger."""
        ours = [key for key in keys if _KEY.fullmatch(key)]
        for key in ours:
            self._path(key).unlink(missing_ok=True)
        if self._shared is not None and ours:
            self._shared.write_now(lambda unit: unit.files.drop(ours))

    def hand_in(self) -> int:
        """Move what lies in the folder into the shared database; gives back how many files that were."""
        if self._shared is None or not self._folder.is_dir():
            return 0
        found = [path for path in self._folder.glob("*/*") if _KEY.fullmatch(path.name)]
        return sum(self._move(path, self._shared) for path in found)

    @staticmethod
    def _move(path: Path, shared: Database) -> bool:
        try:
            content, kept = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except FileNotFoundError:  # another process with the same folder was quicker
            return False
        shared.write_now(lambda unit: unit.files.put(path.name, content, kept))
        path.unlink(missing_ok=True)
        return True

    def old(self, before: datetime, after: str) -> tuple[list[str], str | None]:
        """The files of one subfolder that were not kept since a moment, and the subfolder's name to go on.

        ``after`` is the subfolder that was last looked into, empty at first; None when there is no more. In
        a shared database it is the last key.
        """
        if self._shared is not None:
            keys = self._shared.read_now(lambda unit: unit.files.old(before, after))
            return keys, keys[-1] if keys else None
        folders = sorted(one.name for one in self._folder.iterdir()) if self._folder.is_dir() else []
        name = next((one for one in folders if one > after), None)
        if name is None:
            return [], None
        limit = before.timestamp()
        found = [one for one in (self._folder / name).iterdir() if one.stat().st_mtime < limit]
        for unfinished in (one for one in found if one.name.endswith(".part")):
            unfinished.unlink(missing_ok=True)
        return sorted(one.name for one in found if _KEY.fullmatch(one.name)), name

    async def store(self, content: bytes, mime: str) -> str:
        """``keep``, without holding up others."""
        return await asyncio.to_thread(self.keep, content, mime)

    async def load(self, key: str) -> bytes:
        """``read``, without holding up others."""
        return await asyncio.to_thread(self.read, key)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key
