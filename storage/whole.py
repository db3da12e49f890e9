"""Files that are there whole or not at all: written beside their place, and then given their name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


def write_whole(
    path: Path, content: bytes, *, durable: bool, private: bool = False, first: bool = False
) -> None:
    """Write a file; until it is whole, what stood there before stays. OSError about the path.

    What is ``durable`` survives a power cut that comes later, as a commit does; what can be made again need
    not. What is ``private`` only its owner reads. Where several write the ``first`` one stays.
    """
    try:
        with whole(path, durable=durable, private=private, first=first) as file:
            file.write(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def whole(path: Path, *, durable: bool, private: bool = False, first: bool = False) -> Iterator[IO[bytes]]:
    """A file to be written in parts, as ``write_whole`` does; nothing is left behind on an error."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    mode = 0o600 if private else 0o666
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        _name(unfinished, path, first=first)
        if durable:
            _sync(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those it lies in, for durable files."""
    missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        _sync(one.parent)


def _name(unfinished: Path, path: Path, *, first: bool) -> None:
    if first:
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            pass
        else:
            return
    unfinished.replace(path)


def _sync(folder: Path) -> None:
    """Have the names in a folder on disk; as SQLite does, without a word where a file system cannot."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
