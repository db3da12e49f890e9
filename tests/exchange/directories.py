"""Where real directories lie, for the tests that measure with them; they are no part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_HERE = Path(__file__).parents[2]
_FOLDER = Path(os.environ.get("LINLI_DIRECTORIES", _HERE.parent / "shared" / "directories"))
CASES = ("baltimore", "illinois-legal-aid", "hsds-3-examples", "hsds-3-examples/csv")


def directory(name: str) -> Path:
    """The folder of a real directory; the test is skipped where there is none."""
    if not (_FOLDER / name).is_dir():
        pytest.skip(f"there is no directory {name} in {_FOLDER} (LINLI_DIRECTORIES)")
    return _FOLDER / name


def files(name: str) -> dict[str, bytes]:
    """Its files by name."""
    return {path.name: path.read_bytes() for path in sorted(directory(name).iterdir()) if path.is_file()}
