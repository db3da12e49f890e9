"""Files a command writes: there when they are whole, and what stood there before until then."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

_SAME_DATE = (1980, 1, 1, 0, 0, 0)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and put it there; OSError about the path, with nothing left behind."""
    if path.exists() and not path.is_file():  # /dev/stdout, or a folder, which is an error
        path.write_bytes(content)
        return
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:  # Ctrl-C
        unfinished.unlink(missing_ok=True)
        raise


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in a zip; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _SAME_DATE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
