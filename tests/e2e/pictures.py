"""Takes the README's pictures: ``python -m tests.e2e.pictures`` plays a need's way on a fresh demo street."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from tests.e2e.browser import DESKTOP, Resident, Worker, launched, visitor
from tests.e2e.service import Service

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
CHAT, DIGEST = (390, 1240), (940, 1180)
NEED = "我妈80岁一个人住桂花苑B座，腿脚不好，不会做饭了，能不能送饭"


async def take(browser: Browser, url: str) -> None:
    """All three, one after another, from one story."""
    async with visitor(browser, url, CHAT, 2) as who, visitor(browser, url, DESKTOP, 2) as desk:
        resident, worker = Resident(who), Worker(desk)
        number = await _files(resident)
        await worker.signs_in("lin.xiaomei")
        await worker.finds(number)
        await worker.page.screenshot(path=FOLDER / "desk.png")
        await worker.does("替机构接下")
        await resident.sees("接下了")
        await worker.does("开始办理")
        await worker.resolves("今天中午起，每天十一点半送到家")
        await _closes(resident)
        await who.page.screenshot(path=FOLDER / "chat.png")
    async with visitor(browser, url, DIGEST, 2) as who:
        await Worker(who).signs_in("huang.xiuzhen")
        await who.page.screenshot(path=FOLDER / "digest.png")


async def _files(resident: Resident) -> str:
    await resident.comes()
    await resident.says(NEED)
    await resident.sees("我这样理解")
    await resident.page.screenshot(path=FOLDER / "understood.png")
    await resident.taps("对，就这样提交")
    found = re.search(r"编号 (\d+)", await resident.sees("提交好了，编号"))
    return found[1] if found else ""


async def _closes(resident: Resident) -> None:
    await resident.sees("解决了吗")
    await resident.taps("解决了")
    await resident.taps("很满意")
    await resident.says("送饭的姑娘很好")
    await resident.sees("谢谢您，这句话会帮到后来的街坊")


async def _main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        service.start()
        try:
            async with launched() as browser:
                await take(browser, service.url)
        finally:
            service.kill()


if __name__ == "__main__":
    asyncio.run(_main())
