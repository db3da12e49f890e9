"""Pictures and files on disk, named by what is in them; the same file is kept once."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import os
import re
import secrets
from datetime import datetime
from pathlib import Path

_KEY = re.compile(r"[0-9a-f]{40}(\.[a-z0-9]{1,5})?")


class MediaStore:
    """A folder with a subfolder for each first two letters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, mime: str) -> str:
        """Write a file (complete or not at all) and give back its key."""
        ending = mimetypes.guess_extension(mime.partition(";")[0]) or ""
        key = hashlib.sha256(content).hexdigest()[:40]
        if _KEY.fullmatch(key + ending):
            key += ending
        path = self._path(key)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        else:
            path.touch()  # kept anew: its time begins again
        return key

    def read(self, key: str) -> bytes:
        """A file's bytes. LookupError when there is none of this key."""
        path = self._path(key) if _KEY.fullmatch(key) else None
        if path is None or not path.is_file():
            raise LookupError(key)
        return path.read_bytes()

    def drop(self, key: str) -> None:
        """Delete a file; a missing one is no error."""
        if _KEY.fullmatch(key):
            self._path(key).unlink(missing_ok=True)

    def old(self, before: datetime, after: str) -> tuple[list[str], str | None]:
        """The files of one subfolder that were not kept since a moment, and the subfolder's name to go on.

        ``after`` is the subfolder that was last looked into, empty at first; None when there is no more.
        """
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
