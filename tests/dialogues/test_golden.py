"""Every dialogue in ``golden/`` is said again and must come out as it is written there.

``make golden`` writes them anew; read the diff as a resident would.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.media import MediaStore
from storage.database import Database
from tests.dialogues.talk import Talk, written
from tests.migrated import migrated

FORMS = Path(__file__).parent / "forms"
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


def play(text: str, folder: Path) -> str:
    database = Database(migrated(folder / "dialogue.db"))
    talk = Talk(database, MediaStore(folder / "media"))
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            lines.append(line)
            if line.startswith("# language:"):
                talk.language = line.partition(":")[2].strip()
            elif line.startswith("# form:"):
                talk.open_form(FORMS / f"{line.partition(':')[2].strip()}.md")
        elif line.startswith(">"):
            lines += ["", line]
            for chat, message in talk.say(line[1:].strip()):
                lines += written(chat, message, talk.chat)
    database.engine.dispose()
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_dialogue_goes_as_it_is_written(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    played = play(text, tmp_path)
    if os.environ.get("LINLI_REWRITE_GOLDEN"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")


def test_there_are_dialogues_for_at_least_25_situations_in_both_languages() -> None:
    languages = [path.stem.rpartition("_")[2] for path in GOLDEN]
    assert languages.count("zh") >= 25
    assert languages.count("en") >= 25
