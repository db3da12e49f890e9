"""Pictures and files on disk, named by what is in them; the same file is kept once."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import os
import re
import secrets
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

    async def store(self, content: bytes, mime: str) -> str:
        """``keep``, without holding up others."""
        return await asyncio.to_thread(self.keep, content, mime)

    async def load(self, key: str) -> bytes:
        """``read``, without holding up others."""
        return await asyncio.to_thread(self.read, key)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key
