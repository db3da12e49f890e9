"""People before a real browser: a resident in the chat, staff at the desk, the committee at the digest."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

Size = tuple[int, int]
PHONE, DESKTOP = (390, 844), (1280, 800)
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Where the browser is. Without one the test is skipped; in CI it fails."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"needs one of {', '.join(_NAMES)} on the PATH")
    if found is None:
        pytest.skip(f"needs one of {', '.join(_NAMES)} on the PATH")
    return found


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Headless Chromium, and patience: a wait ends when what is waited for is there."""
    expect.set_options(timeout=60_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=_FLAGS)
        yield browser
        await browser.close()


class Visitor:
    """One person with a browser of their own. ``trouble`` is what its console complained about."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.trouble: list[str] = []
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda line: self._note(line.type, line.text))
        page.on("requestfailed", lambda request: self._note("error", f"{request.url} {request.failure}"))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "ERR_ABORTED" not in text:
            self.trouble.append(text)

    async def goes(self, path: str) -> None:
        """Type an address."""
        await self.page.goto(self.url + path)

    async def fits(self) -> None:
        """Nothing is wider than the screen."""
        too_wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await self.page.evaluate(too_wide) <= 0, f"{self.page.url} is wider than the screen"


@asynccontextmanager
async def visitor(
    browser: Browser, url: str, size: tuple[int, int], scale: int = 1
) -> AsyncIterator[Visitor]:
    """Somebody in China with a screen of this size."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)
    yield Visitor(await context.new_page(), url)
    await context.close()


class Resident:
    """Says, taps, reads."""

    def __init__(self, who: Visitor) -> None:
        self.who = who
        self.page = who.page

    async def comes(self) -> None:
        """By the poster of a community: language and consent."""
        await self.who.goes("/chat?c=guixiang")
        await self.taps("中文")
        await self.taps("可以，开始吧")
        await self.sees("桂香社区的街坊")

    async def says(self, text: str) -> None:
        """Type and send, once the page is there for it."""
        await expect(self.page.locator("#state[data-state=online]")).to_be_visible()
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")

    async def taps(self, label: str) -> None:
        """Tap the newest button with this label."""
        await self.page.get_by_role("button", name=label, exact=True).last.click()

    async def sees(self, text: str | re.Pattern[str]) -> str:
        """Wait for a message of Linli's; gives back the newest with this text."""
        message = self.page.locator(".theirs").filter(has_text=text).last
        await expect(message).to_be_visible()
        return await message.inner_text()


class Worker:
    """A member of staff at the desk."""

    def __init__(self, who: Visitor) -> None:
        self.who = who
        self.page = who.page

    async def signs_in(self, login: str) -> None:
        """One click on the front page."""
        await self.who.goes("/")
        await self.page.locator(f"form[action='/demo/{login}'] button").click()
        await self.page.wait_for_load_state()

    async def finds(self, number: str) -> None:
        """Search the queue and open the need."""
        await self.page.get_by_role("searchbox").fill(number)
        await self.page.get_by_role("searchbox").press("Enter")
        await self.page.locator("a.row").filter(has_text=number).click()
        await expect(self.page.locator(".story")).to_be_visible()

    async def does(self, label: str) -> None:
        """A command that needs no more words; it may be under "more"."""
        bar = self.page.locator(".bar")
        button = bar.get_by_role("button", name=label, exact=True)
        if not await button.is_visible():
            await bar.locator("summary").filter(has_text="更多").click()
        await button.click()

    async def notes(self, words: str) -> None:
        """A word on how it goes, which the resident can read."""
        await self.page.locator(".bar summary").filter(has_text="写一句").click()
        await self.page.locator(".bar textarea:visible").fill(words)
        await self.page.get_by_role("button", name="记下", exact=True).click()
        await self.page.locator(".story").filter(has_text=words).wait_for()

    async def resolves(self, words: str) -> None:
        """Tell that it is solved, with a word to the resident."""
        await self.page.locator(".bar summary").filter(has_text="办好了").click()
        await self.page.get_by_label("解决了", exact=True).check()
        await self.page.locator(".bar textarea:visible").fill(words)
        await self.page.get_by_role("button", name="告诉居民，请他确认").click()
        await self.sees("等居民确认")

    async def sees(self, text: str) -> None:
        """Wait for words on the page."""
        await expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
