"""A backup: one zip file with the database, the media and a manifest by which it can be checked."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from storage.keeping.copying import Advance
from storage.whole import whole

FORMAT = 1
DATABASE = "linli.db"
DUMP = "linli.sql"
SECRET = "secret"  # noqa: S105 - a file's name
MEDIA = "media/"
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_PACKED = frozenset({DATABASE, DUMP})
"""Members worth compressing; pictures are compressed already."""


class BadArchive(Exception):
    """A file is no backup that can be used."""


class File(msgspec.Struct, frozen=True):
    """One member: its size in bytes and its SHA-256."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. ``kind`` is sqlite or pg_dump; ``rows`` counts each table's rows."""

    format: int
    linli: str
    made_at: datetime
    source: str
    kind: str
    migration: str
    rows: dict[str, int]
    files: dict[str, File]


@dataclass(slots=True)
class Writing:
    """An archive being written."""

    _zip: zipfile.ZipFile
    files: dict[str, File] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> None:
        """Put a file in."""
        packed = zipfile.ZIP_DEFLATED if name in _PACKED else zipfile.ZIP_STORED
        member = zipfile.ZipInfo(name)
        member.compress_type = packed
        member.external_attr = 0o600 << 16
        with path.open("rb") as source, self._zip.open(member, "w", force_zip64=True) as target:
            self.files[name] = _copy(source, target)

    def close(self, manifest: Manifest) -> None:
        """Write down what is in it."""
        self._zip.writestr(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


@contextmanager
def writing(path: Path) -> Iterator[Writing]:
    """A new archive, readable by its owner only; it has its name only once it is complete and on disk."""
    if path.exists():
        raise FileExistsError(f"there is something at {path} already")
    with (
        whole(path, durable=True, private=True) as file,
        zipfile.ZipFile(file, "w", compresslevel=1) as archive,
    ):
        yield Writing(archive)


@contextmanager
def reading(path: Path) -> Iterator[tuple[Manifest, zipfile.ZipFile]]:
    """An archive and its manifest. BadArchive when it is none of ours."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BadArchive(f"{path} cannot be read as a backup: {error}") from None
    with archive:
        yield _manifest(path, archive), archive


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        found = msgspec.json.decode(archive.read(_MANIFEST), type=Manifest)
    except (KeyError, zipfile.BadZipFile, msgspec.MsgspecError) as error:
        raise BadArchive(f"{path} has no manifest of a backup: {error}") from None
    if found.format != FORMAT:
        raise BadArchive(f"{path} was written by Linli {found.linli}, in a form this version cannot read")
    return found


def extract(manifest: Manifest, archive: zipfile.ZipFile, folder: Path, advance: Advance) -> None:
    """Unpack every member that the manifest names, and compare it. BadArchive when one is not as it was."""
    total, done = sum(file.size for file in manifest.files.values()), 0
    for name, wanted in manifest.files.items():
        path = _inside(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with archive.open(name) as source, path.open("xb") as target:
                found = _copy(source, target)
        except (KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise BadArchive(f"the backup is damaged: {name} cannot be read ({error})") from None
        if found != wanted:
            raise BadArchive(f"the backup is damaged: {name} is not what the manifest says")
        done += wanted.size
        advance(done, total)


def _inside(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BadArchive(f"the backup names a file outside its folder: {name}")
    return path


def _copy(source: IO[bytes], target: IO[bytes]) -> File:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return File(size, digest.hexdigest())
