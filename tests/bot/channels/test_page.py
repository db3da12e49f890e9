"""The page in a real browser: what a resident sees, taps, hears, and keeps when the line breaks."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from bot.channels import build
from bot.channels.webchat.words import WORDS
from model.message import Button, Incoming, MediaKind, Outgoing
from storage.outbox import Owed
from tests.bot.channels.stage import PNG, until
from tests.bot.channels.stage_telegram import free_port
from tests.bot.channels.stage_web import WebStage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),  # one browser for all, each test with a context of its own
    pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium on the PATH"),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PHONE = {"width": 390, "height": 844}
YES_NO = ((Button("是的", "yes"),), (Button("不是", "no"),))


class House(WebStage):
    """The web chat with a memory, and answers to give."""

    async def open(self) -> None:
        self.past: list[Owed | Incoming] = []
        self.at_once: Outgoing | None = None
        self.language = "zh_CN"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        parts = replace(self.parts(), history=self.history, language=self.spoken)
        self.channel = build("web", parts)
        await self.serve()
        await self.channel.start(self.receive)

    async def close(self) -> None:
        await self.channel.stop()
        await self.stop_serving()

    async def history(self, chat: str, after: int) -> list[Owed | Incoming]:
        return [one for one in self.past if isinstance(one, Incoming) or one.id > after]

    async def spoken(self, chat: str) -> str:
        return self.language

    async def receive(self, update: Incoming) -> None:
        self.chat = update.address.chat
        await super().receive(update)
        if all(not isinstance(one, Incoming) or one.update_id != update.update_id for one in self.past):
            self.past.append(update)
        if self.at_once is not None:
            await self.answer(self.at_once)

    async def answer(self, message: Outgoing) -> str:
        now = self.parts().now()
        number = next(self._ids)
        self.past.append(Owed(number, f"web:{self.chat}", now, now, message, state="sent"))
        self._ids = iter(range(number, 2**61))
        return await self.send(message)


@pytest_asyncio.fixture(loop_scope="module")
async def house() -> AsyncIterator[House]:
    house = House()
    await house.open()
    yield house
    await house.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=60_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(house: House, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="zh-CN",
        geolocation={"latitude": 30.66, "longitude": 104.06},
        permissions=["geolocation"],
    )
    context.set_default_timeout(60_000)
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(f"{house.url}/chat?c=JGX")
    await house.until_heard(1)
    yield page
    await context.close()
    assert errors == []


async def test_a_new_chat_begins_by_itself_with_the_code_of_the_poster(house: House, page: Page) -> None:
    assert house.heard[0].start == "JGX"
    await house.answer(Outgoing("您好"))
    await page.reload()
    await expect(page.get_by_text("您好")).to_be_visible()
    assert len(house.heard) == 1


async def test_text_is_said_and_shown_once_and_survives_a_reload(house: House, page: Page) -> None:
    await page.locator("#text").fill("楼道灯坏了")
    await page.locator("#text").press("Enter")
    assert (await house.until_heard(2))[1].text == "楼道灯坏了"
    await expect(page.locator(".mine .words")).to_have_text(["楼道灯坏了"])
    await page.reload()
    await expect(page.locator(".mine .words")).to_have_text(["楼道灯坏了"])


async def test_enter_during_composition_belongs_to_the_input_method(house: House, page: Page) -> None:
    await page.locator("#text").fill("ni hao")
    await page.locator("#text").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    await page.locator("#text").press("Shift+Enter")
    await expect(page.locator(".mine")).to_have_count(0)


async def test_a_tapped_button_becomes_a_quiet_line_also_after_a_reload(house: House, page: Page) -> None:
    ref = await house.answer(Outgoing("对吗？", YES_NO))
    await page.get_by_role("button", name="是的").click()
    heard = (await house.until_heard(2))[1]
    assert (heard.tap, heard.source) == ("yes", ref)
    await expect(page.get_by_text("您选了：是的")).to_be_visible()
    await expect(page.get_by_role("button", name="不是")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text("您选了：是的")).to_be_visible()


async def test_two_quick_taps_are_one(house: House, page: Page) -> None:
    await house.answer(Outgoing("对吗？", YES_NO))
    await page.evaluate("() => { for (const one of document.querySelectorAll('.choice')) one.click(); }")
    await house.until_heard(2)
    await page.wait_for_timeout(200)
    assert [one.tap for one in house.heard[1:]] == ["yes"]


async def test_an_edit_after_a_tap_brings_fresh_buttons_in_place(house: House, page: Page) -> None:
    ref = await house.answer(Outgoing("选几项？", YES_NO))
    await page.get_by_role("button", name="是的").click()
    await house.until_heard(2)
    await house.answer(Outgoing("选几项？", ((Button("✓ 是的", "yes"),), YES_NO[1]), replaces=ref))
    await expect(page.get_by_role("button", name="✓ 是的")).to_be_enabled()
    await page.wait_for_timeout(800)
    await expect(page.get_by_role("button", name="✓ 是的")).to_be_visible()
    await expect(page.locator(".theirs")).to_have_count(1)


async def test_when_offline_it_says_so_and_sends_when_back(house: House, page: Page) -> None:
    await house.answer(Outgoing("您好"))
    await expect(page.locator("#state")).to_have_text("在线")
    await house.channel.stop()
    await expect(page.locator("#state")).not_to_have_text("在线")
    await page.locator("#text").fill("还在吗")
    await page.locator("#text").press("Enter")
    await expect(page.get_by_role("button", name="没有发出去，点这里重试")).to_be_visible()
    await house.channel.start(house.receive)
    assert (await house.until_heard(2))[1].text == "还在吗"
    await expect(page.get_by_role("button", name="没有发出去")).to_have_count(0)
    await expect(page.locator(".mine .words")).to_have_text(["还在吗"])


async def test_what_was_not_sent_survives_a_reload(house: House, page: Page) -> None:
    await house.answer(Outgoing("您好"))
    await house.channel.stop()
    await expect(page.locator("#state")).not_to_have_text("在线")
    await page.locator("#text").fill("别丢了")
    await page.locator("#text").press("Enter")
    await page.reload()
    await house.channel.start(house.receive)
    await until(lambda: any(one.text == "别丢了" for one in house.heard))
    await expect(page.locator(".mine .words")).to_have_text(["别丢了"])


async def test_markup_in_a_text_stays_text(house: House, page: Page) -> None:
    await house.answer(Outgoing("<img src=x onerror=alert(1)>", ((Button("<b>好</b>", "x"),),)))
    await expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    await expect(page.locator(".theirs img")).to_have_count(0)


async def test_emergency_numbers_can_be_called_by_a_tap(house: House, page: Page) -> None:
    await house.answer(Outgoing("请马上打 120，或 12345。编号 1024，房号 1101。"))
    links = await page.locator(".theirs a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links == ["tel:120", "tel:12345"]


async def test_a_photo_and_a_place_can_be_sent(house: House, page: Page) -> None:
    await page.locator("#file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    await page.get_by_role("button", name="发送我的位置").click()
    _, first, second = await house.until_heard(3)
    heard = sorted((first, second), key=lambda one: one.location is None)
    assert heard[0].location is not None
    assert heard[0].location.latitude == pytest.approx(30.66)
    assert heard[1].media is not None
    assert (await house.channel.fetch(heard[1].media.ref)).mime.startswith("image/")


async def test_a_recording_and_a_document_can_be_sent_and_are_shown_as_such(house: House, page: Page) -> None:
    file = page.locator("#file")
    await file.set_input_files({"name": "a.ogg", "mimeType": "audio/ogg", "buffer": b"OggS\0\2"})
    await expect(page.locator(".mine audio")).to_have_count(1)
    await file.set_input_files({"name": "账单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    await expect(page.locator(".mine .file")).to_have_text("账单.pdf")
    kinds = [one.media.kind for one in await house.until_heard(3) if one.media]
    assert kinds == [MediaKind.VOICE, MediaKind.DOCUMENT]
    await page.reload()
    await expect(page.locator(".mine audio")).to_have_count(1)
    await expect(page.locator(".mine .file")).to_have_text("账单.pdf")


async def test_what_is_typed_while_the_page_is_still_loading_stays(house: House, browser: Browser) -> None:
    context = await browser.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    page, typed = await context.new_page(), asyncio.Event()

    async def slowly(route: Route) -> None:
        await typed.wait()
        await route.continue_()

    await page.route("**/main.js", slowly)
    await page.goto(f"{house.url}/chat", wait_until="commit")
    await page.locator("#text").fill("楼道灯坏了")
    typed.set()
    await house.until_heard(1)
    await page.get_by_role("button", name="发送", exact=True).click()
    assert (await house.until_heard(2))[1].text == "楼道灯坏了"
    await context.close()


async def test_a_voice_message_is_recorded_by_a_tap_and_sent_by_the_next(
    house: House, browser: Browser
) -> None:
    context = await browser.new_context(viewport=PHONE, locale="zh-CN", permissions=["microphone"])  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(f"{house.url}/chat")
    await page.get_by_role("button", name="录音").click()
    await expect(page.locator("#recording")).to_contain_text("正在录音 0:01")
    await page.get_by_role("button", name="发送录音").click()
    sent = (await house.until_heard(2))[1].media
    assert sent is not None
    assert (sent.kind, sent.mime) == (MediaKind.VOICE, "audio/webm")
    await page.get_by_role("button", name="录音").click()
    await page.get_by_role("button", name="不要了").click()
    await expect(page.locator("#text")).to_be_visible()
    await page.locator("#text").fill("打字也行")
    await page.get_by_role("button", name="发送", exact=True).click()
    assert (await house.until_heard(3))[2].text == "打字也行"
    await context.close()


async def test_a_microphone_that_is_refused_is_said_kindly(house: House, page: Page) -> None:
    await page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no')); }"
    )
    await page.get_by_role("button", name="录音").click()
    await expect(page.get_by_role("alert")).to_have_text(WORDS["zh_CN"]["mic_failed"])


async def test_a_kind_of_file_we_cannot_open_is_refused_in_words(house: House, page: Page) -> None:
    await page.locator("#file").set_input_files({"name": "a.exe", "mimeType": "image/png", "buffer": b"MZ"})
    await expect(page.get_by_role("alert")).to_have_text(WORDS["zh_CN"]["wrong_kind"])


async def test_asking_shows_a_button_and_a_field(house: House, page: Page) -> None:
    await house.answer(Outgoing("怎么找您？", ask_location="发位置", ask_phone="发电话"))
    await page.get_by_label("您的电话号码").fill("13800000000")
    await page.get_by_role("button", name="发电话").click()
    assert (await house.until_heard(2))[1].phone == "13800000000"


async def test_a_slow_answer_shows_the_typing_sign_until_it_comes(house: House, page: Page) -> None:
    await house.answer(Outgoing("您好"))
    await expect(page.locator("#typing")).to_be_hidden()
    await page.locator("#text").fill("在吗")
    await page.locator("#text").press("Enter")
    await expect(page.locator("#typing")).to_be_visible()
    await house.answer(Outgoing("在的"))
    await expect(page.locator("#typing")).to_be_hidden()


async def test_the_page_follows_the_chosen_language(house: House, page: Page) -> None:
    await house.answer(Outgoing("语言？", ((Button("English", "en"),),)))
    house.language = "en"
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("#text")).to_have_attribute("placeholder", "Say what you need…")
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_days_and_what_was_chosen_are_said_in_the_language_chosen_since(
    house: House, page: Page
) -> None:
    await house.answer(Outgoing("去还是不去？", YES_NO))
    await page.get_by_role("button", name="是的").click()
    await expect(page.locator(".chosen")).to_have_text("您选了：是的")
    await expect(page.locator(".day")).to_have_text("今天")
    house.language = "en"
    await house.answer(Outgoing("Language?", YES_NO))
    await page.get_by_role("button", name="不是").click()
    await expect(page.locator(".day")).to_have_text("Today")
    await expect(page.locator(".chosen").first).to_have_text("You chose: 是的")


async def test_letters_grow_in_four_steps_and_stay(house: House, page: Page) -> None:
    async def size() -> float:
        found: float = await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        return found

    sizes = [await size()]
    for _ in range(4):
        await page.locator("#size").click()
        sizes.append(await size())
    assert sizes == [18, 20, 22, 24, 18]
    await page.locator("#size").click()
    await page.reload()
    assert await size() == 20


@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_nothing_is_wider_than_the_screen_and_buttons_are_large_enough(
    house: House, page: Page, width: int
) -> None:
    # 320 px is also what is left of 640 px at a zoom of 200 %.
    await page.set_viewport_size({"width": width, "height": 700})
    row = tuple(Button(str(number), str(number)) for number in range(1, 6))
    await house.answer(Outgoing("w" * 200, (*YES_NO, row)))
    await expect(page.locator(".choice")).to_have_count(7)
    wide = await page.evaluate(
        "() => [document.documentElement, document.querySelector('#scroll')].map(one => one.scrollWidth)"
    )
    assert max(wide) <= width
    heights = await page.locator(".choice, .tool, .send, #text").evaluate_all(
        "all => all.filter(one => !one.hidden).map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 48
    column = await page.locator("#log").evaluate("one => one.getBoundingClientRect().width")
    assert column <= 640


async def test_the_log_is_announced_and_says_who_speaks(house: House, page: Page) -> None:
    await house.answer(Outgoing("您好"))
    log = page.get_by_role("log", name="对话")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log.locator(".theirs .unseen")).to_have_text(["邻里："])


async def test_the_end_stays_in_view_when_a_photo_has_loaded(house: House, page: Page) -> None:
    for number in range(12):
        await house.answer(Outgoing(f"第 {number} 句"))
    await page.locator("#file").set_input_files(
        {"name": "a.svg", "mimeType": "image/png", "buffer": await _tall(page)}
    )
    await expect(page.locator(".mine img")).to_be_visible()
    await page.wait_for_function("document.querySelector('.mine img').naturalHeight > 0")
    await house.answer(Outgoing("照片收到了", YES_NO))
    await expect(page.get_by_role("button", name="不是")).to_be_in_viewport()
    await expect(page.locator("#newer")).to_be_hidden()


async def test_the_end_stays_in_view_when_something_grows_while_the_page_still_scrolls(
    house: House, page: Page
) -> None:
    await house.answer(Outgoing("您好"))
    await page.locator(".theirs").wait_for()
    await page.evaluate(
        """() => {
          const tall = Object.assign(document.createElement("div"), { style: "height: 2000px" });
          document.getElementById("log").lastElementChild.append(tall);
          document.getElementById("scroll").dispatchEvent(new Event("scroll"));
        }"""
    )
    await page.wait_for_function(
        """() => {
          const { scrollHeight, scrollTop, clientHeight } = document.getElementById("scroll");
          return scrollTop > 0 && scrollHeight - scrollTop - clientHeight < 2;
        }"""
    )


async def _tall(page: Page) -> bytes:
    """A PNG higher than it is wide, drawn by the browser."""
    drawn: list[int] = await page.evaluate(
        """async () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 600 });
          canvas.getContext("2d").fillRect(0, 0, 300, 600);
          const blob = await new Promise((done) => canvas.toBlob(done));
          return [...new Uint8Array(await blob.arrayBuffer())];
        }"""
    )
    return bytes(drawn)


async def test_by_keyboard_the_next_button_follows_the_one_just_pressed(house: House, page: Page) -> None:
    await house.answer(Outgoing("早先的", YES_NO))
    ref = await house.answer(Outgoing("选几项？", YES_NO))
    await page.get_by_role("button", name="是的").last.press("Enter")
    await house.until_heard(2)
    await house.answer(Outgoing("还有吗？", ((Button("再加", "more"),),), replaces=ref))
    await expect(page.get_by_role("button", name="再加")).to_be_visible()
    await expect(page.locator(".message").last).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="再加")).to_be_focused()


async def test_a_half_typed_sentence_outlives_a_reload_until_it_is_sent(house: House, page: Page) -> None:
    await page.locator("#text").fill("楼道灯坏")
    await page.reload()
    await expect(page.locator("#text")).to_have_value("楼道灯坏")
    await page.locator("#text").press("Enter")
    await house.until_heard(2)
    await page.reload()
    await expect(page.locator("#text")).to_have_value("")


async def test_what_was_forgotten_is_gone_from_the_screen_in_every_tab(house: House, page: Page) -> None:
    other = await page.context.new_page()
    await other.goto(f"{house.url}/chat")
    await house.answer(Outgoing("我妈一个人住"))
    ref = await house.answer(Outgoing("真的？", ((Button("全部删掉", "forgotten:"),),)))
    await expect(other.get_by_text("真的？")).to_be_visible()
    await page.get_by_role("button", name="全部删掉").click()
    await house.until_heard(2)
    house.past.clear()
    await house.answer(Outgoing("都删掉了", replaces=ref))
    for tab in (page, other):
        await expect(tab.locator(".message")).to_have_count(1)
        await expect(tab.get_by_text("都删掉了")).to_be_visible()
        await expect(tab.get_by_text("真的？")).to_have_count(0)


async def test_two_tabs_keep_what_each_could_not_send(house: House, page: Page) -> None:
    other = await page.context.new_page()
    await other.goto(f"{house.url}/chat")
    await house.answer(Outgoing("您好"))
    await expect(other.get_by_text("您好")).to_be_visible()
    await house.channel.stop()
    for tab, words in ((page, "第一句"), (other, "第二句")):
        await expect(tab.locator("#state")).not_to_have_text("在线")
        await tab.locator("#text").fill(words)
        await tab.locator("#text").press("Enter")
    await other.close()
    await page.reload()
    await house.channel.start(house.receive)
    await until(lambda: {"第一句", "第二句"} <= {one.text for one in house.heard})
    await expect(page.locator(".mine .words")).to_have_text(["第一句", "第二句"])


async def test_what_is_said_in_one_tab_stands_before_its_answer_in_all(house: House, page: Page) -> None:
    """The answer is often there before the other tabs hear what was said."""
    await house.answer(Outgoing("您好"))
    other = await page.context.new_page()
    await other.goto(f"{house.url}/chat")
    await expect(other.get_by_text("您好")).to_be_visible()
    house.at_once = Outgoing("我这样理解，对吗？")
    await other.locator("#text").fill("灯坏了")
    await other.locator("#text").press("Enter")
    for tab in (page, other):
        await expect(tab.locator("#log .words")).to_have_text(["您好", "灯坏了", "我这样理解，对吗？"])


async def test_every_tab_follows_the_chosen_language(house: House, page: Page) -> None:
    other = await page.context.new_page()
    await other.goto(f"{house.url}/chat")
    await house.answer(Outgoing("语言？", ((Button("English", "en"),),)))
    house.language = "en"
    await page.get_by_role("button", name="English").click()
    await expect(other.locator("#text")).to_have_attribute("placeholder", "Say what you need…")


async def test_after_midnight_the_clock_begins_at_nought(house: House, page: Page) -> None:
    """In English, too, where a browser would say 24:05."""
    house.language = "en"
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    said = await page.evaluate(
        """async () => {
          const main = document.querySelector("script[type=module]").src;
          const { timeOfDay } = await import(main.replace("main.js", "words.js"));
          return timeOfDay(new Date(2026, 0, 1, 0, 5));
        }"""
    )
    assert said == "00:05"


async def test_a_long_word_in_a_large_letter_is_not_broken(house: House, page: Page) -> None:
    for _ in range(3):
        await page.locator("#size").click()
    row = (Button("Surveys", "a"), Button("Volunteering", "b"), Button("Emergency", "c"))
    await house.answer(Outgoing("Menu", (row,)))
    heights = await page.locator(".choice").evaluate_all("all => all.map(one => one.clientHeight)")
    assert max(heights) < 60
