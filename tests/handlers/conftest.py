"""The street that several tests of use cases stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.handlers.joint import Joint


@pytest.fixture
def joint(sqlite: Database, tmp_path: Path) -> Joint:
    return Joint(sqlite, tmp_path)
