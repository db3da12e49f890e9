"""What is in the database, read from a copy: looking must not change what the next life finds."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from chaos import town

_TOKEN = re.compile(r'"c(\d+)-(\d+)"')
_PRESSED = b"x"
"""How the bytes of a session begin that has grown large and was compressed; the others are JSON."""
_FILES = ("linli.db", "linli.db-wal")


class Asked(Protocol):
    """A connection to either kind of database; its rows are tuples."""

    def execute(self, query: Any, /) -> Any:  # noqa: ANN401 - each driver has its own cursor
        """Ask something."""


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the outbox; ``reply_to`` is the number of the answer it repeats, 0 if it is no reply."""

    id: int
    chat: int
    state: str
    text: str
    reply_to: int
    question: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything the audit looks at."""

    updates: list[tuple[int, str]]
    """Update ids with their state, as often as they are stored."""
    outbox: list[Row]
    answers: dict[int, list[int]]
    """Of each chat the numbers of its answers, in the order of the survey's questions."""
    weeks: list[str]
    """The weeks whose digest was sent."""
    damage: list[str]
    """What the database's own check says, if it is not in order."""


@contextmanager
def image(data: Path, scratch: Path) -> Iterator[sqlite3.Connection]:
    """The database as a machine started now would find it."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        for name in _FILES:
            if (data / name).exists():
                shutil.copyfile(data / name, Path(folder) / name)
        with closing(sqlite3.connect(Path(folder) / _FILES[0])) as connection:
            yield connection


def updates(connection: Asked) -> list[tuple[int, str]]:
    """What was received."""
    return [(int(one), state) for one, state in connection.execute("SELECT update_id, state FROM inbox")]


def settled(connection: Asked) -> frozenset[int]:
    """The messages that the database calls sent."""
    return frozenset(one for (one,) in connection.execute("SELECT id FROM outbox WHERE state = 'sent'"))


def waiting(connection: Asked) -> int:
    """How many messages are still owed."""
    found = connection.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone()
    return int(found[0])


def weeks(connection: Asked) -> list[str]:
    """The weeks whose digest was sent."""
    return [one for (one,) in connection.execute("SELECT week FROM digest WHERE sent_at IS NOT NULL")]


def everything(connection: Asked) -> Stored:
    """All of it."""
    outbox = connection.execute("SELECT id, chat, state, payload FROM outbox ORDER BY id")
    return Stored(
        updates=updates(connection),
        outbox=[_row(*one) for one in outbox],
        answers=_answers(connection),
        weeks=weeks(connection),
        damage=_damage(connection),
    )


def _row(message: int, chat: str, state: str, payload: str | bytes) -> Row:
    text = str(json.loads(payload)["text"])
    reply_to, question = reply(text)
    return Row(message, int(chat.partition(":")[2]), state, text, reply_to, question)


def reply(text: str) -> tuple[int, int]:
    """The number of the answer a text repeats, and of the question it asks; zeros when it is no reply."""
    found = town.ECHO.search(text)
    return (int(found[2].partition("-")[2]), int(found[1])) if found else (0, 0)


def _answers(connection: Asked) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = connection.execute(
        "SELECT chat.chat, response.session FROM chat JOIN response ON response.id = chat.response_id"
    )
    for chat, session in rows:
        plain = zlib.decompress(session) if session[:1] == _PRESSED else bytes(session)
        numbers = _TOKEN.findall(plain.decode())
        found[int(chat.partition(":")[2])] = [int(number) for _, number in numbers]
    return found


def _damage(connection: Asked) -> list[str]:
    if not isinstance(connection, sqlite3.Connection):
        return []
    found = [str(one) for (one,) in connection.execute("PRAGMA integrity_check") if one != "ok"]
    return found + [f"foreign key: {one}" for one in connection.execute("PRAGMA foreign_key_check")]
