"""What is particular to Telegram: over both drivers, by polling and by webhook, against the emulator."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.channel import Rejected, RetryLater, Unreachable
from bot.channels.telegram import channel
from bot.channels.telegram.api import BadToken
from bot.channels.telegram.build import load_driver
from emulator.resident import buttons
from model.message import Button, File, MediaKind, Outgoing
from tests.bot.channels.stage import JPEG, PNG, until
from tests.bot.channels.stage_telegram import TelegramStage

KEYBOARD = ((Button("好", "ok"),),)


class TestErrors:
    """What the Bot API refuses becomes one of the port's errors."""

    @pytest.mark.parametrize(
        ("code", "description", "expected"),
        [
            (400, "Bad Request: BUTTON_DATA_INVALID", Rejected),
            (400, "Bad Request: chat not found", Unreachable),
            (401, "Unauthorized", BadToken),
            (403, "Forbidden: bot was blocked by the user", Unreachable),
            (403, "Forbidden: user is deactivated", Unreachable),
            (413, "Request Entity Too Large", Rejected),
            (429, "Too Many Requests", RetryLater),
            (500, "Internal Server Error", RetryLater),
            (502, "Bad Gateway", RetryLater),
        ],
    )
    async def test_of_sending(
        self, telegram: TelegramStage, code: int, description: str, expected: type[Exception]
    ) -> None:
        telegram.world.fail("sendMessage", code, description)
        with pytest.raises(expected):
            await telegram.send(Outgoing("您好"))

    async def test_retry_after_is_kept_to_the_second(self, telegram: TelegramStage) -> None:
        telegram.world.fail("sendMessage", 429, "Too Many Requests", parameters={"retry_after": 7})
        with pytest.raises(RetryLater) as raised:
            await telegram.send(Outgoing("您好"))
        assert raised.value.delay == timedelta(seconds=7)
        assert not raised.value.everyone

    async def test_a_broken_connection_is_worth_another_try(self, telegram: TelegramStage) -> None:
        telegram.world.fail("sendMessage", 0)
        with pytest.raises(RetryLater):
            await telegram.send(Outgoing("您好"))
        await telegram.send(Outgoing("您好"))
        assert len(telegram.resident.seen()) == 1

    async def test_a_bad_token_pauses_everyone(self, telegram: TelegramStage) -> None:
        api = load_driver(telegram.driver, "1:BAD" + "B" * 32, telegram.world.url)
        await api.open()
        with pytest.raises(BadToken) as raised:
            await api.call("getMe", {})
        await api.close()
        assert raised.value.everyone

    async def test_no_server_at_all(self, telegram: TelegramStage) -> None:
        api = load_driver(telegram.driver, "1:" + "B" * 35, "http://127.0.0.1:9")
        await api.open()
        with pytest.raises(RetryLater):
            await api.call("getMe", {})
        with pytest.raises(RetryLater):
            await api.download("some/file")
        await api.close()

    async def test_a_file_that_is_gone(self, telegram: TelegramStage) -> None:
        with pytest.raises(Rejected):
            await telegram.channel.fetch("no such file")


class TestEdits:
    async def test_of_a_deleted_message_become_a_new_one(self, telegram: TelegramStage) -> None:
        ref = await telegram.send(Outgoing("第一次", KEYBOARD))
        telegram.resident.chat.messages.clear()
        again = await telegram.send(Outgoing("第二次", KEYBOARD, replaces=ref))
        assert again != ref
        assert telegram.resident.last()["text"] == "第二次"

    async def test_refused_for_age_become_a_new_one(self, telegram: TelegramStage) -> None:
        ref = await telegram.send(Outgoing("第一次"))
        telegram.world.fail("editMessageText", 400, "Bad Request: message can't be edited", times=2)
        telegram.world.fail("editMessageCaption", 400, "Bad Request: message can't be edited")
        assert await telegram.send(Outgoing("第二次", replaces=ref)) != ref

    async def test_with_a_document_become_a_new_message(self, telegram: TelegramStage) -> None:
        telegram.files["list"] = b"a,b"
        ref = await telegram.send(Outgoing("请稍等"))
        file = File("清单.csv", "text/csv", "list")
        assert await telegram.send(Outgoing("好了", replaces=ref, document=file)) != ref

    async def test_of_the_buttons_alone(self, telegram: TelegramStage) -> None:
        ref = await telegram.send(Outgoing("第一次"))
        await telegram.send(Outgoing("", KEYBOARD, replaces=ref))
        assert [one["text"] for one in buttons(telegram.resident.last())] == ["好"]

    async def test_to_somebody_who_blocked_us_are_unreachable(self, telegram: TelegramStage) -> None:
        ref = await telegram.send(Outgoing("第一次"))
        telegram.resident.chat.blocked = True
        with pytest.raises(Unreachable):
            await telegram.send(Outgoing("第二次", replaces=ref))


