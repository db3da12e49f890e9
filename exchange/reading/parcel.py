"""What was handed in, as files: names and bytes. A zip is unpacked, within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from exchange.finding import Refused
from exchange.limits import MOST_FILES, check_size
from model.phrase import phrase

Files = Mapping[str, bytes]


def unpack(files: Files) -> dict[str, bytes]:
    """The files, with a zip that stands alone replaced by what is in it. Refused when it is too much."""
    found = dict(files)
    if len(found) == 1:
        ((name, data),) = found.items()
        if name.lower().endswith(".zip"):
            found = _unzip(name, data)
    if len(found) > MOST_FILES:
        raise Refused(phrase("exchange.files", count=len(found), most=MOST_FILES))
    check_size(sum(map(len, found.values())))
    return found


def open_zip(name: str, data: bytes) -> zipfile.ZipFile:
    """A zip whose contents are not too large. Refused when it is damaged or says it is larger."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise Refused(phrase("exchange.no_zip", why=error), name) from error
    if len(opened.infolist()) > 10 * MOST_FILES:
        raise Refused(phrase("exchange.entries", count=len(opened.infolist())), name)
    check_size(sum(entry.file_size for entry in opened.infolist()), name)
    return opened


def _unzip(name: str, data: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with open_zip(name, data) as opened:
        for entry in opened.infolist():
            base = PurePosixPath(entry.filename).name
            if entry.is_dir() or base.startswith(".") or entry.filename.startswith("__MACOSX/"):
                continue
            if base in found:
                raise Refused(phrase("exchange.base_twice", name=base), name)
            try:
                found[base] = opened.read(entry)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
                raise Refused(phrase("exchange.unpack", name=base, why=error), name) from error
    return found
