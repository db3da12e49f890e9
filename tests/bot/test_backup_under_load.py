"""A backup of a busy installation: consistent, and with every update acknowledged before it began."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Linli
from model.message import Address, Incoming
from storage.database import Database
from storage.keeping.backup import Installation, backup
from storage.keeping.checking import check
from storage.keeping.finding import Weight
from storage.keeping.restoring import restore
from storage.tables import inbox, outbox
from storage.unit import Unit

CHATS = 20
NEEDS = ("电梯坏了，我妈下不了楼", "楼道灯不亮", "想找人陪我去医院", "你好", "1", "同意")


def quiet(done: int, total: int) -> None:
    """Progress nobody looks at."""


async def talk(linli: Linli, chat: int, acknowledged: set[str], stop: asyncio.Event) -> None:
    number = 0
    while not stop.is_set():
        update = f"{chat}-{number}"
        text = NEEDS[number % len(NEEDS)]
        await linli.intake.receive(Incoming(update, Address("web", str(chat)), linli.clock(), text=text))
        acknowledged.add(update)
        number += 1


def ids(unit: Unit) -> set[str]:
    return {row["update_id"] for row in unit.rows(inbox.select())}


@pytest.mark.parametrize("round_", range(2))
async def test_what_was_acknowledged_before_a_backup_is_in_it(tmp_path: Path, round_: int) -> None:
    linli = Linli(Settings(var=tmp_path / "var", secret="test", flood_limit=0))
    await linli.start()
    acknowledged: set[str] = set()
    stop = asyncio.Event()
    talks = [asyncio.create_task(talk(linli, chat, acknowledged, stop)) for chat in range(CHATS)]
    while len(acknowledged) < 200 * (round_ + 1):  # noqa: ASYNC110 - the talks know nothing of us
        await asyncio.sleep(0.01)

    before = set(acknowledged)
    here = Installation(linli.settings.database, tmp_path / "var")
    archive = tmp_path / "backup.zip"
    await asyncio.to_thread(backup, here, archive, "test", linli.clock(), quiet)
    during = set(acknowledged) - before
    stop.set()
    await asyncio.gather(*talks)
    await linli.stop()

    there = Installation(f"sqlite:///{tmp_path / 'there' / 'linli.db'}", tmp_path / "there")
    restore(archive, there, datetime.now(UTC), quiet, replace=False, resend=False)
    restored = Database(there.database)
    with restored.engine.connect() as connection:
        found = check(connection, datetime.now(UTC), quiet)
    assert [one for one in found if one.weight is Weight.ERROR] == []
    stored = restored.write_now(ids)
    assert before <= stored
    assert during  # the installation went on working meanwhile
    assert stored <= acknowledged
    await nothing_is_sent(there.folder, restored)


async def nothing_is_sent(folder: Path, restored: Database) -> None:
    """The installation that was put back starts, and everything that was waiting stays held."""
    held = restored.write_now(lambda unit: unit.rows(outbox.select().where(outbox.c.state == "held")))
    again = Linli(Settings(var=folder, secret="test"))
    await again.start()
    await asyncio.sleep(0.2)
    await again.stop()
    after = restored.write_now(lambda unit: unit.rows(outbox.select().where(outbox.c.state == "held")))
    assert [row["id"] for row in after] == [row["id"] for row in held]
    await restored.close()
