"""An orderly stop: what is under way ends, so that the next process says nothing a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Linli
from emulator.faults import Limits
from emulator.state import TOKEN
from emulator.telegram import Telegram
from storage.database import Database
from tests.bot.channels.stage import until


@pytest.mark.parametrize("driver", ["ptb", "aiogram"])
async def test_a_message_under_way_at_the_stop_is_known_as_sent_afterwards(
    driver: str, tmp_path: Path
) -> None:
    telegram = await Telegram(Limits()).start()
    settings = Settings(var=tmp_path, telegram_token=TOKEN, telegram_api=telegram.url, telegram_driver=driver)
    resident = telegram.resident(7)
    telegram.fail("sendMessage", 200, "taken, but the answer is slow", late=True, seconds=0.5)
    linli = Linli(settings)
    await linli.start()
    resident.say("/start")
    await until(resident.seen)
    await linli.stop()
    await telegram.stop()
    database = Database(str(linli.database.url))
    rows = database.write_now(lambda unit: unit.outbox.of_chat("telegram:7"))
    await database.close()
    assert [(row.state, row.attempts) for row in rows] == [("sent", 1)]