class TestKeyboards:
    async def test_the_button_for_sharing_is_taken_away_with_the_next_plain_message(
        self, telegram: TelegramStage
    ) -> None:
        await telegram.send(Outgoing("您在哪儿？", ask_location="发送我的位置"))
        telegram.resident.press("发送我的位置")
        (heard,) = await telegram.until_heard(1)
        assert heard.location is not None
        await telegram.send(Outgoing("收到"))
        assert telegram.resident.chat.keyboard is None

    async def test_a_message_with_buttons_asks_in_a_second_message(self, telegram: TelegramStage) -> None:
        ref = await telegram.send(Outgoing("您在哪儿？", KEYBOARD, ask_location="发送我的位置"))
        shown = await telegram.shown()
        assert (shown[0].buttons, shown[1].asks) == (["好"], ["发送我的位置"])
        await telegram.tap("好")
        assert (await telegram.until_heard(1))[0].source == ref

    async def test_an_edit_that_asks_asks_in_a_second_message(self, telegram: TelegramStage) -> None:
        ref = await telegram.send(Outgoing("您在哪儿？"))
        assert await telegram.send(Outgoing("您的位置？", replaces=ref, ask_location="发送位置")) == ref
        assert [one.text for one in await telegram.shown()] == ["您的位置？", "发送位置"]

    async def test_an_address_opens_a_page(self, telegram: TelegramStage) -> None:
        await telegram.send(Outgoing("周报", ((Button("打开", url="https://example.cn/d"),),)))
        assert buttons(telegram.resident.last()) == [{"text": "打开", "url": "https://example.cn/d"}]


class TestParts:
    async def test_a_part_sent_before_trouble_is_not_sent_again(self, telegram: TelegramStage) -> None:
        telegram.files["chart"] = PNG
        message = Outgoing("长" * 2000, picture=File("a.png", "image/png", "chart"))
        telegram.world.fail("sendMessage", 500)
        telegram._ids = iter([7, 7])
        with pytest.raises(RetryLater):
            await telegram.send(message)
        await telegram.send(message)
        assert [bool(one.picture) for one in await telegram.shown()] == [True, False]

    async def test_an_empty_message_is_rejected(self, telegram: TelegramStage) -> None:
        with pytest.raises(Rejected):
            await telegram.send(Outgoing(""))


