"""Somebody who answers a survey in a chat as a script says, by what a resident has: words, taps, a location.

A script answers in its own order. Where the chat asks something else first, the question is looked for in the
list of all questions, as a resident would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from conformance.form import written
from model.message import Outgoing
from surveys import interview
from surveys.course import Stop, course
from surveys.form import Form
from surveys.prompt import Ask, Prompt
from surveys.session import Session

HERE = (36.2, 37.1)
"""Where the respondent is, in degrees north and east."""
MOST_BUTTONS, MOST_BYTES, MOST_TEXT = 100, 64, 4096
"""What Telegram, the narrowest messenger, takes in one message."""


class Chat(Protocol):
    """One messenger's chat, from the resident's side."""

    async def types(self, text: str) -> None:
        """Send words."""

    async def taps(self, data: str) -> None:
        """Tap the button with this data, under the newest message."""

    async def locates(self, latitude: float, longitude: float) -> None:
        """Share a location."""

    async def message(self) -> Outgoing:
        """The newest message."""

    async def session(self) -> Session:
        """The survey as it is stored now."""


@dataclass
class Respondent:
    """Answers, and remembers what happened on the way.

    ``refused`` are the answers that the chat did not take, ``looked_up`` the questions that it did not ask in
    the script's order, ``unasked`` those it does not ask at all, ``located`` where a place had to be given.
    """

    chat: Chat
    form: Form
    refused: list[str] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    located: list[str] = field(default_factory=list)
    asked: int = 0

    async def plays(self, script: Mapping[str, Any]) -> None:
        """Answer everything in a script."""
        for step in script["steps"]:
            assert step["op"] == "set", "only answers are played in a chat"
            await self._answers(step["path"], step["value"])

    async def finishes(self) -> None:
        """Pass over what may stay empty, say where one is if that is asked for, and send the answers."""
        while (await self.chat.session()).place.kind != "review":
            assert not await self._button("e"), "nothing is sent while something required is open"
            if skip := await self._button("s"):
                await self.chat.taps(skip)
            else:
                prompt = await self._reads()
                assert prompt.ask is Ask.LOCATION
                self.located.append(prompt.ref)
                await self.chat.locates(*HERE)
        await self.chat.taps(await self._button("e"))

    async def _answers(self, path: str, value: object) -> None:
        if not await self._comes_to(path):
            self.unasked.append(path)
            return
        prompt, wanted = await self._reads(), written(value)
        await _WAYS.get(prompt.ask, Respondent._types)(self, prompt, wanted)
        node = (await self.chat.session()).instance.at(path)
        if node is None or set(node.answer.split()) != set(wanted.split()):
            self.refused.append(path)

    async def _comes_to(self, path: str) -> bool:
        """Be asked for a path; False when it is not asked now."""
        session = await self.chat.session()
        asked = [one for one in course(session.instance) if one.question is not None and not one.note]
        number = next((at for at, one in enumerate(asked, 1) if _same(one, path, session)), 0)
        if number and session.place.ref != asked[number - 1].ref(self.form):
            self.looked_up.append(path)
            await self._looks_up(number)
        return bool(number)

    async def _looks_up(self, number: int) -> None:
        """Open the list of all questions and choose one, by its button or by typing its number."""
        every = await self._button("r")
        await (self.chat.taps(every) if every else self.chat.types("review"))
        one = await self._button("k", str(number))
        await (self.chat.taps(one) if one else self.chat.types(str(number)))

    async def _reads(self) -> Prompt:
        """The message on screen: it must say the form's question and fit into every messenger."""
        session = await self.chat.session()
        prompt = interview.ask(session, session.instance.host.now)
        message = await self.chat.message()
        assert prompt is not None
        assert prompt.text in message.text, f"{prompt.ref} is not what is shown"
        fits(message)
        self.asked += 1
        return prompt

    async def _button(self, code: str, value: str = "") -> str:
        """The data of a button on screen; "" when there is none."""
        for row in (await self.chat.message()).keyboard:
            for one in row:
                parts = one.data.split(":", 4)
                if parts[0] == "q" and parts[2] == code and (not value or parts[4:] == [value]):
                    return one.data
        return ""

    # the ways to answer -------------------------------------------------------------------------------

    async def _types(self, _prompt: Prompt, value: str) -> None:
        if value:
            await self.chat.types(value)
            return
        for code in "xs":
            if button := await self._button(code):
                await self.chat.taps(button)

    async def _locates(self, _prompt: Prompt, value: str) -> None:
        latitude, longitude, *_ = value.split()
        await self.chat.locates(float(latitude), float(longitude))

    async def _chooses(self, prompt: Prompt, value: str) -> None:
        await self.chat.taps(await self._choice("c", prompt, value))

    async def _ticks(self, prompt: Prompt, value: str) -> None:
        session = await self.chat.session()
        ticked = session.place.ticks if session.place.ticked else tuple(prompt.value.split())
        for one in sorted(set(ticked) ^ set(value.split())):
            await self.chat.taps(await self._choice("t", prompt, one))
        await self.chat.taps(await self._button("d"))

    async def _choice(self, code: str, prompt: Prompt, value: str) -> str:
        """The button of a choice, looked for on this page of the list, on those before and on those after."""
        at = (await self.chat.session()).place.page
        for page in [at, *range(at - 1, -1, -1), *range(1, prompt.pages)]:
            if turn_to := await self._button("p", str(page)):
                await self.chat.taps(turn_to)
            if found := await self._button(code, value):
                return found
        raise AssertionError(f"no choice {value} at {prompt.ref}")


_WAYS = {
    Ask.CHOICE: Respondent._chooses,
    Ask.MULTIPLE: Respondent._ticks,
    Ask.LOCATION: Respondent._locates,
}


def fits(message: Outgoing) -> None:
    """A message that every messenger takes as it is."""
    buttons = [one for row in message.keyboard for one in row]
    assert len(buttons) <= MOST_BUTTONS
    assert all(len(one.data.encode()) <= MOST_BYTES for one in buttons)
    assert all(one.label.strip() for one in buttons)
    assert len(message.text.encode("utf-16-le")) // 2 <= MOST_TEXT


def _same(stop: Stop, path: str, session: Session) -> bool:
    return stop.node is session.instance.at(path)
