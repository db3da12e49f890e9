"""kill -9 in the middle of a chat: what was acknowledged is there, and the chat goes on where it was."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.page import Page
from tests.e2e.service import Service

pytestmark = pytest.mark.slow
NEED = "我家水管漏水了，厨房地上都是水"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(tmp_path_factory.mktemp("service"))
    service.start()
    yield service
    service.kill()


@pytest.fixture
async def page(service: Service) -> AsyncIterator[Page]:
    page = Page(service.url)
    await page.open()
    yield page
    await page.close()


def counted(service: Service, question: str) -> int:
    """The answer to a question that counts, from the file itself."""
    path = service.folder / "var" / "linli.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return int(database.execute(question).fetchone()[0])


async def restart(service: Service, page: Page) -> None:
    """Kill -9 and start again; the resident loads the page anew."""
    service.kill()
    await page.lost()
    await asyncio.to_thread(service.start)
    await page.reload()


async def enters(page: Page) -> None:
    await page.tell(start="guixiang")
    await page.taps("中文")
    await page.taps("可以")
    await page.sees("桂香社区的街坊")


async def test_a_chat_goes_on_where_it_was(service: Service, page: Page) -> None:
    before = counted(service, "SELECT count(*) FROM need")
    await enters(page)
    await page.acknowledged(await page.tell(text=NEED))
    await restart(service, page)
    await page.sees("我这样理解")
    assert len(page.of("我这样理解")) == 1
    assert len(page.of(NEED, mine=True)) == 1
    await page.taps("对，就这样提交")
    await restart(service, page)
    await page.sees("提交好了，编号")
    await page.until(lambda: not page.pending, "everything acknowledged")
    assert len(page.of("提交好了，编号")) == 1
    assert counted(service, "SELECT count(*) FROM need") == before + 1


async def test_what_was_acknowledged_is_there_and_what_was_not_is_said_again_once(
    service: Service, page: Page
) -> None:
    await enters(page)
    before = counted(service, "SELECT count(*) FROM inbox")
    words = [f"第{number}句话，请记住" for number in range(40)]
    said = [await page.tell(text=one) for one in words]
    await page.acknowledged(said[9])
    await restart(service, page)
    await page.until(lambda: not page.pending, "everything acknowledged")
    await page.reload()
    await page.until(lambda: page.of(words[-1], mine=True), "the last words")
    assert [one["text"] for one in page.of("请记住", mine=True)] == words
    assert counted(service, "SELECT count(*) FROM inbox") == before + len(words)


def test_a_port_in_use_is_told_in_a_sentence_and_nothing_is_touched(service: Service, tmp_path: Path) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "bot", "run", "--demo"],
        env=service.environment() | {"VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = " ".join((again.stdout + again.stderr).split())
    assert again.returncode == 1
    assert f"port {service.port} of 127.0.0.1 cannot be used: address already in use." in said
    assert not (tmp_path / "var").exists()


async def test_a_second_start_loads_no_street_and_keeps_the_data(service: Service) -> None:
    tables = ("need", "entry", "referral", "person", "organization", "staff", "sign_up")
    questions = [
        f"SELECT {what} FROM {table}"  # noqa: S608 - our names
        for table in tables
        for what in ("count(*)", "min(rowid)", "max(rowid)")
    ]
    before = [counted(service, question) for question in questions]
    service.stop()
    assert "Traceback" not in service.log.read_text(encoding="utf-8")
    await asyncio.to_thread(service.start)
    assert [counted(service, question) for question in questions] == before
    assert min(before) > 0
