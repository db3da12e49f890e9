"""``python -m emulator [updates]``: an emulated Telegram as a process, with one resident.

It prints its address; with a number, that many messages wait for the bot.
"""

from __future__ import annotations

import asyncio
import sys

from emulator.telegram import Telegram


async def main(updates: int) -> None:
    """Serve until interrupted, with so many messages of one resident waiting."""
    telegram = await Telegram().start()
    resident = telegram.resident(42)
    for number in range(updates):
        resident.say(f"第 {number} 句话：楼道的灯坏了，请帮忙看看。")
    print(telegram.url, flush=True)  # noqa: T201 - the caller reads it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
