"""The buttons under a survey's messages: what they say, and the data that comes back.

A button's data is "q:<mark>:<code>:<turn>[:<value>]", at most 64 bytes.
"""

from __future__ import annotations

from handlers.wording import grid
from locales import Texts
from model.message import Button, Keyboard
from model.phrase import Phrase

LIMIT = 64
"""Bytes of a button's data (Telegram's limit, the narrowest)."""


def mark(response_id: int) -> str:
    """A short mark of a response for its buttons."""
    return f"{response_id % 36**4:x}"


class Keys:
    """Makes the buttons of one prompt: they name the response by its mark and the prompt by its turn."""

    def __init__(self, words: Texts, response: str, turn: int) -> None:
        self.words = words
        self._response = response
        self._turn = turn

    def say(self, what: str | Phrase, **params: object) -> str:
        """A text in the chat's language."""
        return self.words.say(what, **params)

    def data(self, code: str, value: object = "") -> str:
        """What comes back when it is tapped."""
        return f"q:{self._response}:{code}:{self._turn}" + (f":{value}" if value != "" else "")

    def button(self, label: str, code: str, value: object = "") -> Button:
        """A button."""
        return Button(label, self.data(code, value))

    def pages(self, page: int, pages: int) -> Keyboard:
        """To the page before and the page after, where there are any."""
        ways = []
        if page > 0:
            ways.append(self.button(self.say("survey.page_before"), "p", page - 1))
        if page + 1 < pages:
            ways.append(self.button(self.say("survey.page_after"), "p", page + 1))
        return grid(ways)
