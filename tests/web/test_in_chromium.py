"""The desk in a real browser: the keyboard, narrow screens, and a policy that nothing breaks."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.web.street import PASSWORD, Street

_CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not _CHROMIUM.exists(), reason=f"needs {_CHROMIUM}"),
]


@pytest.fixture
def address(street: Street) -> Iterator[str]:
    """A running server with two offers for the Elder Centre."""
    for _ in range(2):
        street.file(category="elderly.visits")
    server = uvicorn.Server(uvicorn.Config(street.app(), log_level="error", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


_WHOLE = """() => {
  document.documentElement.style.fontSize = "200%";
  return [...document.querySelectorAll(".bar > .act > .button")].every((button) => {
    const label = document.createRange();
    label.selectNodeContents(button);
    return label.getClientRects().length === 1;
  });
}"""
"""Whether what is on the buttons of the bar stands in one line."""


def test_the_desk_by_keyboard_and_on_a_narrow_screen(address: str) -> None:
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_FLAGS + _QUIET)
        page = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN").new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{address}/sign-in?next=/desk")
        page.fill("input[name=login]", "chen")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/desk")
        _walk(page)
        page.set_viewport_size({"width": 390, "height": 844})
        for path in ("/", "/desk", "/desk/needs/1002", "/desk/volunteers", "/desk/link", "/organizations/11"):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.goto(f"{address}/desk/needs/1002")
        assert page.evaluate(_WHOLE), "in the largest letters, too"
        chromium.close()
    assert complaints == []


def _walk(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/needs/1001")
    page.keyboard.press("j")
    page.wait_for_url("**/desk/needs/1002")
    page.keyboard.press("d")
    assert page.locator("details.act[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.act[open]").count() == 0
    page.keyboard.press("a")
    page.wait_for_url("**told=accept**")
    assert "居民会收到消息" in page.inner_text("[role=status]")
    page.keyboard.press("r")
    words = page.locator("details.act[open] textarea")
    page.check("input[name=outcome][value=partly]")
    assert words.get_attribute("required") is not None
    page.check("input[name=outcome][value=solved]")
    assert words.get_attribute("required") is None
