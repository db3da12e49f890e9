"""What a newcomer does after ``make run``, in headless Chromium: a need's whole way on our own pages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.e2e.browser import DESKTOP, PHONE, Resident, Size, Worker, chromium, launched, visitor
from tests.e2e.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
NEED = "楼道的灯坏了好几天，晚上老人上下楼看不见路"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    chromium()
    service = Service(tmp_path_factory.mktemp("service"))
    service.start()
    yield service
    service.kill()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> Size:
    found: Size = request.param
    return found


@pytest_asyncio.fixture(loop_scope="module")
async def resident(browser: Browser, service: Service, size: Size) -> AsyncIterator[Resident]:
    async with visitor(browser, service.url, size) as who:
        yield Resident(who)
    assert who.trouble == []


@pytest_asyncio.fixture(loop_scope="module")
async def worker(browser: Browser, service: Service, size: Size) -> AsyncIterator[Worker]:
    async with visitor(browser, service.url, size) as who:
        yield Worker(who)
    assert who.trouble == []


async def test_a_need_goes_its_whole_way(resident: Resident, worker: Worker) -> None:
    before = await _figures(worker)
    number = await _files(resident)
    await _works(resident, worker, number)
    await _closes(resident, number)
    after = await _figures(worker)
    gone = {name: after[name] - before[name] for name in ("新需求", "已解决", "居民确认办好")}
    assert gone == {"新需求": 1, "已解决": 1, "居民确认办好": 1}


async def _files(resident: Resident) -> str:
    await resident.comes()
    await resident.says(NEED)
    await resident.sees("我这样理解")
    await resident.taps("改为谁")
    await resident.taps("大家（公共的事）")
    await resident.sees("为谁：大家（公共的事）")
    await resident.who.fits()
    await resident.taps("对，就这样提交")
    filed = await resident.sees("提交好了，编号")
    found = re.search(r"编号 (\d+)", filed)
    assert found, filed
    assert re.search(r"已转给「.+」，.+前会答复", filed), filed
    return found[1]


async def _works(resident: Resident, worker: Worker, number: str) -> None:
    await worker.signs_in("lin.xiaomei")
    await worker.finds(number)
    await worker.sees(NEED)
    await worker.who.fits()
    await worker.does("替机构接下")
    await resident.sees("接下了")
    await worker.does("开始办理")
    await resident.sees("开始办了")
    await worker.notes("今晚七点来换灯")
    await resident.sees("今晚七点来换灯")
    await worker.resolves("换了两盏声控灯")


async def _closes(resident: Resident, number: str) -> None:
    await resident.sees("换了两盏声控灯")
    await resident.taps("解决了")
    await resident.sees(f"{number} 号办结")
    await resident.taps("很满意")
    await resident.says("师傅来得真快")
    await resident.sees("谢谢您，这句话会帮到后来的街坊")
    await resident.who.fits()


async def _figures(worker: Worker) -> dict[str, int]:
    """This week's numbers in the digest, as they stand now."""
    await worker.signs_in("huang.xiuzhen")
    await worker.page.get_by_role("link", name="下一周").click()
    await worker.sees("桂香社区周报")
    await worker.who.fits()
    text = await worker.page.locator("main").inner_text()
    pairs = re.findall(r"(新需求|已解决|居民确认办好)\s+(少于 5|\d+)", text)
    return {name: int(value) if value.isdigit() else -1 for name, value in pairs}


async def test_an_organization_reads_the_words_only_after_it_has_accepted(worker: Worker) -> None:
    await worker.signs_in("chen.meilan")
    offers = worker.page.locator("section[aria-labelledby='step-answer'] a.row")
    await offers.first.click()
    await worker.sees("接下以后，能看到居民的原话")
    assert await worker.page.get_by_text("查看姓名、电话和地址").count() == 0
    await worker.does("接下")
    await worker.sees("查看姓名、电话和地址")
    assert await worker.page.get_by_text("接下以后，能看到居民的原话").count() == 0


async def test_one_click_opens_the_demo_resident_s_chat_in_the_page_s_language(resident: Resident) -> None:
    await resident.who.goes("/?lang=en")
    await resident.page.locator("form[action='/demo/wang.guifang'] button").click()
    await resident.says("menu")
    await resident.taps("My requests")
    await resident.sees("Your requests")
    await resident.who.goes("/?lang=zh")
    await resident.page.locator("form[action='/demo/wang.guifang'] button").click()
    await resident.says("菜单")
    await resident.taps("我的请求")
    await resident.sees("您的请求")
