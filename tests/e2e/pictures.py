"""Takes the README's pictures: ``python -m tests.e2e.pictures`` plays a need's way on a fresh demo street."""

from __future__ import annotations

import asyncio
import base64
import re
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from tests.e2e.browser import DESKTOP, PHONE, Resident, Visitor, Worker, launched, visitor
from tests.e2e.service import Service
from tests.e2e.shrink import shrink

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
NEED = "我妈80岁一个人住桂花苑B座，想有人常上门看看她，陪她说说话"
CHAT, DIGEST = (390, 706), (900, 1080)
_TO_TOP = "() => document.querySelectorAll('*').forEach(one => one.scrollTo(0, 0))"
_FRAME = """<!doctype html><style>
body { margin: 0; padding: 4px; width: max-content; display: flex }
img { width: 390px; border: 6px solid #2b332e; border-radius: 28px }
</style>"""


async def take(browser: Browser, url: str) -> None:
    """All of them, one after another, from one story."""
    async with visitor(browser, url, CHAT, 2) as who, visitor(browser, url, DESKTOP, 2) as desk:
        resident, worker = Resident(who), Worker(desk)
        number, understood = await _files(resident)
        await worker.signs_in("lin.xiaomei")
        await worker.finds(number)
        await desk.goes(f"/desk/needs/{number}")
        await worker.page.evaluate(_TO_TOP)
        await _keep(desk, "desk")
        await worker.does("替机构接下")
        await resident.sees("接下了")
        await worker.does("开始办理")
        await resident.sees("开始办了")
        await worker.notes("小陈今天下午先去认认门")
        await resident.sees("认认门")
        await worker.resolves("小陈和阿姨结了对，每周三下午上门，头一回就聊得很高兴")
        await resident.sees("解决了吗")
        await resident.taps("解决了")
        await resident.taps("很满意")
        await resident.sees("想说句话吗")
        await _keep_framed(browser, "understood", understood)
        await _keep_framed(browser, "chat", await who.page.screenshot())
    async with visitor(browser, url, DIGEST, 2) as who:
        await Worker(who).signs_in("huang.xiuzhen")
        await _keep(who, "digest")


async def _files(resident: Resident) -> tuple[str, bytes]:
    """The need's number, and the chat as it was when the need was understood."""
    await resident.comes()
    await resident.says(NEED)
    await resident.sees("我这样理解")
    understood = await resident.page.screenshot()
    await resident.taps("对，就这样提交")
    found = re.search(r"编号 (\d+)", await resident.sees("提交好了，编号"))
    return (found[1] if found else ""), understood


async def _keep(who: Visitor, name: str) -> None:
    await who.page.mouse.move(0, 0)
    picture = await who.page.screenshot()
    async with visitor(who.page.context.browser, "about:blank", PHONE) as other:  # type: ignore[arg-type]
        (FOLDER / f"{name}.png").write_bytes(await shrink(other.page, picture))


async def _keep_framed(browser: Browser, name: str, picture: bytes) -> None:
    """A phone around it, so that it stands out on a white page."""
    async with visitor(browser, "", DESKTOP, 2) as who:
        source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
        await who.page.set_content(f"{_FRAME}<img src='{source}'>")
        framed = await who.page.locator("body").screenshot()
        (FOLDER / f"{name}.png").write_bytes(await shrink(who.page, framed))


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