class TestReceiving:
    @pytest.mark.parametrize(
        ("kind", "expected", "mime"),
        [
            ("voice", MediaKind.VOICE, "audio/ogg"),
            ("audio", MediaKind.AUDIO, "audio/mpeg"),
            ("video", MediaKind.VIDEO, "video/mp4"),
            ("video_note", MediaKind.VIDEO, "video/mp4"),
            ("document", MediaKind.DOCUMENT, "application/pdf"),
            ("sticker", MediaKind.STICKER, "image/webp"),
        ],
    )
    async def test_files_of_every_kind(
        self, telegram: TelegramStage, kind: str, expected: MediaKind, mime: str
    ) -> None:
        endings = {"audio/ogg": "oga", "audio/mpeg": "mp3", "video/mp4": "mp4", "image/webp": "webp"}
        telegram.resident.send_file(kind, b"content", f"f.{endings.get(mime, 'pdf')}", mime)
        (heard,) = await telegram.until_heard(1)
        assert heard.media is not None
        assert heard.media.kind is expected
        fetched = await telegram.channel.fetch(heard.media.ref)
        assert (fetched.content, fetched.mime) == (b"content", mime)

    async def test_a_photo_comes_with_its_words_in_its_largest_size(self, telegram: TelegramStage) -> None:
        telegram.resident.send_file("photo", JPEG, "p.jpg", "image/jpeg", caption="就是这里漏水")
        (heard,) = await telegram.until_heard(1)
        assert heard.text == "就是这里漏水"
        assert heard.media is not None
        assert not heard.media.ref.endswith("small")

    async def test_the_name_and_language_of_the_person(self, telegram: TelegramStage) -> None:
        await telegram.say("您好")
        (heard,) = await telegram.until_heard(1)
        assert (heard.name, heard.language) == ("王阿姨", "zh-hans")

    async def test_blocking_and_coming_back(self, telegram: TelegramStage) -> None:
        telegram.resident.block()
        telegram.resident.block(blocked=False)
        assert [one.blocked for one in await telegram.until_heard(2)] == [True, False]

    async def test_edited_messages_are_not_heard(self, telegram: TelegramStage) -> None:
        telegram.resident.edit(telegram.resident.say("一"), "二")
        telegram.resident.say("三")
        assert [one.text for one in await telegram.until_heard(2)] == ["一", "三"]

    async def test_an_update_delivered_twice_has_one_id(self, telegram: TelegramStage) -> None:
        polls = telegram.world.bot.polls
        await telegram.say("一")
        await telegram.until_heard(1)
        if not telegram.webhook:
            # What a poll has confirmed is gone; a repeat can only reach the one after it.
            await until(lambda: telegram.world.bot.polls > polls)
        telegram.resident.repeat()
        first, second = await telegram.until_heard(2)
        assert first.update_id == second.update_id

    async def test_a_chat_that_waits_does_not_hold_up_another(self, telegram: TelegramStage) -> None:
        telegram.refusals = 1
        other = telegram.world.resident(43)
        await telegram.say("一")
        await telegram.say("二")
        other.say("别人")
        await until(lambda: {"一", "二", "别人"} <= {one.text for one in telegram.taken})
        own = [one.text for one in telegram.taken if one.address.chat == "42"]
        assert list(dict.fromkeys(own)) == ["一", "二"]


class TestPolling:
    @pytest.fixture(params=["ptb", "aiogram"])
    async def polling(self, request: pytest.FixtureRequest) -> object:
        stage = TelegramStage(request.param)
        await stage.open()
        yield stage
        await stage.close()

    async def test_nothing_is_confirmed_before_it_is_durable(self, polling: TelegramStage) -> None:
        polling.refusals = 1
        await polling.say("一")
        await polling.until_heard(1)
        assert len(polling.world.bot.queue) == 1
        await polling.until_heard(2)
        await until(lambda: not polling.world.bot.queue)

    async def test_a_second_receiver_is_borne_and_nothing_lost(self, polling: TelegramStage) -> None:
        other = load_driver(polling.driver, polling.world.bot.token, polling.world.url)
        await other.open()
        await other.call("getUpdates", {"timeout": 0})
        await polling.say("还在吗")
        await until(lambda: any(one.text == "还在吗" for one in polling.heard))
        await other.close()

    async def test_a_webhook_left_set_is_removed(self, polling: TelegramStage) -> None:
        assert polling.world.calls("deleteWebhook")

    async def test_trouble_on_the_way_is_borne(self, polling: TelegramStage) -> None:
        polling.world.fail("getUpdates", 502, "Bad Gateway")
        await polling.say("一")
        await polling.until_heard(1)
        await polling.say("二")
        await until(lambda: any(one.text == "二" for one in polling.heard))


