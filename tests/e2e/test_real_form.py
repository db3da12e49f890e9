"""A real questionnaire from its first question to the submission, over Telegram and over the web chat."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram.channel import Telegram as Channel
from emulator.resident import buttons
from emulator.state import Json
from emulator.telegram import Telegram
from model.message import Button, Outgoing
from model.survey import Response, ResponseState
from surveys.session import Session, restore
from surveys.submission import instance_xml
from tests.dialogues.real_forms import PERSON, Real, real
from tests.dialogues.respondent import Respondent
from tests.e2e.house import House

FORM = "reach_msna_2024.1"
_PATIENCE = 60.0

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram's pace over all chats has tests of its own."""
    monkeypatch.setattr(Channel, "per_second", 1000.0)


class Chat:
    """What both messengers share: the house behind them, and the survey as it is stored there."""

    def __init__(self, house: House, form: Real) -> None:
        self.house = house
        self.form = form

    async def response(self) -> Response:
        return (await self.house.read(lambda unit: unit.surveys.of_person(PERSON)))[0]

    async def session(self) -> Session:
        return restore(self.form.form, (await self.response()).session)

    async def opened(self, key: str) -> str:
        """The form, open to the resident of a chat; gives back the link's payload."""
        services, now = self.house.linli.services, self.house.clock()
        campaign = await self.house.write(lambda unit: self.form.open(unit, services, now, key))
        return f"survey:{campaign.id}"


class OnTelegram(Chat):
    """A Telegram app before the emulator."""

    def __init__(self, house: House, form: Real) -> None:
        super().__init__(house, form)
        self.world = house.world
        self.hand = house.world.resident(42, "Ann", "en")

    async def begins(self) -> None:
        begin = await self.opened("telegram:42")
        self.hand.say("menu")
        await self._answered(0)
        await self.taps(begin)

    async def types(self, text: str) -> None:
        before = len(self.world.journal)
        self.hand.say(text)
        await self._answered(before)

    async def taps(self, data: str) -> None:
        before = len(self.world.journal)
        message = self._newest()
        self.hand.tap("", message, data=data)
        await self._answered(before)

    async def locates(self, latitude: float, longitude: float) -> None:
        before = len(self.world.journal)
        self.hand.send_location(latitude, longitude)
        await self._answered(before)

    async def message(self) -> Outgoing:
        newest = self._newest()
        keys = tuple((Button(one["text"], one["callback_data"]),) for one in buttons(newest))
        return Outgoing(newest["text"], keys)

    def _newest(self) -> Json:
        return next(one for one in reversed(self.hand.seen()) if buttons(one))

    async def _answered(self, before: int) -> None:
        """Wait for what the bot says, and until nothing more is owed."""
        said = ("sendmessage", "editmessagetext")
        await self.hand.until(
            lambda: any(one["method"].lower() in said for one in self.world.journal[before:]), _PATIENCE
        )
        await self.house.settle()


class OnTheWeb(Chat):
    """A page of the web chat, without a browser around it."""

    def __init__(self, house: House, form: Real, http: aiohttp.ClientSession) -> None:
        super().__init__(house, form)
        self.http = http
        self.shown: dict[str, dict[str, Any]] = {}
        self._numbers = itertools.count(1)

    async def begins(self) -> None:
        url = self.house.settings.public_url
        async with self.http.get(f"{url}/chat") as answer:
            token = self.http.cookie_jar.filter_cookies(answer.url)["linli_chat"].value
        begin = await self.opened(f"web:{token.rpartition('.')[0]}")
        self.socket = await self.http.ws_connect(f"{url}/chat/socket", headers={"origin": url})
        await self.socket.send_json({"kind": "hello", "after": ""})
        await self._says(text="menu")
        await self.taps(begin)

    async def types(self, text: str) -> None:
        await self._says(text=text)

    async def taps(self, data: str) -> None:
        await self._says(tap=data, source=list(self.shown)[-1])

    async def locates(self, latitude: float, longitude: float) -> None:
        await self._says(location={"latitude": latitude, "longitude": longitude})

    async def message(self) -> Outgoing:
        newest = list(self.shown.values())[-1]
        rows = newest.get("keyboard", [])
        keys = tuple(tuple(Button(one["label"], one.get("data", "")) for one in row) for row in rows)
        return Outgoing(newest["text"], keys)

    async def _says(self, **content: object) -> None:
        """Say something, and read until it is acknowledged and answered and nothing more is owed."""
        said = {"kind": "said", "id": f"respondent-{next(self._numbers)}", **content}
        await self.socket.send_json(said)
        acknowledged = answered = False
        async with asyncio.timeout(_PATIENCE):
            while not (acknowledged and answered):
                frame = await self.socket.receive_json()
                acknowledged |= frame["kind"] == "ack" and frame["id"] == said["id"]
                answered |= self._take(frame)
        await self.house.settle()

    def _take(self, frame: dict[str, Any]) -> bool:
        """Show a message of Linli's; whether it was one."""
        if frame["kind"] != "pushed" or frame["message"].get("mine"):
            return False
        self.shown[frame["message"]["ref"]] = frame["message"]
        return True


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


async def _answers_everything(chat: OnTelegram | OnTheWeb) -> None:
    await chat.begins()
    who = Respondent(chat, chat.form.form)
    await who.plays(chat.form.script)
    assert chat.form.unlike(instance_xml((await chat.session()).instance)) == []
    await who.finishes()
    sent = await chat.response()
    assert sent.state is ResponseState.SUBMITTED
    assert chat.form.unlike(sent.xml) == chat.form.allowed(who.located)


@pytest.mark.parametrize("house", ["aiogram-polling", "ptb-webhook"], indirect=True)
async def test_over_telegram_the_submission_is_the_expected_instance(house: House) -> None:
    await _answers_everything(OnTelegram(house, real(FORM)))


async def test_over_the_web_chat_the_submission_is_the_expected_instance(
    world: Telegram, tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    house = House(world, tmp_path, "ptb", webhook=False)
    await house.open(empty=True)
    await _answers_everything(OnTheWeb(house, real(FORM), http))
    await house.close()
