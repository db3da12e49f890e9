"""What is particular to the web chat: the page, the socket's manners, files and who may see them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from websockets.asyncio.client import connect
from yarl import URL

from bot.channels.webchat.history import past
from bot.channels.webchat.sniffing import file_type, picture_type
from bot.channels.webchat.words import WORDS
from model.message import Address, Button, File, Incoming, MediaKind, Outgoing
from storage import tables
from storage.database import Database
from storage.outbox import Owed
from tests.bot.channels.stage import JPEG, PNG, until
from tests.bot.channels.stage_web import WebStage
from web.language import COOKIE as LANGUAGE

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


class TestThePage:
    async def test_it_and_its_files_are_small_and_come_from_us_alone(self, web: WebStage) -> None:
        html = await web.get_page()
        addresses = [part.split('"')[0] for part in html.split("/chat/static/")[1:]]
        version = addresses[0].partition("/")[0]
        modules = ("connection", "pending", "log", "message", "composer", "sharing", "words")
        size = len(html.encode())
        for name in [*addresses, *(f"{version}/{name}.js" for name in modules)]:
            async with web.http.get(f"{web.url}/chat/static/{name}") as answer:
                assert answer.status == 200
                assert "immutable" in answer.headers["cache-control"]
                size += len(await answer.read())
        assert size < 100_000
        assert "http://" not in html.replace("http://www.w3.org/2000/svg", "")

    async def test_a_file_it_does_not_have_is_not_found(self, web: WebStage) -> None:
        async with web.http.get(f"{web.url}/chat/static/x/channel.py") as answer:
            assert answer.status == 404

    async def test_a_browser_keeps_its_chat(self, web: WebStage) -> None:
        chat = web.chat
        await web.get_page()
        assert web.chat == chat

    async def test_the_cookie_is_for_us_and_not_for_scripts(self, web: WebStage) -> None:
        async with aiohttp.ClientSession() as fresh, fresh.get(f"{web.url}/chat") as answer:
            cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" not in cookie

    async def test_nothing_foreign_may_run_in_it(self, web: WebStage) -> None:
        async with web.http.get(f"{web.url}/chat") as answer:
            assert "default-src 'none'; script-src 'self'" in answer.headers["content-security-policy"]

    @pytest.mark.parametrize(
        ("accepted", "language"),
        [
            ("en-GB,en;q=0.9,zh;q=0.8", "en"),
            ("zh-TW", "zh_CN"),
            ("fr,en;q=0.5", "en"),
            ("", "zh_CN"),
            ("fr", "zh_CN"),
        ],
    )
    async def test_it_speaks_the_browser_s_language(
        self, web: WebStage, accepted: str, language: str
    ) -> None:
        async with web.http.get(f"{web.url}/chat", headers={"accept-language": accepted}) as answer:
            assert WORDS[language]["title"] in await answer.text()

    async def test_it_speaks_the_language_chosen_on_the_front_page(self, web: WebStage) -> None:
        headers = {"accept-language": "zh-CN", "cookie": f"{LANGUAGE}=en"}
        async with web.http.get(f"{web.url}/chat", headers=headers) as answer:
            assert WORDS["en"]["title"] in await answer.text()

    def test_both_languages_have_the_same_words(self) -> None:
        assert WORDS["zh_CN"].keys() == WORDS["en"].keys()


class TestTheSocket:
    async def test_a_forged_chat_is_turned_away(self, web: WebStage) -> None:
        cookies = {"linli_chat": f"{web.chat}.forged"}
        async with aiohttp.ClientSession(cookies=cookies) as thief:
            socket = await thief.ws_connect(f"{web.url}/chat/socket", headers={"origin": web.url})
            assert (await socket.receive()).data == 4401

    @pytest.mark.parametrize("origin", [{"origin": "https://evil.example"}, {}])
    async def test_another_site_s_page_is_turned_away(self, web: WebStage, origin: dict[str, str]) -> None:
        socket = await web.http.ws_connect(f"{web.url}/chat/socket", headers=origin)
        assert (await socket.receive()).data == 4401

    @pytest.mark.parametrize(
        "frame",
        ["{", '{"kind": "said"}', '{"kind": "dance"}', '{"kind": "said", "id": "a b c d e"}', "x" * 300_000],
    )
    async def test_what_is_no_frame_ends_the_connection(self, web: WebStage, frame: str) -> None:
        await web.socket.send_str(frame)
        await until(lambda: web.socket.closed)
        assert web.socket.close_code in {1007, 1009}
        await web.connect()

    async def test_a_repeated_frame_has_one_update_id(self, web: WebStage) -> None:
        await web.say("一")
        await web.until_heard(1)
        await web.socket.send_json({"kind": "said", "id": "00000000-0", "text": "一"})
        first, second = await web.until_heard(2)
        assert first.update_id == second.update_id

    async def test_the_same_id_of_another_chat_is_another_update(self, web: WebStage) -> None:
        await web.say("一")
        await until(lambda: not web.pending)
        web.http.cookie_jar.clear()
        await web.disconnect()
        await web.get_page()
        await web.connect()
        await web.socket.send_json({"kind": "said", "id": "00000000-0", "text": "一"})
        first, second = await web.until_heard(2)
        assert first.update_id != second.update_id

    async def test_a_page_that_comes_back_says_again_what_was_not_confirmed(self, web: WebStage) -> None:
        await web.disconnect()
        web.pending["11111111"] = {"kind": "said", "id": "11111111", "text": "还在吗"}
        await web.connect()
        (heard,) = await web.until_heard(1)
        assert heard.text == "还在吗"
        await until(lambda: not web.pending)

    async def test_an_unexpected_error_is_no_acknowledgement(
        self, web: WebStage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def broken(update: Incoming) -> None:
            raise OSError

        monkeypatch.setattr(web, "receive", broken)
        await web.channel.start(web.receive)
        await web.disconnect()
        await web.connect()
        await web.socket.send_json({"kind": "said", "id": "22222222", "text": "一"})
        web.pending["22222222"] = {"kind": "said", "id": "22222222", "start": ""}
        await until(lambda: web.of("nack"))
        assert web.of("nack")[0] == {"kind": "nack", "id": "22222222", "retry": 10}

    async def test_a_page_that_says_much_at_once_does_not_count_as_gone(
        self, web: WebStage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its pings and pongs are heard while its words are still worked on."""
        heard, let_go = [], asyncio.Event()

        async def receive(update: Incoming) -> None:
            await let_go.wait()
            heard.append(update.text)

        monkeypatch.setattr(web.channel, "_receive", receive)
        cookie = web.http.cookie_jar.filter_cookies(URL(f"{web.url}/chat"))["linli_chat"].value
        address, headers = web.url.replace("http", "ws", 1), {"cookie": f"linli_chat={cookie}"}
        words = [f"第 {number} 句" for number in range(30)]
        async with connect(
            f"{address}/chat/socket", origin=web.url, additional_headers=headers, proxy=None
        ) as page:
            for number, text in enumerate(words):
                await page.send(json.dumps({"kind": "said", "id": f"00000001-{number}", "text": text}))
            await asyncio.wait_for(await page.ping(), 60)
            assert heard == []
            let_go.set()
            await until(lambda: len(heard) == len(words), 60)
        assert heard == words

    async def test_another_tab_sees_what_was_said_in_this_one(self, web: WebStage) -> None:
        other = await web.http.ws_connect(f"{web.url}/chat/socket", headers={"origin": web.url})
        await other.send_json({"kind": "hello"})
        assert (await other.receive_json())["kind"] == "welcome"
        await web.say("一")
        frame = await other.receive_json()
        assert (frame["message"]["text"], frame["message"]["mine"]) == ("一", True)
        await web.send(Outgoing("二"))
        assert (await other.receive_json())["message"]["text"] == "二"
        await other.close()

    async def test_the_ninth_tab_closes_the_oldest(self, web: WebStage) -> None:
        others = [
            await web.http.ws_connect(f"{web.url}/chat/socket", headers={"origin": web.url}) for _ in range(8)
        ]
        await until(lambda: web.socket.closed)
        for other in others:
            await other.close()

    async def test_stopping_tells_the_pages_to_come_back(self, web: WebStage) -> None:
        await web.channel.stop()
        await until(lambda: web.socket.closed)
        assert web.socket.close_code == 1012
        socket = await web.http.ws_connect(f"{web.url}/chat/socket", headers={"origin": web.url})
        assert (await socket.receive()).data == 1013

    async def test_nobody_being_there_is_no_trouble(self, web: WebStage) -> None:
        await web.disconnect()
        ref = await web.send(Outgoing("您好"))
        assert ref.isdigit()
        await web.connect()


