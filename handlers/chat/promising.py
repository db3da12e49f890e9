"""Said with a promise of news: who has stopped all messages reads that none will come, with a way back."""

from __future__ import annotations

from handlers.turn import Turn
from handlers.wording import column
from model.message import Button, Keyboard


def say(turn: Turn, key: str, keyboard: Keyboard, *, edit: bool = False, **params: object) -> None:
    """Say it; and what is so besides, where the person hears nothing unasked."""
    if turn.person is None or not turn.person.stopped:
        turn.say(key, keyboard, edit=edit, **params)
        return
    words = turn.words
    text = f"{words.say(key, **params)}\n{words.say('settings.unheard')}"
    again = column(Button(words.say("settings.start_again"), "go:"))
    turn.say_plain(text, (*again, *keyboard), edit=edit)
