"""Backing up a running installation, and putting it back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from storage.keeping import archive, postgresql, snapshot
from storage.keeping.archive import DATABASE, DUMP, MEDIA, SECRET, Manifest
from storage.keeping.copying import Advance


@dataclass(frozen=True, slots=True)
class Installation:
    """What is backed up: the database's address and the folder VAR, with ``media`` and ``secret`` in it."""

    database: str
    folder: Path

    @property
    def secret(self) -> Path:
        """What signs sign-ins and chat cookies."""
        return self.folder / SECRET

    def media(self) -> Iterator[tuple[str, Path]]:
        """Every complete file, by its name in an archive."""
        for path in sorted((self.folder / MEDIA).glob("*/*")):
            if path.is_file() and path.suffix != ".part":
                yield f"{MEDIA}{path.parent.name}/{path.name}", path


def backup(
    here: Installation, path: Path, version: str, now: datetime, advance: Advance, *, portable: bool = False
) -> Manifest:
    """Write an archive while the installation runs.

    First the database at one moment, then the media: a file is on disk before a row speaks of it, so none
    that the database knows is missing (but one that was deleted meanwhile). ``portable`` wants no pg_dump.
    """
    with tempfile.TemporaryDirectory(prefix=".linli-backup-", dir=path.parent) as folder:
        program = None if portable or _is_sqlite(here) else postgresql.dumper(here.database)
        name = DATABASE if program is None else DUMP
        copy = Path(folder) / name
        if program is None:
            snapshot.take(here.database, copy, advance)
            rows, migration = snapshot.counts(copy), snapshot.migration(copy)
        else:
            rows, migration = postgresql.dump(program, here.database, copy)
        with archive.writing(path) as writing:
            writing.add(name, copy)
            _add_files(here, writing, advance)
            manifest = Manifest(
                archive.FORMAT,
                version,
                now,
                make_url(here.database).get_backend_name(),
                "sqlite" if program is None else "pg_dump",
                migration,
                rows,
                writing.files,
            )
            writing.close(manifest)
    return manifest


def _is_sqlite(here: Installation) -> bool:
    return make_url(here.database).get_backend_name() == "sqlite"


def _add_files(here: Installation, writing: archive.Writing, advance: Advance) -> None:
    files = list(here.media())
    for done, (name, file) in enumerate(files, 1):
        try:
            writing.add(name, file)
        except FileNotFoundError:  # its owner has just had it deleted
            continue
        advance(done, len(files))
    if here.secret.is_file():
        writing.add(SECRET, here.secret)


def put_files(unpacked: Path, here: Installation, manifest: Manifest) -> int:
    """Put media and secret in their places; gives back how many files. Files that are there stay."""
    names = [name for name in manifest.files if name.startswith(MEDIA) or name == SECRET]
    for name in names:
        target = here.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.part")
        shutil.move(unpacked / name, unfinished)
        unfinished.chmod(0o600 if name == SECRET else 0o644)
        unfinished.replace(target)
    return len(names)