class TestFiles:
    async def upload(self, web: WebStage, content: bytes) -> tuple[int, dict[str, str]]:
        async with web.http.post(f"{web.url}/chat/file", data=content) as answer:
            return answer.status, await answer.json() if answer.status == 201 else {}

    @pytest.mark.parametrize(
        ("content", "mime"),
        [
            (JPEG, "image/jpeg"),
            (PNG, "image/png"),
            (b"GIF89a..", "image/gif"),
            (b"RIFF....WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypheic", "image/heic"),
            (b"<svg onload=alert(1)>", None),
            (b"MZ\x90\0", None),
            (b"", None),
        ],
    )
    async def test_pictures_are_known_by_their_content(
        self, web: WebStage, content: bytes, mime: str | None
    ) -> None:
        status, _ = await self.upload(web, content)
        assert (status, picture_type(content)) == (201 if mime else 415, mime)

    @pytest.mark.parametrize(
        ("content", "claimed", "mime", "kind"),
        [
            (b"\x1a\x45\xdf\xa3...", "audio/webm", "audio/webm", MediaKind.VOICE),
            (b"\x1a\x45\xdf\xa3...", "video/webm", "video/webm", MediaKind.VIDEO),
            (b"\0\0\0\x1cftypiso5", "audio/mp4", "audio/mp4", MediaKind.VOICE),
            (b"\0\0\0\x1cftypM4A ", "", "audio/mp4", MediaKind.VOICE),
            (b"OggS\0\2", "", "audio/ogg", MediaKind.VOICE),
            (b"ID3\4", "", "audio/mpeg", MediaKind.VOICE),
            (b"RIFF....WAVEfmt ", "", "audio/wav", MediaKind.VOICE),
            (b"%PDF-1.7", "text/html", "application/pdf", MediaKind.DOCUMENT),
            (b"\xd0\xcf\x11\xe0", "application/vnd.ms-excel", "application/vnd.ms-excel", MediaKind.DOCUMENT),
        ],
    )
    async def test_recordings_and_documents_are_taken_as_what_they_are(
        self, web: WebStage, content: bytes, claimed: str, mime: str, kind: MediaKind
    ) -> None:
        headers = {"content-type": claimed or "application/octet-stream", "x-file-name": "%E6%8A%A5%E5%91%8A"}
        async with web.http.post(f"{web.url}/chat/file", data=content, headers=headers) as answer:
            put = await answer.json()
            assert (answer.status, put["mime"]) == (201, mime)
        await web.tell(file=put["token"])
        (update,) = await web.until_heard(1)
        assert update.media is not None
        assert (update.media.kind, update.media.mime, update.media.name) == (kind, mime, "报告")

    async def test_a_page_that_was_open_before_an_upgrade_sends_its_photo_as_it_always_did(
        self, web: WebStage
    ) -> None:
        _, put = await self.upload(web, PNG)
        await web.tell(picture=put["token"])
        (update,) = await web.until_heard(1)
        assert update.media is not None
        assert (update.media.kind, update.media.mime) == (MediaKind.PHOTO, "image/png")

    @pytest.mark.parametrize(
        ("content", "claimed"),
        [
            (
                b"PK\x03\x04....evil.jar",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (b"<!doctype html>", "audio/webm"),
            (b"\0\0\0\x1cftypavif", "audio/mp4"),
        ],
    )
    def test_what_only_claims_to_be_a_recording_or_document_is_refused(
        self, content: bytes, claimed: str
    ) -> None:
        assert file_type(content, claimed) is None

    def test_a_letter_of_today_is_a_packed_one_with_a_table_of_contents(self) -> None:
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        assert file_type(b"PK\x03\x04....[Content_Types].xml", word) == word

    async def test_a_recording_is_heard_in_pieces_and_a_document_is_saved_under_its_name(
        self, web: WebStage
    ) -> None:
        _, put = await self.upload(web, b"OggS0123456789")
        async with web.http.get(web.url + put["url"], headers={"range": "bytes=4-7"}) as answer:
            assert (answer.status, await answer.read()) == (206, b"0123")
            assert answer.headers["content-range"] == "bytes 4-7/14"
            assert answer.headers["content-disposition"] == "inline"
        async with web.http.get(web.url + put["url"], headers={"range": "bytes=99-"}) as answer:
            assert (answer.status, await answer.read()) == (200, b"OggS0123456789")
        _, put = await self.upload(web, b"%PDF-1.7")
        async with web.http.get(web.url + put["url"]) as answer:
            assert answer.headers["content-disposition"].startswith("attachment")

    async def test_one_over_ten_megabytes_is_refused(self, web: WebStage) -> None:
        async def large() -> Sequence[bytes]:
            yield JPEG
            for _ in range(11):
                yield b"\0" * (1 << 20)

        async with web.http.post(f"{web.url}/chat/file", data=large()) as answer:
            assert answer.status == 413

    async def test_who_has_no_chat_can_put_nothing_up(self, web: WebStage) -> None:
        url = f"{web.url}/chat/file"
        async with aiohttp.ClientSession() as stranger, stranger.post(url, data=PNG) as answer:
            assert answer.status == 401

    async def test_only_its_own_chat_sees_a_file(self, web: WebStage) -> None:
        _, put = await self.upload(web, PNG)
        assert await web.load(put["url"]) == PNG
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as stranger:
            await stranger.get(f"{web.url}/chat")
            async with stranger.get(web.url + put["url"]) as answer:
                assert answer.status == 404

    async def test_a_token_of_another_chat_is_refused_for_good(self, web: WebStage) -> None:
        await web.tell(file="W10.forged")
        await until(lambda: web.of("nack"))
        assert web.of("nack")[0]["retry"] is None
        assert web.heard == []

    async def test_a_document_is_kept_under_its_name_and_never_shown(self, web: WebStage) -> None:
        web.files["page"] = b"<html><script>"
        await web.send(Outgoing("给您", document=File("报告.html", "text/html", "page")))
        await until(lambda: web.messages)
        (message,) = web.messages.values()
        async with web.http.get(web.url + message["document"]["url"]) as answer:
            assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''%E6%8A%A5")
            assert "sandbox" in answer.headers["content-security-policy"]

    async def test_a_file_no_longer_there_is_not_found(self, web: WebStage) -> None:
        _, put = await self.upload(web, PNG)
        web.files.clear()
        async with web.http.get(web.url + put["url"]) as answer:
            assert answer.status == 404


class TestHistory:
    @pytest.fixture
    def database(self, tmp_path: Path) -> Database:
        database = Database(f"sqlite:///{tmp_path}/test.db")
        tables.metadata.create_all(database.engine)
        return database

    def owe(self, database: Database, number: int, minute: int, state: str = "sent", hold: int = 0) -> None:
        at = NOW + timedelta(minutes=minute)
        owed = Owed(number, "web:a", at, at + timedelta(minutes=hold), Outgoing(f"m{number}"), state=state)
        database.write_now(lambda unit: unit.outbox.add(owed))

    def hear(self, database: Database, number: int, minute: int) -> None:
        at = NOW + timedelta(minutes=minute)
        said = Incoming(f"a/{number}", Address("web", "a"), at, f"s{number}")
        database.write_now(lambda unit: unit.inbox.add(said))

    def texts(self, database: Database, after: int, minute: int = 60) -> list[str]:
        now = NOW + timedelta(minutes=minute)
        found = database.write_now(lambda unit: past(unit, "web:a", after, now))
        return [one.message.text if isinstance(one, Owed) else one.text for one in found]

    def test_both_sides_are_shown_in_the_order_they_spoke(self, database: Database) -> None:
        self.hear(database, 1, 0)
        self.owe(database, 10, 0)
        self.hear(database, 2, 1)
        self.owe(database, 11, 2)
        assert self.texts(database, 0) == ["s1", "m10", "s2", "m11"]

    def test_an_answer_within_the_same_millisecond_follows_the_words(self, database: Database) -> None:
        at = NOW + timedelta(microseconds=5678)
        owed = Owed(10, "web:a", at, at, Outgoing("m10"), state="sent")
        database.write_now(lambda unit: unit.outbox.add(owed))
        database.write_now(lambda unit: unit.inbox.add(Incoming("a/1", Address("web", "a"), at, "s1")))
        assert self.texts(database, 0) == ["s1", "m10"]

    def test_after_a_message_come_later_ones_and_what_was_said_since(self, database: Database) -> None:
        self.hear(database, 1, 0)
        self.owe(database, 10, 1)
        self.hear(database, 2, 2)
        self.owe(database, 11, 3)
        assert self.texts(database, 10) == ["s2", "m11"]

    def test_what_waits_is_shown_when_it_is_due(self, database: Database) -> None:
        self.owe(database, 10, 0, "waiting")
        self.owe(database, 11, 0, "waiting", hold=120)
        self.owe(database, 12, 0, "dropped")
        self.owe(database, 13, 0, "failed")
        assert self.texts(database, 0) == ["m10"]

    def test_after_the_clock_was_put_back_nothing_is_missing(self, database: Database) -> None:
        self.hear(database, 1, 60)
        self.owe(database, 10, 60)
        self.owe(database, 11, 61, "waiting")
        self.owe(database, 12, 61, "waiting", hold=120)
        self.owe(database, 13, 61, hold=120)
        assert self.texts(database, 0, minute=0) == ["s1", "m10", "m11", "m13"]
        assert self.texts(database, 10, minute=0) == ["s1", "m11", "m13"]

    async def test_the_page_gets_it_with_ids_it_can_hold(
        self, web: WebStage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        big = 2**62 + 1
        owed = Owed(big, f"web:{web.chat}", NOW, NOW, Outgoing("旧的", replaces="77"))
        said = Incoming(f"{web.chat}/abc", Address("web", web.chat), NOW, tap="yes", source="77")

        async def history(chat: str, after: int) -> list[Owed | Incoming]:
            assert chat == f"web:{web.chat}"
            return [said, owed]

        monkeypatch.setattr(web.channel, "_parts", replace(web.parts(), history=history))
        await web.disconnect()
        await web.connect()
        mine, ours = web.of("welcome")[-1]["past"]
        assert (mine["id"], mine["tap"], mine["ref"], mine["mine"]) == ("abc", "yes", "77", True)
        assert (ours["id"], ours["ref"], ours["text"]) == (str(big), "77", "旧的")


async def test_a_language_chosen_by_a_tap_reaches_the_page(
    web: WebStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = iter(["", "en"])

    async def language(chat: str) -> str:
        return next(chosen)

    monkeypatch.setattr(web.channel, "_parts", replace(web.parts(), language=language))
    await web.disconnect()
    await web.connect()
    assert web.of("welcome")[-1]["language"] == ""
    await web.send(Outgoing("语言？", ((Button("English", "en"),),)))
    await web.tap("English")
    await until(lambda: web.of("speaks"))
    assert web.of("speaks") == [{"kind": "speaks", "language": "en"}]
