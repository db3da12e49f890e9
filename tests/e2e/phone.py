"""One person's Telegram app: types, taps, and waits for what the bot says."""

from __future__ import annotations

from collections.abc import Callable

from emulator.resident import Resident, buttons
from emulator.state import Json
from emulator.telegram import Telegram

_PATIENCE = 60.0


class Phone:
    """Doing returns at once; ``sees`` waits. What was seen is told when it does not come."""

    def __init__(self, world: Telegram, number: int, name: str) -> None:
        self.world = world
        self.hand: Resident = world.resident(number, name)

    @property
    def chat(self) -> str:
        """The chat's key in Linli."""
        return f"telegram:{self.hand.id}"

    def says(self, text: str) -> None:
        """Type and send."""
        self.hand.say(text)

    async def sees(self, text: str, *labels: str, times: int = 1) -> Json:
        """Wait for a message with this text and buttons that begin so; gives back the newest."""

        def fits() -> list[Json]:
            return [one for one in self.hand.seen() if text in _text(one) and _has(one, labels)]

        await self._until(lambda: len(fits()) >= times, f"{text} {labels}")
        return fits()[-1]

    async def taps(self, label: str) -> Json:
        """Tap the newest button that begins so, and wait until its message has changed or has an answer.

        Gives back the tapped message as it stood.
        """
        await self._until(lambda: self._find(label), f"[{label}]")
        message, full = self._find(label) or ({}, "")
        tap_id = self.hand.tap(full, message)
        await self._until(lambda: self.world.taps[tap_id], f"the answer to the tap on {full}")
        return message

    async def sees_in_place(self, tapped: Json, text: str, *labels: str) -> Json:
        """Wait until a tapped message says something else, with exactly these buttons instead."""
        number = tapped["message_id"]

        def fits() -> bool:
            now = self.hand.chat.messages[number]
            return text in _text(now) and _labels(now) == list(labels)

        await self._until(fits, f"in place of message {number}: {text} {labels}")
        return self.hand.chat.messages[number]

    def count(self, text: str) -> int:
        """How many of the bot's messages say this."""
        return sum(text in _text(one) for one in self.hand.seen())

    def _find(self, label: str) -> tuple[Json, str] | None:
        for message in reversed(self.hand.seen()):
            for one in _labels(message):
                if one.startswith(label):
                    return message, one
        return None

    async def _until(self, true: Callable[[], object], what: str) -> None:
        try:
            await self.hand.until(true, _PATIENCE)
        except TimeoutError:
            screen = "\n".join(f"{_text(one)} {_labels(one)}" for one in self.hand.seen())
            raise AssertionError(f"not seen: {what}\non the screen:\n{screen}") from None


def _text(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _labels(message: Json) -> list[str]:
    return [str(button["text"]) for button in buttons(message)]


def _has(message: Json, wanted: tuple[str, ...]) -> bool:
    return all(any(label.startswith(one) for label in _labels(message)) for one in wanted)
