"""A chat whose resident has agreed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.media import MediaStore
from storage.database import Database
from tests.dialogues.talk import Talk


@pytest.fixture
def talk(sqlite: Database, tmp_path: Path) -> Talk:
    talk = Talk(sqlite, MediaStore(tmp_path))
    for line in ("{start GH01}", "[中文]", "[可以]"):
        talk.say(line)
    return talk
