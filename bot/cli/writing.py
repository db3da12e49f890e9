"""Files a command writes: there when they are whole, and what stood there before until then."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from storage.whole import write_whole

_SAME_DATE = (1980, 1, 1, 0, 0, 0)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole; OSError about the path, with nothing left behind.

    It need not survive a power cut: the command can be given again.
    """
    if path.exists() and not path.is_file():  # /dev/stdout, or a folder, which is an error
        path.write_bytes(content)
    else:
        write_whole(path, content, durable=False)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in a zip; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _SAME_DATE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