class TestWebhook:
    @pytest.fixture
    async def hooked(self) -> object:
        stage = TelegramStage("ptb", webhook=True)
        await stage.open()
        yield stage
        await stage.close()

    async def test_who_does_not_know_the_secret_is_told_nothing(self, hooked: TelegramStage) -> None:
        update = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 42}, "text": "我是骗子"}}
        hook = hooked.world.bot.hook
        assert hook is not None
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
            async with hooked.world.http.post(hook.url, json=update, headers=headers) as answer:
                assert answer.status == 404
        assert hooked.heard == []

    async def test_processes_that_set_it_together_may_be_asked_to_wait(self, hooked: TelegramStage) -> None:
        await hooked.channel.stop()
        before = len(hooked.world.calls("setWebhook"))
        hooked.world.fail("setWebhook", 429, "Too Many Requests", parameters={"retry_after": 0.05})
        await hooked.channel.start(hooked.receive)
        assert len(hooked.world.calls("setWebhook")) == before + 2

    async def test_what_comes_when_it_has_stopped_is_not_acknowledged(self, hooked: TelegramStage) -> None:
        await hooked.channel.stop()
        body = b'{"update_id": 5, "message": {"message_id": 1, "chat": {"id": 4}}}'
        assert (await self._post(hooked, body))[0] == 503
        assert hooked.heard == []

    async def test_a_tap_is_answered_in_the_webhook_s_answer(self, hooked: TelegramStage) -> None:
        await hooked.send(Outgoing("好吗？", KEYBOARD))
        await hooked.tap("好")
        (call,) = hooked.world.calls("answerCallbackQuery")
        assert call["way"] == "answer"

    async def test_overload_is_said_with_the_time_to_come_back(self, hooked: TelegramStage) -> None:
        hooked.refusals = 1
        assert (
            await self._post(hooked, b'{"update_id": 5, "message": {"message_id": 1, "chat": {"id": 4}}}')
        )[:2] == (503, "2")

    @pytest.mark.parametrize("body", [b"{", b"[]", b'{"update_id": "x"}'])
    async def test_an_unreadable_update_does_not_block_the_others(
        self, hooked: TelegramStage, body: bytes
    ) -> None:
        assert (await self._post(hooked, body))[0] == 200

    async def test_a_body_beyond_all_measure_is_refused(self, hooked: TelegramStage) -> None:
        assert (await self._post(hooked, b" " * (2 << 20)))[0] == 413

    async def test_a_body_in_many_pieces_is_put_together(self, hooked: TelegramStage) -> None:
        hook = hooked.world.bot.hook
        assert hook is not None

        async def pieces() -> AsyncIterator[bytes]:
            for piece in (
                b'{"update_id": 9, "message": {"message_id": 1,',
                b' "chat": {"id": 4},',
                b' "text": "a"}}',
            ):
                yield piece
                await asyncio.sleep(0.01)

        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret or ""}
        async with hooked.world.http.post(hook.url, data=pieces(), headers=headers) as answer:
            assert answer.status == 200
        assert [one.text for one in hooked.heard] == ["a"]

    async def test_an_update_that_broke_off_is_not_taken(self, hooked: TelegramStage) -> None:
        hook = hooked.world.bot.hook
        assert hook is not None
        url = urlsplit(hook.url)
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        head = f"POST {url.path} HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {hook.secret}\r\n"
        writer.write(f'{head}Content-Length: 100\r\n\r\n{{"update_id": 7'.encode())
        await writer.drain()
        writer.close()
        del reader
        assert (await self._post(hooked, b'{"update_id": 8}'))[0] == 200
        assert hooked.heard == []

    async def _post(self, hooked: TelegramStage, body: bytes) -> tuple[int, str | None]:
        hook = hooked.world.bot.hook
        assert hook is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret or ""}
        async with (
            aiohttp.ClientSession() as http,
            http.post(hook.url, data=BytesIO(body), headers=headers) as answer,
        ):
            return answer.status, answer.headers.get("retry-after")


@pytest.mark.parametrize("webhook", [True, False])
async def test_a_start_while_telegram_is_away_succeeds_and_telegram_is_told_later(
    *, webhook: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "_FIRST_PAUSE", 0.05)
    stage = TelegramStage("ptb", webhook=webhook)
    stage.before_start = lambda world: world.fail("setWebhook" if webhook else "deleteWebhook", 0, times=2)
    await stage.open()
    stage.resident.say("您好")
    (heard,) = await stage.until_heard(1)
    assert heard.text == "您好"
    await stage.close()


@pytest.mark.parametrize("driver", ["ptb", "aiogram"])
async def test_a_start_does_not_wait_long_for_a_telegram_that_does_not_answer(
    driver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "_AT_THE_START", 0.05)
    monkeypatch.setattr(channel, "_FIRST_PAUSE", 0.05)
    stage = TelegramStage(driver)
    stage.before_start = lambda world: world.fail("deleteWebhook", 200, seconds=3600)
    await stage.open()
    stage.resident.say("您好")
    (heard,) = await stage.until_heard(1)
    assert heard.text == "您好"
    await stage.close()


async def test_a_wrong_token_is_told_at_the_start() -> None:
    stage = TelegramStage("ptb")
    stage.before_start = lambda world: world.fail("deleteWebhook", 401, "Unauthorized")
    with pytest.raises(BadToken):
        await stage.open()
    await stage.close()
