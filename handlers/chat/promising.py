"""Said with a promise of news: who has stopped all messages reads that none will come, with a way back."""

from __future__ import annotations

from handlers.turn import Turn
from handlers.wording import column
from model.message import Button, Keyboard


def say(turn: Turn, key: str, keyboard: Keyboard, *, edit: bool = False, **params: object) -> None:
    """Say it; and what is so besides, where the person hears nothing unasked."""
    words = turn.words
    text = words.say(key, **params)
    if turn.person is not None and turn.person.stopped:
        text = f"{text}\n{words.say('settings.unheard')}"
        keyboard = (*column(Button(words.say("settings.start_again"), "go:")), *keyboard)
    turn.say_plain(text, keyboard, edit=edit)
